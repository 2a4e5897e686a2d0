internal import Lending
internal import LoanFiles
internal import LoanUnits

/// Reads the records of an earlier rescore's output; one a worker.
@safe final class PreviousParser {
  private let layout: PreviousLayout
  private let classes = TextTable(
    RiskClass.allCases.map { (Array($0.code.utf8), $0.rawValue) })
  private let records = RecordList(capacity: RecordParser.batchRows)
  private var scanner = StructuralScanner()
  private var faults: [RejectedRow] = []
  /// What was read by the last call of ``fill(_:)``.
  private(set) var keys: [PreviousKey] = []

  init(_ layout: PreviousLayout) {
    self.layout = layout
  }

  /// Starts a block; the header is passed over in the first.
  func begin(_ block: RecordBlock) throws(FileFault) {
    try scanner.scan(block)
    withBounds(block) { bounds in
      records.begin(block, bounds, traits: scanner.traits, fields: layout.header.count)
      if block.index == 0 { records.skipHeader(bounds) }
    }
  }

  /// Reads some records.
  ///
  /// - Returns: Whether records are left.
  func fill(_ block: RecordBlock) -> Bool {
    keys.removeAll(keepingCapacity: true)
    return withBounds(block) { bounds in
      let hasMore = records.fill(
        bounds, fields: layout.header.count,
        rejected: { record, fault in
          faults.append(row(record, column: fault.column, value: fault.value, fault.reason))
        }, header: layout.header)
      for index in 0..<records.count {
        read(records.record(index, bounds, fields: layout.header.count))
      }
      return hasMore
    } ?? false
  }

  /// Identifiers of the records that begin on some lines of a block.
  func identifiers(in block: RecordBlock, on lines: Set<Int>) throws(FileFault) -> [(line: Int, name: String)]
  {
    try begin(block)
    var found: [(line: Int, name: String)] = []
    var hasMore = true
    while hasMore {
      hasMore = fill(block)
      withBounds(block) { bounds in
        for index in 0..<records.count {
          let record = records.record(index, bounds, fields: layout.header.count)
          guard lines.contains(record.line) else { continue }
          found.append((record.line, text(record, layout.identifier)))
        }
      }
    }
    return found
  }

  private func text(_ record: Record, _ index: Int) -> String {
    let field = record.field(index)
    return field.unquoted.map { String(decoding: $0, as: UTF8.self) } ?? field.text
  }

  /// Hands out the faults found so far and forgets them.
  func takeFaults() -> [RejectedRow] {
    defer { faults.removeAll() }
    return faults
  }

  private func read(_ record: Record) {
    let digest = content(record, layout.identifier) { field in
      // SAFETY: the bytes are hashed within the call.
      field.isEmpty ? nil : unsafe Digest128(field.raw)
    }
    let exposure = content(record, layout.exposure) { field -> Int64? in
      guard case .success(let fen) = field.money() else { return nil }
      return fen
    }
    let riskClass = content(record, layout.riskClass) { field -> UInt8? in
      guard field.count <= PackedText.limit else { return nil }
      let code = classes.number(of: PackedText(field))
      return code == TextTable.none ? nil : code
    }
    let stage = content(record, layout.stage) { field -> UInt8? in
      field.count == 1 && field[0] >= 49 && field[0] <= 51 ? field[0] - 48 : nil
    }
    guard let digest else { return report(record, layout.identifier, .empty) }
    guard let exposure else { return report(record, layout.exposure, .notANumber) }
    guard let riskClass else {
      return report(record, layout.riskClass, .unknownCode(allowed: RiskClass.codes))
    }
    guard let stage else { return report(record, layout.stage, .unknownCode(allowed: ["1", "2", "3"])) }
    keys.append(
      PreviousKey(
        digest: digest, exposure: exposure, line: Int64(record.line), riskClass: riskClass, stage: stage))
  }

  /// Reads a field without its quotes.
  private func content<Value>(_ record: Record, _ index: Int, _ body: (FieldBytes) -> Value?) -> Value? {
    let field = record.field(index)
    guard let bare = field.unquoted else { return body(field) }
    let padded = bare + Array(repeating: 0, count: PackedText.limit)
    // SAFETY: the field is read within the call, and sixteen bytes follow it.
    return unsafe padded.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return nil }
      return body(unsafe FieldBytes(start: start, count: bare.count))
    }
  }

  private func report(_ record: Record, _ index: Int, _ reason: RejectReason) {
    faults.append(row(record, column: layout.header[index], value: text(record, index), reason))
  }

  private func row(_ record: Record, column: String, value: String, _ reason: RejectReason) -> RejectedRow {
    RejectedRow(
      line: record.line, column: column, value: String(value.prefix(60)), reason: reason, row: [],
      balance: nil)
  }

  @discardableResult
  private func withBounds<Result>(_ block: RecordBlock, _ body: (BlockBounds) -> Result) -> Result? {
    // SAFETY: the pointers are used while the block's bytes and the scanner's positions are held.
    unsafe block.withUnsafeBytes { raw in
      scanner.withBounds { span in
        unsafe span.withUnsafeBufferPointer { bounds in
          guard let start = unsafe raw.baseAddress?.assumingMemoryBound(to: UInt8.self),
            let first = bounds.baseAddress
          else { return nil }
          return body(unsafe BlockBounds(start: start, bounds: first, count: bounds.count - 1))
        }
      }
    }
  }
}
