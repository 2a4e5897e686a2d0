/// Rows of texts under keys, as JSON objects and as a table.
public enum ListTable {
  /// A list of objects.
  public static func json(_ keys: [String], _ rows: [[String]]) -> JSONValue {
    .list(rows.map { row in .object(zip(keys, row).map { .init($0, .text($1)) }) })
  }

  /// A table with a title for each key.
  public static func table(_ keys: [String], _ rows: [[String]], _ language: ReportLanguage) -> TextTable {
    var table = TextTable(header: keys.map { Wording.label($0, language) }, keys.map { _ in .left })
    for row in rows { table.add(row) }
    return table
  }
}
