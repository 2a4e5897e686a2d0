internal import LoanUnits

/// Writes a ``JSONValue`` as JSON: UTF-8, keys in their order, no NaN and no infinity.
public enum JSONOutput {
  /// A document over several lines, two spaces a level, ended by a line feed.
  public static func document(_ value: JSONValue) -> String {
    var text = ""
    write(value, indent: 0, to: &text)
    text.append("\n")
    return text
  }

  /// One line, for JSON lines.
  public static func line(_ value: JSONValue) -> String {
    var text = ""
    write(value, indent: nil, to: &text)
    text.append("\n")
    return text
  }

  private static func write(_ value: JSONValue, indent: Int?, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .number(let number): text += number.isFinite ? DecimalText.shortest(number) : "null"
    case .money(let money): text += money.description
    case .text(let string): quote(string, to: &text)
    case .list(let items):
      group("[", "]", items, indent, &text) { item, indent, text in
        write(item, indent: indent, to: &text)
      }
    case .object(let fields):
      group("{", "}", fields, indent, &text) { field, indent, text in
        quote(field.key, to: &text)
        text += indent == nil ? ":" : ": "
        write(field.value, indent: indent, to: &text)
      }
    }
  }

  private static func group<Item>(
    _ open: String, _ close: String, _ items: [Item], _ indent: Int?, _ text: inout String,
    _ body: (Item, Int?, inout String) -> Void
  ) {
    text += open
    let inner = indent.map { $0 + 2 }
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      body(item, inner, &text)
    }
    if let indent, !items.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  private static func quote(_ string: String, to text: inout String) {
    text.append("\"")
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text.append("\"")
  }
}
