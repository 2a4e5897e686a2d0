internal import LoanUnits

/// A small result: scalars by key, perhaps a list of rows, written in all formats.
public struct RecordReport: Sendable {
  /// The result.
  public let json: JSONValue
  /// The key whose list of objects is the body of the CSV and of the table.
  public let listKey: String?
  private let listColumns: [String]
  private let listTable: (@Sendable (ReportLanguage) -> TextTable)?

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - fields: Keys and values.
  ///   - listKey: The list that is the body.
  ///   - listColumns: Its columns, for a list without rows.
  ///   - listTable: The list for eyes.
  public init(
    _ fields: [JSONValue.Field], listKey: String? = nil, listColumns: [String] = [],
    listTable: (@Sendable (ReportLanguage) -> TextTable)? = nil
  ) {
    json = .object(fields)
    self.listKey = listKey
    self.listColumns = listColumns
    self.listTable = listTable
  }

  /// The result as CSV: the list where there is one, else one line of scalars.
  public var csv: String {
    if let listKey, case .list(let items)? = json[listKey] {
      return items.isEmpty ? CSVOutput.header(listColumns) : CSVOutput.table(items)
    }
    return CSVOutput.table([json])
  }

  /// The result for eyes.
  ///
  /// - Parameter warnings: Warnings in the language of the table; the key `warnings` is not repeated.
  public func table(_ language: ReportLanguage, warnings: [String], _ style: TextStyle = .plain) -> String {
    var scalars = TextTable([.left, .right])
    for field in json.fields where field.key != "warnings" && field.key != listKey {
      scalars.add([Wording.label(field.key, language), RecordReport.text(field.value, language)])
    }
    var lines: [String] = []
    if let listTable { lines += listTable(language).lines(style) + [""] }
    lines += scalars.lines(style)
    lines += WarningLines.lines(warnings, language, style)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func text(_ value: JSONValue, _ language: ReportLanguage) -> String {
    switch value {
    case .null: Wording.none.text(language)
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): DecimalText.significant(number, digits: 10)
    case .money(let money): DecimalText.grouped(money.description)
    case .text(let text): text
    case .list(let items): items.map { RecordReport.text($0, language) }.joined(separator: ", ")
    case .object: ""
    }
  }
}
