internal import Lending
internal import LoanFiles
internal import Scoring

/// Reads the records of a block into a batch; one a worker.
///
/// Rows are read some at a time, column after column: the loop over one column knows what it reads. A field is read
/// where it lies: no text is made of it unless it is quoted, mapped or wrong.
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
  let months = MonthStarts()
  let column = FieldColumn()
  let records = RecordList(capacity: RecordParser.batchRows)
  private var scanner = StructuralScanner()
  /// Whether all rows that are being read have a feature.
  var haveFeatures = false
  /// The first fault of each row that has one.
  private var faults: [Int: FieldFault] = [:]

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
    withBounds(block) { records.begin(block, $0, traits: scanner.traits, fields: layout.fieldCount) }
  }

  /// Passes over the header, the first record of the tape.
  func skipHeader(_ block: RecordBlock) {
    withBounds(block) { records.skipHeader($0) }
  }

  /// Lends the bytes of a block with its delimiters; nil where there are none.
  private func withBounds<Result>(_ block: RecordBlock, _ body: (BlockBounds) -> Result) -> Result? {
    scanner.withBlockBounds(block, body)
  }

  /// Reads records into a batch until it is full or the block ends.
  ///
  /// - Returns: Whether records are left.
  func fill(
    _ block: RecordBlock, batch: inout LoanBatch, keys: inout RowKeys, rejects: inout [RejectedRow]
  ) -> Bool {
    keys.prepare(capacity: batch.capacity)
    faults.removeAll(keepingCapacity: true)
    let hasMore = withBounds(block) { bounds in
      let hasMore = records.fill(
        bounds, fields: layout.fieldCount,
        rejected: { record, fault in rejects.append(rejected(record, fault)) }, header: layout.header)
      read(bounds, &batch, &keys)
      if !faults.isEmpty { setAside(bounds, &batch, &keys, &rejects) }
      return hasMore
    }
    return hasMore ?? false
  }

  private func read(_ block: BlockBounds, _ batch: inout LoanBatch, _ keys: inout RowKeys) {
    batch.count = records.count
    var identifiers = IdentifierColumn(&batch)
    batch.withColumns { columns in
      var start = 0
      while start < records.count {
        let rows = start..<min(start + FieldColumn.capacity, records.count)
        // SAFETY: the rows lie below the capacity of every column.
        for row in rows {
          unsafe columns.flags[row] = 0
          keys.present[row] = 0
        }
        haveFeatures = false
        for index in operations.indices {
          locate(block, rows, plan: index)
          read(rows, operations[index], plan: index, columns, &identifiers, &keys)
        }
        crossCheck(rows, columns)
        start = rows.upperBound
      }
    }
    identifiers.give(to: &batch)
    for row in 0..<records.count { unsafe batch.rowNumbers[row] = records.lines[row] }
  }

  /// Finds the fields of a column in some rows, unquotes and maps them; those of rows with a fault are empty.
  private func locate(_ block: BlockBounds, _ rows: Range<Int>, plan: Int) {
    let source = operations[plan].source
    // SAFETY: the rows are in the list.
    let firsts = unsafe UnsafePointer(records.firsts + rows.lowerBound)
    unsafe column.locate(block, firsts, count: rows.count, source: max(0, source))
    if source < 0 {
      for index in 0..<rows.count { unsafe column.fields[index] = FieldBytes(start: block.start, count: 0) }
    }
    if source == layout.fieldCount - 1, scanner.traits.contains(.carriageReturn) {
      column.dropCarriageReturns(count: rows.count)
    }
    if !faults.isEmpty {
      for index in 0..<rows.count where faults[rows.lowerBound + index] != nil {
        unsafe column.fields[index] = FieldBytes(start: block.start, count: 0)
      }
    }
    if scanner.traits.contains(.quote) { unquote(count: rows.count) }
    if operations[plan].hasTransform { map(block, rows, plan: plan) }
  }

  /// Takes the quotes off fields.
  private func unquote(count: Int) {
    column.beginReplacing()
    for index in 0..<count {
      // SAFETY: the index lies below the count.
      if let content = unsafe column.fields[index].unquoted { column.replace(index, by: content) }
    }
    column.endReplacing()
  }

  /// Does to fields what the mapping says.
  private func map(_ block: BlockBounds, _ rows: Range<Int>, plan: Int) {
    guard let transform = layout.plans[plan].transform else { return }
    // SAFETY: the index lies below the count.
    let texts = (0..<rows.count).map { unsafe column.fields[$0].text }
    column.beginReplacing()
    for (index, text) in texts.enumerated() where faults[rows.lowerBound + index] == nil {
      switch transformed(
        text, transform, records.record(rows.lowerBound + index, block, fields: layout.fieldCount), plan: plan
      ) {
      case .success(let mapped): column.replace(index, by: mapped.utf8)
      case .failure(let fault):
        faults[rows.lowerBound + index] = fault
        column.replace(index, by: EmptyCollection())
      }
    }
    column.endReplacing()
  }

  private func transformed(
    _ text: String, _ transform: FieldTransform, _ record: Record, plan: Int
  ) -> Result<String, FieldFault> {
    let months = layout.plans[plan].monthsSource.map { record.field($0).text }
    return transform.apply(text, months: months).mapError {
      FieldFault(plan: plan, value: text, reason: $0.reason)
    }
  }

  /// Notes what is wrong with a row; the first fault holds.
  @inline(never) func report(_ row: Int, _ fault: @autoclosure () -> FieldFault) {
    if faults[row] == nil { faults[row] = fault() }
  }

  /// Takes the rows with a fault out of the batch.
  private func setAside(
    _ block: BlockBounds, _ batch: inout LoanBatch, _ keys: inout RowKeys, _ rejects: inout [RejectedRow]
  ) {
    for (row, fault) in faults {
      rejects.append(rejected(records.record(row, block, fields: layout.fieldCount), fault))
    }
    rejects.sort { $0.line < $1.line }
    keys.remove(count: records.count) { faults[$0] != nil }
    let lines = Set(faults.keys.map { unsafe records.lines[$0] })
    batch.removeRows { lines.contains($0) }
  }

  private func rejected(_ record: Record, _ fault: FieldFault) -> RejectedRow {
    RejectedRow(
      line: record.line, column: fault.plan.map { layout.plans[$0].name } ?? fault.column,
      value: String(fault.value.prefix(60)), reason: fault.reason, row: record.bytes,
      balance: balance(of: record), identifier: identifier(of: record))
  }

  /// The identifier of a row that is set aside, where it can be read.
  private func identifier(of record: Record) -> String {
    guard record.fields == layout.fieldCount,
      let source = layout.plans.first(where: { $0.field == .identifier })?.source
    else { return "" }
    let field = record.field(source)
    return String(decoding: field.unquoted ?? field.bytes, as: UTF8.self)
  }

  /// The balance of a row that is set aside, where it can be read.
  private func balance(of record: Record) -> Int64? {
    var content: [UInt8] = []
    if let source = layout.balanceSource {
      guard source < record.fields else { return nil }
      content = record.field(source).unquoted ?? record.field(source).bytes
    } else {
      guard record.fields == layout.fieldCount,
        let plan = layout.plans.firstIndex(where: { $0.name == "balance" })
      else { return nil }
      if let source = layout.plans[plan].source {
        content = record.field(source).unquoted ?? record.field(source).bytes
      }
      if let transform = layout.plans[plan].transform {
        let text = String(decoding: content, as: UTF8.self)
        guard case .success(let mapped) = transformed(text, transform, record, plan: plan) else { return nil }
        content = Array(mapped.utf8)
      }
    }
    return FieldBytes.money(content)
  }
}

/// What is wrong with a row.
struct FieldFault: Error {
  var plan: Int?
  var column = ""
  var value: String
  var reason: RejectReason
}
