public import LoanUnits

/// A result as the tree that all formats are written from; keys keep their order.
public indirect enum JSONValue: Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A double, written so that it reads back the same; not finite is ``null``.
  case number(Double)
  /// Money, written with two decimals.
  case money(Money)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// An object.
  case object([Field])

  /// A key and its value.
  public struct Field: Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Creates a field.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// Fen as money; sums beyond 64 bits of fen, which no bank has, are shown as a number.
  static func fen(_ fen: Int128) -> JSONValue {
    Int64(exactly: fen).map { .money(Money(fen: $0)) } ?? .number(Double(fen) / 100)
  }

  /// A number or nothing.
  public static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
  /// Money or nothing.
  public static func optional(_ value: Money?) -> JSONValue { value.map { .money($0) } ?? .null }
  /// A text or nothing.
  public static func optional(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }
  /// A day or nothing.
  public static func optional(_ value: CalendarDay?) -> JSONValue {
    value.map { .text($0.description) } ?? .null
  }
  /// A day.
  public static func day(_ value: CalendarDay) -> JSONValue { .text(value.description) }

  /// The fields of an object; of anything else none.
  public var fields: [Field] {
    if case .object(let fields) = self { return fields }
    return []
  }

  /// The value of a key of an object.
  public subscript(key: String) -> JSONValue? {
    fields.first { $0.key == key }?.value
  }
}
