/// What an entry of a document may hold.
public indirect enum Allowed: Hashable, Sendable {
  /// A number between two bounds.
  case number(NumberRange)
  /// A whole number between two bounds, inclusive.
  case integer(ClosedRange<Int>)
  /// One of some codes.
  case oneOf([String])
  /// A list of some codes, each at most once.
  case listOf([String])
  /// A list of whole numbers, ascending.
  case integers(ClosedRange<Int>)
  /// `true` or `false`.
  case flag
  /// A day, `YYYY-MM-DD`.
  case date
  /// Any text that is not empty.
  case text
  /// A list of texts.
  case texts
  /// Names with their values.
  case mapping
  /// A list.
  case list
  /// `null` as well.
  case orNull(Allowed)

  /// The kind without its bounds, with an article.
  public var kind: String {
    switch self {
    case .number: "a number"
    case .integer: "a whole number"
    case .oneOf: "one of the codes"
    case .listOf: "a list of codes"
    case .integers: "a list of whole numbers"
    case .flag: "true or false"
    case .date: "a day"
    case .text: "a text"
    case .texts: "a list of texts"
    case .mapping: "a mapping of names to values"
    case .list: "a list"
    case .orNull(let other): other.kind
    }
  }
}

extension Allowed: CustomStringConvertible {
  /// What is allowed, in English.
  public var description: String {
    switch self {
    case .number(let range): "a number \(range)"
    case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .oneOf(let codes): codes.joined(separator: ", ")
    case .listOf(let codes): "a list of " + codes.joined(separator: ", ")
    case .integers(let range): "whole numbers from \(range.lowerBound) to \(range.upperBound), ascending"
    case .date: "a day as YYYY-MM-DD"
    case .flag, .text, .texts, .mapping, .list: kind
    case .orNull(let other): "\(other), or null"
    }
  }
}

/// Bounds of a number, each inclusive or not.
public struct NumberRange: Hashable, Sendable {
  /// Lower bound.
  public var lower: Double
  /// Upper bound.
  public var upper: Double
  /// Whether the lower bound itself is allowed.
  public var includesLower: Bool
  /// Whether the upper bound itself is allowed.
  public var includesUpper: Bool

  /// Creates bounds, inclusive unless told.
  public init(_ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  /// Whether a number lies within.
  public func contains(_ number: Double) -> Bool {
    (includesLower ? number >= lower : number > lower) && (includesUpper ? number <= upper : number < upper)
  }

  /// A share, from 0 to 1.
  public static let fraction = NumberRange(0, 1)
  /// A share below 1.
  public static let belowOne = NumberRange(0, 1, includesUpper: false)
  /// A share above 0.
  public static let aboveZero = NumberRange(0, 1, includesLower: false)
  /// A share above 0 and below 1.
  public static let insideOne = NumberRange(0, 1, includesLower: false, includesUpper: false)
  /// A rate, percent a year.
  public static let rate = NumberRange(-10, 100)
  /// A percentage that cannot be negative.
  public static let percentage = NumberRange(0, 100)
  /// An amount, CNY.
  public static let money = NumberRange(0, 1e16)
  /// An amount above 0, CNY.
  public static let positiveMoney = NumberRange(0, 1e16, includesLower: false)
  /// A risk weight, percent.
  public static let weight = NumberRange(0, 1250)
  /// A discount, basis points.
  public static let discount = NumberRange(0, 10_000)
  /// A spread, basis points.
  public static let spread = NumberRange(-10_000, 10_000)
  /// A term, months.
  public static let months = NumberRange(0, 1200, includesLower: false)
}

extension NumberRange: CustomStringConvertible {
  /// `from 0 to below 1`.
  public var description: String {
    (includesLower ? "from " : "above ") + canonicalText(of: lower)
      + (includesUpper ? " to " : " to below ") + canonicalText(of: upper)
  }
}
