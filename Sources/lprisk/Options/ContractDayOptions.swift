internal import ArgumentParser
internal import Cashflow
internal import LoanUnits

/// The days that a contract names: when it pays, how interest counts them, where holidays move them.
struct ContractDayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Day on which interest is settled; paid on the next one. 20 by practice.", valueName: "day"),
    transform: OptionValue.integer(1...31, "a day of the month from 1 to 31"))
  var settlementDay: Int?
  @Option(
    help: ArgumentHelp("First payment; the others are counted from it.", valueName: "date"),
    transform: OptionValue.day)
  var firstPaymentDate: CalendarDay?
  @Option(
    help: ArgumentHelp(
      "A short first period stands alone (short) or joins the second (long).", valueName: "code"),
    transform: { text in try OptionValue.code(text, StubRule.allCases.map { ($0.rawValue, $0) }) })
  var firstPeriod: StubRule = .short
  @Option(
    help: ArgumentHelp(
      "A short last period stands alone (short) or joins the one before (long).", valueName: "code"),
    transform: { text in try OptionValue.code(text, StubRule.allCases.map { ($0.rawValue, $0) }) })
  var lastPeriod: StubRule = .short
  @Option(
    help: ArgumentHelp("How interest counts days; a month is a twelfth without it.", valueName: "code"),
    transform: OptionValue.dayCount)
  var dayCount: DayCount?
  @Option(
    help: ArgumentHelp("unadjusted, following or modified-following.", valueName: "code"),
    transform: OptionValue.businessDayRule)
  var businessDay: BusinessDayRule = .unadjusted
  @Option(help: ArgumentHelp("CSV date,kind with holiday or workday.", valueName: "file"))
  var calendar: String?
  @Flag(help: "Interest runs on to the day to which a payment is moved.")
  var shiftInterest = false
  @Flag(help: "A loan drawn on the last day of a month is due on last days.")
  var endOfMonth = false

  /// An option that was given, by its name.
  var given: String? {
    let all: [(name: String, isGiven: Bool)] = [
      ("settlement-day", settlementDay != nil), ("first-payment-date", firstPaymentDate != nil),
      ("first-period", firstPeriod != .short), ("last-period", lastPeriod != .short),
      ("day-count", dayCount != nil), ("business-day", businessDay != .unadjusted),
      ("calendar", calendar != nil), ("shift-interest", shiftInterest), ("end-of-month", endOfMonth),
    ]
    return all.first { $0.isGiven }?.name
  }

  /// Puts what was given into the terms of a loan.
  func apply(to terms: inout LoanTerms) throws {
    terms.settlementDay = settlementDay
    terms.firstPaymentDate = firstPaymentDate
    terms.firstPeriod = firstPeriod
    terms.lastPeriod = lastPeriod
    terms.dayCount = dayCount
    terms.businessDayRule = businessDay
    terms.calendar = try calendar.map(CalendarFile.read)
    terms.interestFollowsShift = shiftInterest
    terms.endOfMonth = endOfMonth
  }
}
