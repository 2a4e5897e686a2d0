internal import Dispatch
internal import LoanFiles
internal import Synchronization

/// Reads a CSV file block by block in parallel, each worker row by row in the order of its blocks.
final class NamedFile: Sendable {
  let path: String
  let columns: NamedColumns
  private let reader: BlockReader
  private let hash: TapeHash
  private let first: Mutex<RecordBlock?>
  private let state = Mutex(State())

  private struct State {
    var rows: Int64 = 0
    var bad: [RejectedRow] = []
    var badCount = 0
    var fault: (any Error)?
  }

  /// Opens the file and reads its header.
  init(path: String, required: [String]) throws {
    self.path = path
    let hash = TapeHash()
    self.hash = hash
    // SAFETY: the bytes are hashed within the call, under the reader's lock.
    reader = try BlockReader(path: path) { bytes in unsafe hash.update(bytes) }
    var block = RecordBlock()
    guard try reader.nextBlock(into: &block) else { throw TapeFault.empty }
    columns = try NamedColumns(try HeaderRecord(block).read(), required: required)
    first = Mutex(block)
  }

  /// Reads all rows.
  ///
  /// - Parameters:
  ///   - threads: Workers.
  ///   - make: Makes what reads the rows of one worker; called once for each.
  /// - Throws: ``TapeFault/badRows(_:total:)`` with the first rows that were refused, by line.
  func read(
    threads: Int, _ make: @Sendable () throws -> (NamedRow) throws -> Void,
    progress: (@Sendable (TapeProgress) -> Void)?
  ) throws -> (rows: Int64, sha256: String) {
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        try work(make(), progress)
      } catch {
        state.withLock { $0.fault = $0.fault ?? error }
      }
    }
    let end = state.withLock { $0 }
    if let fault = end.fault { throw fault }
    if end.badCount > 0 { throw TapeFault.badRows(end.bad, total: end.badCount) }
    return (end.rows, hash.hexadecimal)
  }

  private func work(
    _ take: (NamedRow) throws -> Void, _ progress: (@Sendable (TapeProgress) -> Void)?
  ) throws {
    var block = RecordBlock()
    var scanner = StructuralScanner()
    let records = RecordList(capacity: RecordParser.batchRows)
    let fields = columns.header.count
    while state.withLock({ $0.fault == nil }), try next(&block) {
      try Interrupt.check()
      try scanner.scan(block)
      var rows: Int64 = 0
      var bad: [RejectedRow] = []
      var fault: (any Error)?
      scanner.withBlockBounds(block) { bounds in
        records.begin(block, bounds, traits: scanner.traits, fields: fields)
        if block.index == 0 { records.skipHeader(bounds) }
        var hasMore = true
        while hasMore, fault == nil {
          hasMore = records.fill(
            bounds, fields: fields,
            rejected: { record, fault in
              bad.append(NamedFile.rejected(record, fault.column, fault.value, fault.reason))
            }, header: columns.header)
          for index in 0..<records.count {
            let record = records.record(index, bounds, fields: fields)
            do {
              try take(NamedRow(record: record, columns: columns))
            } catch let problem as RowProblem {
              bad.append(NamedFile.rejected(record, problem.column, problem.value, problem.reason))
            } catch let problem {
              fault = problem
              break
            }
          }
          rows += Int64(records.count)
        }
      }
      if let fault { throw fault }
      handIn(rows, bad, progress)
    }
  }

  private func next(_ block: inout RecordBlock) throws -> Bool {
    if let waiting = first.withLock({ waiting -> RecordBlock? in
      defer { waiting = nil }
      return waiting
    }) {
      block = waiting
      return true
    }
    return try reader.nextBlock(into: &block)
  }

  private func handIn(_ rows: Int64, _ bad: [RejectedRow], _ progress: (@Sendable (TapeProgress) -> Void)?) {
    let total = state.withLock { state in
      state.rows += rows
      state.badCount += bad.count
      if !bad.isEmpty {
        let merged = (state.bad + bad).sorted { $0.line < $1.line }
        state.bad = Array(merged.prefix(IntakePhase.namedRows))
      }
      return state.rows
    }
    progress?(
      TapeProgress(
        phase: .intake, rows: total,
        share: reader.totalBytes.map { Double(reader.bytesRead) / Double(max(1, $0)) }))
  }

  private static func rejected(
    _ record: Record, _ column: String, _ value: String, _ reason: RejectReason
  ) -> RejectedRow {
    RejectedRow(
      line: record.line, column: column, value: value, reason: reason, row: [], balance: nil)
  }
}
