internal import ArgumentParser
internal import Cashflow
internal import LoanUnits

/// What an option takes, as the error of a transform: the parser adds the option and the value.
struct AllowedValues: Error, CustomStringConvertible {
  let words: String
  var description: String { "It takes \(words)." }
}

/// Transforms of typed options.
enum OptionValue {
  static func number(_ range: NumberRange) -> @Sendable (String) throws -> Double {
    { text in
      try translated { () throws(FieldFault) in try ValueReader.number("", text, range) }
    }
  }

  static func ratio(_ range: NumberRange) -> @Sendable (String) throws -> Double {
    { text in
      try translated { () throws(FieldFault) in try ValueReader.ratio("", text, range) }
    }
  }

  static func integer(_ range: ClosedRange<Int>, _ words: String) -> @Sendable (String) throws -> Int {
    { text in
      try translated { () throws(FieldFault) in try ValueReader.integer("", text, range, words) }
    }
  }

  static let months = integer(1...1200, "1 to 1200 months")
  static let graceMonths = integer(0...1199, "0 to 1199 months")

  @Sendable static func money(_ text: String) throws -> Money {
    try translated { () throws(FieldFault) in try ValueReader.money("", text) }
  }

  @Sendable static func positiveMoney(_ text: String) throws -> Money {
    try translated { () throws(FieldFault) in try ValueReader.money("", text, isPositive: true) }
  }

  @Sendable static func day(_ text: String) throws -> CalendarDay {
    try translated { () throws(FieldFault) in try ValueReader.day("", text) }
  }

  @Sendable static func repayment(_ text: String) throws -> RepaymentMethod {
    try code(text, RepaymentMethod.allCases.map { ($0.code, $0) })
  }

  @Sendable static func frequency(_ text: String) throws -> PaymentFrequency {
    try code(text, PaymentFrequency.allCases.map { ($0.code, $0) })
  }

  @Sendable static func dayCount(_ text: String) throws -> DayCount {
    try code(text, DayCount.allCases.map { ($0.code, $0) })
  }

  @Sendable static func businessDayRule(_ text: String) throws -> BusinessDayRule {
    try code(text, BusinessDayRule.allCases.map { ($0.code, $0) })
  }

  static func code<Value>(_ text: String, _ values: [(code: String, value: Value)]) throws -> Value {
    try translated { () throws(FieldFault) in try ValueReader.code("", text, values) }
  }

  private static func translated<Value>(_ body: () throws(FieldFault) -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw AllowedValues(words: error.allowed)
    }
  }
}
