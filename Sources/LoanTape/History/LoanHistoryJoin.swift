internal import Lending
internal import LoanFiles
internal import LoanUnits
internal import Rescoring
internal import Synchronization

/// What is known of one row of the tape beside the tape.
struct HistoryRow: BitwiseCopyable, Sendable {
  var line: UInt64
  /// Position of its override; −1 for none.
  var override: Int32 = -1
  var previousClass = missingCode
  var previousStage: UInt8 = 0
}

/// Last month's output and the overrides, joined to the tape by loan, in the tape's order.
struct LoanHistories: Sendable {
  let rows: OrderedMerge<HistoryRow>
  /// Overrides of a file, and the day on which they must hold.
  let overrides: [ClassOverride]
  let asOf: CalendarDay
  /// Loans of last month's output that the tape does not have, with their exposure then.
  let vanished: CountedBalance
  /// Overrides of loans that the tape does not have.
  let unmatchedOverrides: Int64

  /// What is known of each row of a batch, from the rows of its lines.
  func gather(_ batch: LoanBatch, _ known: [HistoryRow], into list: inout [LoanHistory]) {
    list.removeAll(keepingCapacity: true)
    var next = 0
    for row in 0..<batch.count {
      let line = UInt64(batch.rowNumbers[row])
      while next < known.count, known[next].line < line { next += 1 }
      var history = LoanHistory()
      if next < known.count, known[next].line == line {
        history.previousClass = known[next].previousClass
        history.previousStage = known[next].previousStage
        if known[next].override >= 0 {
          let given = overrides[Int(known[next].override)]
          if given.isInForce(on: asOf) {
            history.overrideClass = given.riskClass.rawValue
          } else {
            history.hasExpiredOverride = true
          }
        }
      }
      list.append(history)
    }
  }
}

/// Joins by the 128-bit hash of the loan's identifier, partition by partition: memory is that of one partition a thread.
struct LoanHistoryJoin {
  let grouping: Grouping
  let previous: PreviousOutput?
  let overrides: ClassOverrides?
  let asOf: CalendarDay
  let dropped: Set<UInt64>

  private struct State {
    var vanished = CountedBalance()
    var matchedOverrides: Int64 = 0
    var duplicates: [Grouping.Duplicate] = []
  }

  /// Joins.
  ///
  /// - Throws: ``TapeFault/previous(file:_:)`` where last month's output names a loan twice.
  func run(in folder: TemporaryFolder, threads: Int) throws -> LoanHistories {
    let merge = try OrderedMerge<HistoryRow>(in: folder, partitionCount: Grouping.partitions) { $0.line }
    let given = overrides.map(LoanHistoryJoin.positions) ?? [:]
    let state = Mutex(State())
    try Grouping.overPartitions(threads: threads) { partition, table in
      var keys: [PreviousKey] = []
      try previous?.keys.readPartition(partition, into: &keys)
      var own = State()
      table.prepare(count: keys.count)
      for index in keys.indices {
        let first = table.slot(of: keys[index].digest, index: index) { keys[$0].digest }
        if first != index { own.duplicates.append(LoanHistoryJoin.duplicate(keys[first], keys[index])) }
      }
      var loans: [LoanKey] = []
      try grouping.loans.readPartition(partition, into: &loans)
      if !dropped.isEmpty { loans.removeAll { dropped.contains($0.line) } }
      var isMatched = Array(repeating: false, count: keys.count)
      var rows: [HistoryRow] = []
      rows.reserveCapacity(min(loans.count, keys.count + given.count))
      for loan in loans {
        var row = HistoryRow(line: loan.line)
        if let index = table.find(loan.digest, digestAt: { keys[$0].digest }) {
          row.previousClass = keys[index].riskClass
          row.previousStage = keys[index].stage
          isMatched[index] = true
        }
        if !given.isEmpty, let position = given[loan.digest] {
          row.override = position
          own.matchedOverrides += 1
        }
        if row.override >= 0 || row.previousStage > 0 { rows.append(row) }
      }
      for index in keys.indices where !isMatched[index] { own.vanished.add(keys[index].exposure) }
      try merge.append(rows, partition: partition)
      state.withLock { state in
        state.vanished.merge(own.vanished)
        state.matchedOverrides += own.matchedOverrides
        state.duplicates += own.duplicates
      }
    }
    let found = state.withLock { $0 }
    if let previous, !found.duplicates.isEmpty {
      throw TapeFault.previous(
        file: previous.path, PreviousLookup.fault(found.duplicates, path: previous.path))
    }
    return LoanHistories(
      rows: merge, overrides: overrides?.entries ?? [], asOf: asOf, vanished: found.vanished,
      unmatchedOverrides: Int64(given.count) - found.matchedOverrides)
  }

  private static func positions(_ overrides: ClassOverrides) -> [Digest128: Int32] {
    var positions: [Digest128: Int32] = [:]
    for (index, entry) in overrides.entries.enumerated() {
      positions[Digest128(Array(entry.identifier.utf8).span)] = Int32(truncatingIfNeeded: index)
    }
    return positions
  }

  /// Workers hand their rows in as they come, so the first of two is the one on the earlier line.
  private static func duplicate(_ one: PreviousKey, _ other: PreviousKey) -> Grouping.Duplicate {
    Grouping.Duplicate(
      line: UInt64(max(one.line, other.line)), firstLine: UInt64(min(one.line, other.line)))
  }
}

/// Identifiers on some lines of an output, read once more: they are wanted for a message only.
enum PreviousLookup {
  /// The fault of loans that an output names twice.
  static func fault(_ duplicates: [Grouping.Duplicate], path: String) -> PreviousFault {
    let first = duplicates.sorted { $0.line < $1.line }.prefix(PreviousOutput.namedRows)
    let names = (try? identifiers(of: Set(first.map { Int($0.line) }), path: path)) ?? [:]
    return .badRows(
      first.map {
        RejectedRow(
          line: Int($0.line), column: "loan_id", value: names[Int($0.line)] ?? "",
          reason: .duplicate(firstLine: Int($0.firstLine)), row: [], balance: nil)
      }, total: duplicates.count)
  }

  static func identifiers(of lines: Set<Int>, path: String) throws -> [Int: String] {
    guard path != "-" else { return [:] }
    let reader = try BlockReader(path: path)
    var block = RecordBlock()
    var parser: PreviousParser?
    var found: [Int: String] = [:]
    while found.count < lines.count, try reader.nextBlock(into: &block) {
      if block.index == 0 { parser = PreviousParser(try PreviousLayout(HeaderRecord(block).read())) }
      guard let last = lines.max(), block.firstLine <= last else { break }
      guard lines.contains(where: { $0 >= block.firstLine && $0 < block.firstLine + block.lineCount }) else {
        continue
      }
      for (line, name) in try parser?.identifiers(in: block, on: lines) ?? [] { found[line] = name }
    }
    return found
  }
}
