internal import Lending
internal import LoanUnits

/// A value that is not what it should be, of an option or a column alike: field, text, what is allowed.
struct FieldFault: Error, Hashable {
  var field: String
  var value: String
  var allowed: String
}

/// A range of numbers with the words for it.
struct NumberRange: Sendable {
  let isAllowed: @Sendable (Double) -> Bool
  let words: String

  /// Both ends included.
  static func from(_ low: Double, to high: Double, _ words: String) -> NumberRange {
    NumberRange(isAllowed: { $0 >= low && $0 <= high }, words: words)
  }

  /// The lower end excluded.
  static func over(_ low: Double, to high: Double, _ words: String) -> NumberRange {
    NumberRange(isAllowed: { $0 > low && $0 <= high }, words: words)
  }

  static let fraction = NumberRange.from(0, to: 1, "a fraction from 0 to 1")
  static let openFraction = NumberRange.over(0, to: 1, "a fraction over 0 up to 1")
  static let percent = NumberRange.from(0, to: 100, "percent from 0 to 100")
  static let rate = NumberRange(
    isAllowed: { $0 > -100 && $0 <= 1000 }, words: "percent a year, over -100 up to 1000")
  static let points = NumberRange.from(-1e6, to: 1e6, "points from -1000000 to 1000000")
}

/// Reads one text as a typed value, or says what would be allowed.
enum ValueReader {
  static func number(_ field: String, _ text: String, _ range: NumberRange) throws(FieldFault) -> Double {
    guard let value = StrictNumber.double(text), range.isAllowed(value) else {
      throw FieldFault(field: field, value: text, allowed: range.words)
    }
    return value
  }

  /// A number, or one plain number over another: `19/30`.
  static func ratio(_ field: String, _ text: String, _ range: NumberRange) throws(FieldFault) -> Double {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map {
      StrictNumber.double(String($0)) ?? .nan
    }
    let value = parts.count == 2 ? parts[0] / parts[1] : parts[0]
    guard value.isFinite, range.isAllowed(value) else {
      throw FieldFault(field: field, value: text, allowed: range.words)
    }
    return value
  }

  static func integer(
    _ field: String, _ text: String, _ range: ClosedRange<Int>, _ words: String
  ) throws(FieldFault) -> Int {
    guard let value = StrictNumber.integer(text), range.contains(value) else {
      throw FieldFault(field: field, value: text, allowed: words)
    }
    return value
  }

  static func money(_ field: String, _ text: String, isPositive: Bool = false) throws(FieldFault) -> Money {
    guard let value = StrictNumber.money(text), value >= .zero, !isPositive || value > .zero else {
      let bound = isPositive ? "over 0" : "of 0 or more"
      throw FieldFault(
        field: field, value: text, allowed: "CNY \(bound) up to 10^15 with at most two decimals, plain digits"
      )
    }
    return value
  }

  static func day(_ field: String, _ text: String) throws(FieldFault) -> CalendarDay {
    guard let day = CalendarDay(iso: text) else {
      throw FieldFault(field: field, value: text, allowed: "a day of the calendar as YYYY-MM-DD")
    }
    return day
  }

  static func flag(_ field: String, _ text: String) throws(FieldFault) -> Bool {
    switch text {
    case "true", "1": return true
    case "false", "0", "": return false
    default: throw FieldFault(field: field, value: text, allowed: "true, false, 1 or 0")
    }
  }

  static func code<Value>(
    _ field: String, _ text: String, _ values: [(code: String, value: Value)]
  ) throws(FieldFault) -> Value {
    guard let value = values.first(where: { $0.code == text })?.value else {
      throw FieldFault(
        field: field, value: text, allowed: "one of \(values.map(\.code).joined(separator: ", "))")
    }
    return value
  }

  static func code<Value: CodedValue>(
    _ field: String, _ text: String, as type: Value.Type
  ) throws(FieldFault) -> Value {
    try code(field, text, type.allCases.map { ($0.code, $0) })
  }
}
