/// A JSON value of any shape.
public enum JSONValue: Decodable, Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Values by key.
  case object([String: JSONValue])

  /// Decodes whatever is there.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// The value of a key; `null` where there is none.
  public subscript(key: String) -> JSONValue {
    if case .object(let values) = self { values[key] ?? .null } else { .null }
  }

  /// The value at a place; `null` beyond the list.
  public subscript(index: Int) -> JSONValue {
    if case .array(let values) = self, values.indices.contains(index) { values[index] } else { .null }
  }

  /// Whether this is `null`.
  public var isNull: Bool { self == .null }

  /// The number, which may be written as a text.
  ///
  /// - Throws: ``Oracle/Failure/absent(path:)`` for anything else.
  public func double() throws -> Double {
    switch self {
    case .number(let value): return value
    case .string(let text): if let value = Double(text) { return value }
    default: break
    }
    throw Oracle.Failure.absent(path: "number in \(self)")
  }

  /// The whole number, which may be written as a text.
  ///
  /// - Throws: ``Oracle/Failure/absent(path:)`` for anything else.
  public func int() throws -> Int {
    guard let value = Int(exactly: try double()) else { throw Oracle.Failure.absent(path: "whole number") }
    return value
  }

  /// The truth value.
  ///
  /// - Throws: ``Oracle/Failure/absent(path:)`` for anything else.
  public func bool() throws -> Bool {
    guard case .bool(let value) = self else { throw Oracle.Failure.absent(path: "bool in \(self)") }
    return value
  }

  /// The text.
  ///
  /// - Throws: ``Oracle/Failure/absent(path:)`` for anything else.
  public func text() throws -> String {
    guard case .string(let text) = self else { throw Oracle.Failure.absent(path: "text in \(self)") }
    return text
  }

  /// The list.
  ///
  /// - Throws: ``Oracle/Failure/absent(path:)`` for anything else.
  public func list() throws -> [JSONValue] {
    guard case .array(let values) = self else { throw Oracle.Failure.absent(path: "list in \(self)") }
    return values
  }

  /// The list of numbers.
  ///
  /// - Throws: ``Oracle/Failure/absent(path:)`` for anything else.
  public func doubles() throws -> [Double] { try list().map { try $0.double() } }

  /// The values by key.
  ///
  /// - Throws: ``Oracle/Failure/absent(path:)`` for anything else.
  public func object() throws -> [String: JSONValue] {
    guard case .object(let values) = self else { throw Oracle.Failure.absent(path: "object in \(self)") }
    return values
  }
}
