internal import Lending
internal import LoanFiles
internal import Scoring

/// Reads the records of a block into a batch; one a worker.
///
/// A field is read where it lies: no text is made of it unless it is quoted, mapped or wrong.
@safe final class RecordParser {
  /// Rows of a batch: its columns and its output stay in the second-level cache of a core.
  static let batchRows = 2048
  /// Longest identifier, bytes.
  static let identifierLimit = 256

  let layout: TapeLayout
  let operations: [FieldOperation]
  let codeTable: CodeTable
  let encoderTable: EncoderTable
  let models: ModelSet?
  let ratings: [(name: [UInt8], probability: Double)]
  let registers: (industry: WordRegister, region: WordRegister)
  let caches = (industry: WordCache(), region: WordCache())
  private var scanner = StructuralScanner()
  private var scratch: [UInt8] = []
  // Where the parser stands in its block.
  private var next = 0
  private var offset = 0
  private var line = 1
  private var hasInvalidUTF8 = false

  init(
    layout: TapeLayout, models: ModelSet?, ratings: [(name: String, probability: Double)],
    registers: (industry: WordRegister, region: WordRegister)
  ) {
    self.layout = layout
    self.models = layout.usesModels ? models : nil
    self.ratings = ratings.map { (Array($0.name.utf8), $0.probability) }
    self.registers = registers
    var codeTable = CodeTable()
    var encoders = EncoderTableBuilder()
    let used = layout.usesModels ? models : nil
    operations = layout.plans.map {
      FieldOperation($0, models: used, codeTable: &codeTable, encoderTable: &encoders)
    }
    self.codeTable = codeTable
    encoderTable = EncoderTable(encoders)
  }

  /// Starts a block.
  func begin(_ block: RecordBlock) throws(FileFault) {
    try scanner.scan(block)
    next = 0
    offset = 0
    line = block.firstLine
    hasInvalidUTF8 = false
    if scanner.traits.contains(.nonASCII) {
      // SAFETY: the bytes are looked at within the call.
      hasInvalidUTF8 = unsafe block.withUnsafeBytes { unsafe ByteKernels.firstInvalidUTF8(in: $0) } != nil
    }
  }

  /// Passes over the header, the first record of the tape.
  func skipHeader(_ block: RecordBlock) {
    // SAFETY: positions lie within the block.
    unsafe block.withUnsafeBytes { raw in
      scanner.withPositions { positions in
        while next < positions.count, unsafe raw[Int(positions[next])] != 10 { next += 1 }
        guard next < positions.count else { return }
        let end = Int(positions[next])
        line += unsafe ByteKernels.count(of: 10, in: UnsafeRawBufferPointer(rebasing: raw[0...end]))
        offset = end + 1
        next += 1
      }
    }
  }

  /// Reads records into a batch until it is full or the block ends.
  ///
  /// - Returns: Whether records are left.
  func fill(
    _ block: RecordBlock, batch: inout LoanBatch, keys: inout RowKeys, rejects: inout [RejectedRow]
  ) -> Bool {
    batch.count = 0
    batch.identifierBytes.removeAll(keepingCapacity: true)
    batch.identifierEnds.removeAll(keepingCapacity: true)
    keys.prepare(capacity: batch.capacity)
    // SAFETY: fields are read while the block's bytes are held; nothing keeps a pointer beyond the row.
    return unsafe block.withUnsafeBytes { raw in
      guard let start = unsafe raw.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
      return scanner.withPositions { positions in
        var rows = FilledRows(
          capacity: batch.capacity, bytes: batch.identifierBytes, ends: batch.identifierEnds)
        rows.numbers = batch.rowNumbers
        batch.identifierBytes = []
        batch.identifierEnds = []
        batch.rowNumbers = []
        let hasMore = batch.withColumns { columns in
          unsafe fill(start, positions, columns, &rows, keys: &keys, rejects: &rejects)
        }
        batch.count = rows.count
        batch.identifierBytes = rows.bytes
        batch.identifierEnds = rows.ends
        batch.rowNumbers = rows.numbers
        return hasMore ?? false
      }
    }
  }

  private func fill(
    _ start: UnsafePointer<UInt8>, _ positions: Span<UInt32>, _ columns: BatchColumns,
    _ rows: inout FilledRows,
    keys: inout RowKeys, rejects: inout [RejectedRow]
  ) -> Bool {
    // Local while the loop runs: a class's variable costs a check at every access.
    var next = self.next
    var offset = self.offset
    var line = self.line
    defer {
      self.next = next
      self.offset = offset
      self.line = line
    }
    let isPlain = !scanner.traits.contains(.quote)
    // SAFETY: the array is constant for the parser's life, so its storage stays where it is.
    guard let first = unsafe operations.withUnsafeBufferPointer({ $0.baseAddress }) else { return false }
    while next < positions.count, rows.count < rows.capacity {
      var last = next
      // SAFETY: positions lie within the block.
      while unsafe start[Int(positions[last])] != 10 { last += 1 }
      let end = Int(positions[last])
      let record = unsafe Record(
        start: start, offset: offset, end: end, first: next, fields: last - next + 1, line: line)
      line += 1
      if !isPlain {
        line += unsafe ByteKernels.count(
          of: 10, in: UnsafeRawBufferPointer(start: start + offset, count: end - offset))
      }
      next = last + 1
      offset = end + 1
      if record.fields == 1, record.isBlank { continue }
      if let fault = unsafe parse(record, positions, first, operations.count, columns, &rows, &keys) {
        rejects.append(rejected(record, positions, fault))
      } else {
        rows.count += 1
      }
    }
    return next < positions.count
  }

  private func parse(
    _ record: Record, _ positions: Span<UInt32>, _ operations: UnsafePointer<FieldOperation>, _ count: Int,
    _ columns: BatchColumns, _ rows: inout FilledRows, _ keys: inout RowKeys
  ) -> FieldFault? {
    guard record.fields == layout.fieldCount else {
      return FieldFault(
        plan: nil, value: "", reason: .fieldCount(expected: layout.fieldCount, found: record.fields))
    }
    if hasInvalidUTF8 || scanner.traits.contains(.zero), let reason = record.byteFault() {
      let place = record.byteFaultField(positions)
      return FieldFault(
        plan: nil, column: layout.header[place], value: record.field(place, positions).text, reason: reason)
    }
    let row = rows.count
    // SAFETY: the row lies below the capacity of every column.
    unsafe columns.flags[row] = 0
    rows.numbers[row] = Int64(record.line)
    keys.present[row] = 0
    let identifierStart = rows.bytes.count
    for index in 0..<count {
      // SAFETY: `index` lies below the count; a pointer loads only the members that a field needs.
      let operation = unsafe operations + index
      var field: FieldBytes
      let source = unsafe operation.pointee.source
      if source >= 0 {
        field = record.field(source, positions)
        if !field.isEmpty, field[0] == 34 { field = unquoted(field) }
      } else {
        field = unsafe FieldBytes(start: record.start, count: 0)
      }
      if unsafe operation.pointee.hasTransform {
        switch transformed(field, plan: index, record, positions) {
        case .success(let mapped): field = mapped
        case .failure(let fault): return fault
        }
      }
      if let reason = unsafe apply(operation, field, row, columns, &rows, &keys) {
        rows.bytes.removeLast(rows.bytes.count - identifierStart)
        return FieldFault(plan: index, value: field.text, reason: reason)
      }
    }
    if let fault = crossCheck(row, columns) {
      rows.bytes.removeLast(rows.bytes.count - identifierStart)
      return fault
    }
    rows.ends.append(UInt32(truncatingIfNeeded: rows.bytes.count))
    return nil
  }

  /// The content of a quoted field; doubled quotes are one.
  ///
  /// Good until the next call.
  private func unquoted(_ field: FieldBytes) -> FieldBytes {
    let count = field.count
    guard count >= 2, field[count - 1] == 34 else { return field }
    scratch.removeAll(keepingCapacity: true)
    var index = 1
    while index < count - 1 {
      let byte = field[index]
      if byte == 34, index + 1 < count - 1, field[index + 1] == 34 { index += 1 }
      scratch.append(byte)
      index += 1
    }
    return held()
  }

  private func transformed(
    _ field: FieldBytes, plan: Int, _ record: Record, _ positions: Span<UInt32>
  ) -> Result<FieldBytes, FieldFault> {
    guard let transform = layout.plans[plan].transform else { return .success(field) }
    let text = field.text
    let months = layout.plans[plan].monthsSource.map { record.field($0, positions).text }
    switch transform.apply(text, months: months) {
    case .success(let mapped):
      scratch.removeAll(keepingCapacity: true)
      scratch.append(contentsOf: mapped.utf8)
      return .success(held())
    case .failure(let fault):
      return .failure(FieldFault(plan: plan, value: text, reason: fault.reason))
    }
  }

  /// The scratch bytes as a field.
  private func held() -> FieldBytes {
    let count = scratch.count
    // Sixteen readable bytes follow, as in a block.
    for _ in 0..<PackedText.limit { scratch.append(0) }
    // SAFETY: the array is not touched before the field is used up, so its storage stays where it is.
    return unsafe scratch.withUnsafeBufferPointer { buffer in
      let start = unsafe buffer.baseAddress ?? emptyPointer
      return unsafe FieldBytes(start: start, count: count)
    }
  }

  private func rejected(_ record: Record, _ positions: Span<UInt32>, _ fault: FieldFault) -> RejectedRow {
    var balance: Int64?
    if let source = layout.balanceSource, source < record.fields {
      var field = record.field(source, positions)
      if !field.isEmpty, field[0] == 34 { field = unquoted(field) }
      if case .success(let fen) = field.money() { balance = fen }
    } else if layout.balanceSource == nil, record.fields == layout.fieldCount,
      let plan = layout.plans.firstIndex(where: { $0.name == "balance" })
    {
      var field = unsafe FieldBytes(start: record.start, count: 0)
      if let source = layout.plans[plan].source { field = record.field(source, positions) }
      if !field.isEmpty, field[0] == 34 { field = unquoted(field) }
      if case .success(let mapped) = transformed(field, plan: plan, record, positions),
        case .success(let fen) = mapped.money()
      {
        balance = fen
      }
    }
    let column: String
    if let plan = fault.plan {
      column = layout.plans[plan].name
    } else {
      column = fault.column
    }
    return RejectedRow(
      line: record.line, column: column, value: String(fault.value.prefix(60)), reason: fault.reason,
      row: record.bytes, balance: balance)
  }
}

/// A byte to point at where there is none.
private nonisolated(unsafe) let emptyPointer = unsafe UnsafePointer(
  UnsafeMutablePointer<UInt8>.allocate(capacity: PackedText.limit))

/// What a batch gathers beside its columns while it is filled.
struct FilledRows {
  let capacity: Int
  var count = 0
  var bytes: [UInt8]
  var ends: [UInt32]
  var numbers: [Int64] = []

  init(capacity: Int, bytes: [UInt8], ends: [UInt32]) {
    self.capacity = capacity
    self.bytes = bytes
    self.ends = ends
  }
}

/// What is wrong with a row.
struct FieldFault: Error {
  var plan: Int?
  var column = ""
  var value: String
  var reason: RejectReason
}
