/// A line of a schema: a column, key or leaf that users script against.
public struct SchemaEntry: Sendable {
  /// Its name, or its path.
  public let name: String
  /// Kind of its values.
  public let type: String
  /// The codes it may hold, `|` between them; empty for other kinds.
  public let codes: String
  /// What it means.
  public let meaning: String
  /// `input`, `output` or `required` where that is worth saying.
  public let use: String

  /// Creates an entry.
  public init(_ name: String, _ type: String, _ meaning: String, codes: [String] = [], use: String = "") {
    self.name = name
    self.type = type
    self.codes = codes.joined(separator: "|")
    self.meaning = meaning
    self.use = use
  }

  /// Keys of an entry, in the order of ``texts``.
  public static let keys = ["column", "type", "codes", "use", "meaning"]

  /// The entry's texts.
  public var texts: [String] { [name, type, codes, use, meaning] }

  /// Entries as a report.
  public static func report(_ entries: [SchemaEntry]) -> RecordReport {
    let rows = entries.map(\.texts)
    return RecordReport(
      [.init("columns", ListTable.json(keys, rows))], listKey: "columns",
      listTable: { SchemaEntry.table(entries, $0) })
  }

  /// For eyes: the codes stand under the meaning, so that 80 columns are enough.
  private static func table(_ entries: [SchemaEntry], _ language: ReportLanguage) -> TextTable {
    var table = TextTable(
      header: ["column", "type", "meaning"].map { Wording.label($0, language) }, [.left, .left, .left])
    for entry in entries {
      let notes = [entry.meaning, entry.codes.isEmpty ? "" : "(\(entry.codes))", entry.use]
      table.add([entry.name, entry.type, notes.filter { !$0.isEmpty }.joined(separator: "; ")])
    }
    return table
  }
}
