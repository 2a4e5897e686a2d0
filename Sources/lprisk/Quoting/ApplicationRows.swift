internal import LoanPricing
internal import LoanTape
internal import Reporting

/// Reads and quotes the rows of a file of applications one at a time, with everything that a row can hold.
struct ApplicationRows: Sendable {
  /// The first line of the rejects.
  static let rejectsHeader = CSVOutput.line(["line", "column", "value", "reason", "row"])

  private let header: [String]
  /// The columns by name and as fields; nil: a column of the model.
  private let columns: [(name: String, field: String?)]
  private let plan: QuotePlan
  private let isJSON: Bool

  /// Checks a header.
  ///
  /// - Throws: ``InputFault`` for a column that is missing or unknown.
  init(header: [String], path: String, plan: QuotePlan, isJSON: Bool) throws(InputFault) {
    let known = Set(ApplicationFields.names.map(\.replacingHyphens)).union(
      plan.reader.features?.columns ?? [])
    try DelimitedFile.requireColumns(
      ["amount", "term", "repayment", "guarantee"], known: known, in: header, path: path)
    self.header = header
    columns = header.map { name in
      let field = name.replacingUnderscores
      return (name, ApplicationFields.names.contains(field) ? field : nil)
    }
    self.plan = plan
    self.isJSON = isJSON
  }

  /// Quotes a record.
  ///
  /// - Throws: Faults that are not the row's.
  func quote(_ bytes: [UInt8], line: Int) throws -> QuotedRecord {
    let record = RecordParser.record(bytes[...], line: line)
    if let bad = record.fault(header: header) { return .bad(ApplicationRows.bad(bad)) }
    do {
      let json = try plan.report(fields(of: record)).json
      let text = isJSON ? JSONOutput.line(json) : CSVOutput.row(json, columns: QuoteReport.columns)
      return .quoted(Array(text.utf8))
    } catch {
      guard let fault = ApplicationRows.rowFault(error, line: line) else { throw error }
      return .bad(ApplicationRows.bad(DelimitedFile.BadRow(fault: fault, text: record.text)))
    }
  }

  /// The reader of plain rows; nil where a row is more than a line of scalars.
  var quick: QuickApplications? {
    guard !isJSON else { return nil }
    let context = plan.source.context(asOf: plan.reader.asOf)
    let reader = plan.reader
    return QuickApplications(
      engine: plan.engine,
      texts: QuoteTexts(
        circumstances: [
          context.policyName, context.policyVersion, context.policyDigest, EngineVersion.current,
        ], warnings: context.warnings(.english), warning: { WarningText.quote($0, .english) }),
      asOf: reader.asOf, columns: columns.map { ($0.name, $0.field == nil) },
      probability: { try? reader.bounded(score: $0, field: "score", text: "") })
  }

  private func fields(of record: RecordParser.Record) -> ApplicationFields {
    var fields = ApplicationFields()
    for (column, text) in zip(columns, record.fields) {
      if let field = column.field {
        fields.setCell(field, text)
      } else if !text.isEmpty {
        fields.features[column.name] = text
      }
    }
    return fields
  }

  /// A fault as one of the row; nothing for faults that are not the row's.
  private static func rowFault(_ error: any Error, line: Int) -> RowFault? {
    switch error {
    case let fault as FieldFault:
      return RowFault(
        line: line, column: fault.field.replacingHyphens, value: fault.value, reason: fault.allowed)
    case let fault as QuoteFault:
      let text = QuoteFaultText(fault)
      return RowFault(
        line: line, column: text.field.replacingHyphens, value: text.value, reason: text.allowed)
    default: return nil
    }
  }

  private static func bad(_ row: DelimitedFile.BadRow) -> BadApplication {
    let fault = row.fault
    let rejected = CSVOutput.line([
      String(fault.line), fault.column, fault.value.isEmpty ? "" : ErrorSentence.shown(fault.value),
      fault.reason, row.text,
    ])
    return BadApplication(
      line: fault.line, column: fault.column, value: fault.value, reason: fault.reason,
      rejected: Array(rejected.utf8))
  }
}

extension String {
  /// A column's name as an option's.
  var replacingUnderscores: String { String(map { $0 == "_" ? "-" : $0 }) }
  /// An option's name as a column's.
  var replacingHyphens: String { String(map { $0 == "-" ? "_" : $0 }) }
}
