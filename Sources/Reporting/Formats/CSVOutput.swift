internal import LoanUnits

/// Writes objects as CSV by RFC 4180 with LF: the scalar keys as columns.
///
/// Money has two decimals, everything else twelve significant digits; nothing is an empty field. Lists of texts are
/// joined with `;`, other lists and objects have no column.
public enum CSVOutput {
  /// A header and one line for each object; the columns are those of the first.
  public static func table(_ objects: [JSONValue]) -> String {
    guard let first = objects.first else { return "" }
    let columns = columns(of: first)
    return header(columns) + objects.map { row($0, columns: columns) }.joined()
  }

  /// The keys that become columns.
  public static func columns(of object: JSONValue) -> [String] {
    object.fields.filter { cell($0.value) != nil }.map(\.key)
  }

  /// The header line.
  public static func header(_ columns: [String]) -> String {
    line(columns)
  }

  /// One line; a key that is not there is an empty field.
  public static func row(_ object: JSONValue, columns: [String]) -> String {
    line(columns.map { key in object[key].flatMap { cell($0) } ?? "" })
  }

  /// Fields with quotes where they need them, ended by a line feed.
  public static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    let special: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard field.utf8.contains(where: { special.contains($0) }) else { return field }
    var text = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }

  private static func cell(_ value: JSONValue) -> String? {
    switch value {
    case .null: return ""
    case .bool(let flag): return flag ? "true" : "false"
    case .integer(let number): return String(number)
    case .number(let number): return number.isFinite ? DecimalText.significant(number, digits: 12) : ""
    case .money(let money): return money.description
    case .text(let text): return text
    case .list(let items):
      let texts = items.compactMap { item -> String? in
        if case .text(let text) = item { return text }
        return nil
      }
      return texts.count == items.count ? texts.joined(separator: ";") : nil
    case .object: return nil
    }
  }
}
