internal import LoanFiles
internal import LoanPricing
internal import Reporting

/// A file of applications: priced row by row, each as it would be alone.
struct QuoteBatch {
  let plan: QuotePlan
  let input: String
  let output: String
  let rejects: String?
  let replaces: Bool
  let isJSON: Bool

  /// Prices all rows.
  ///
  /// - Throws: `InputFault` with the bad rows unless they are set aside, `FileFault` for files.
  func run() throws {
    let file: DelimitedFile
    do {
      file = try DelimitedFile(path: input)
    } catch let fault as FileFault {
      throw PathFault(fault, path: input)
    }
    let columns = file.header.map { name in (name: name, field: name.replacingUnderscores) }
    let known = Set(ApplicationFields.names.map(\.replacingHyphens)).union(
      plan.reader.features?.columns ?? [])
    try file.requireColumns(["amount", "term", "repayment", "guarantee"], known: known)

    let existing: ExistingOutput = replaces ? .replace : .refuse
    let sink = try OutputSink.open(output, existing: existing)
    let rejectSink = try rejects.map { path in try OutputSink.open(path, existing: existing) }
    var bad = file.badRows
    var text = isJSON ? "" : CSVOutput.header(QuoteReport.columns)
    for row in file.rows {
      do {
        let report = try plan.report(fields(of: row, columns))
        text +=
          isJSON ? JSONOutput.line(report.json) : CSVOutput.row(report.json, columns: QuoteReport.columns)
      } catch {
        guard let fault = rowFault(error, row: row, header: file.header) else { throw error }
        bad.append(DelimitedFile.BadRow(fault: fault, text: row.text))
      }
    }
    bad.sort { $0.fault.line < $1.fault.line }
    if let rejectSink {
      try rejectSink.write(QuoteBatch.rejects(bad))
    } else if !bad.isEmpty {
      throw InputFault.rows(file: input, bad.prefix(20).map(\.fault), total: bad.count)
    }
    try sink.write(text)
    try sink.commit()
    try rejectSink?.commit()
  }

  private func fields(of row: DelimitedFile.Row, _ columns: [(name: String, field: String)])
    -> ApplicationFields
  {
    var fields = ApplicationFields()
    for (column, text) in zip(columns, row.fields) {
      if ApplicationFields.names.contains(column.field) {
        fields.setCell(column.field, text)
      } else if !text.isEmpty {
        fields.features[column.name] = text
      }
    }
    return fields
  }

  /// A fault as one of the row; nothing for faults that are not the row's.
  private func rowFault(_ error: any Error, row: DelimitedFile.Row, header: [String]) -> RowFault? {
    switch error {
    case let fault as FieldFault:
      return RowFault(
        line: row.line, column: fault.field.replacingHyphens, value: fault.value, reason: fault.allowed)
    case let fault as QuoteFault:
      let text = QuoteFaultText(fault)
      return RowFault(
        line: row.line, column: text.field.replacingHyphens, value: text.value, reason: text.allowed)
    default: return nil
    }
  }

  private static func rejects(_ rows: [DelimitedFile.BadRow]) -> String {
    CSVOutput.line(["line", "column", "value", "reason", "row"])
      + rows.map { row in
        CSVOutput.line([
          String(row.fault.line), row.fault.column,
          row.fault.value.isEmpty ? "" : ErrorSentence.shown(row.fault.value),
          row.fault.reason, row.text,
        ])
      }.joined()
  }
}

extension String {
  /// A column's name as an option's.
  var replacingUnderscores: String { String(map { $0 == "_" ? "-" : $0 }) }
  /// An option's name as a column's.
  var replacingHyphens: String { String(map { $0 == "-" ? "_" : $0 }) }
}
