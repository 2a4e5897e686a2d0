import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Business days")
struct BusinessDayRuleTests {
  /// The calendar of the oracles: weekdays off in 2025 and 2026, weekends worked in 2026.
  static func calendar() throws -> HolidayCalendar {
    let expected = try #require(Oracle.cases("date_schedule", kind: "calendar").first).expected
    var entries = [HolidayCalendar.Entry]()
    for (_, days) in try expected["holidays_weekday"].object() {
      for day in try days.list() { entries.append(.init(day: try Self.day(day.text()), kind: .holiday)) }
    }
    for day in try expected["working_weekends_2026"].list() {
      entries.append(.init(day: try Self.day(day.text()), kind: .workday))
    }
    return try HolidayCalendar(entries: entries)
  }

  static func day(_ text: String) throws -> CalendarDay {
    try #require(CalendarDay(iso: text))
  }

  @Test(arguments: try Oracle.cases("date_schedule", kind: "date_schedule"))
  func datesMatchTheOracle(_ oracle: OracleCase) throws {
    let expected = try oracle.expected["dates"].list().map { try Self.day($0.text()) }
    let code = try oracle.inputs["convention"].text().replacing("_", with: "-")
    let shifts = try oracle.inputs["calendar"].text() != "none"
    let start = try Self.day(try oracle.inputs["start"].text())
    let end = try Self.day(try oracle.inputs["end"].text())
    let months = start.monthsReaching(end)
    var terms = LoanTerms(
      principal: Money(fen: 12_000_000), annualRate: 0.03, months: months, method: .linear, startDate: start)
    terms.businessDayRule = try #require(BusinessDayRule(code: code))
    terms.calendar = shifts ? try Self.calendar() : nil
    terms.endOfMonth = try oracle.inputs["end_of_month"].bool()
    // One table ends in a stub of a day short of a month, whose end is not known to the calendar.
    if start.adding(months: months) > end, !terms.endOfMonth { terms.months -= 1 }
    let dates = try RepaymentSchedule.make(terms).rows.map(\.date)
    #expect(dates == expected.dropFirst().prefix(terms.months).map(Optional.some))
  }

  @Test func weekendsAndExceptions() throws {
    let calendar = try Self.calendar()
    #expect(try !calendar.isWorkday(Self.day("2026-01-01")))
    #expect(try calendar.isWorkday(Self.day("2026-01-04")), "a Sunday that is worked")
    #expect(try !calendar.isWorkday(Self.day("2026-01-11")), "a Sunday")
    #expect(try calendar.isWorkday(Self.day("2026-01-12")))
    let saturday = try Self.day("2026-01-31")
    #expect(try BusinessDayRule.following.shifted(saturday, in: calendar) == Self.day("2026-02-02"))
    #expect(try BusinessDayRule.modifiedFollowing.shifted(saturday, in: calendar) == Self.day("2026-01-30"))
    #expect(try BusinessDayRule.unadjusted.shifted(saturday, in: calendar) == saturday)
  }

  @Test func unknownYearsAreErrors() throws {
    let calendar = try Self.calendar()
    let day = try Self.day("2027-01-02")
    #expect(throws: HolidayCalendarError.yearMissing(2027)) { try calendar.isWorkday(day) }
    var terms = LoanTerms(
      principal: Money(fen: 100), annualRate: 0, months: 12, method: .linear, startDate: day)
    terms.businessDayRule = .following
    #expect(throws: ScheduleError.calendarNeeded(.following)) { try RepaymentSchedule.make(terms) }
    terms.calendar = calendar
    #expect(throws: ScheduleError.calendar(.yearMissing(2027))) { try RepaymentSchedule.make(terms) }
  }

  @Test func aDayIsOneKind() throws {
    let day = try Self.day("2026-01-04")
    #expect(throws: HolidayCalendarError.contradiction(day: day)) {
      try HolidayCalendar(entries: [.init(day: day, kind: .holiday), .init(day: day, kind: .workday)])
    }
    #expect(throws: Never.self) {
      try HolidayCalendar(entries: [.init(day: day, kind: .workday), .init(day: day, kind: .workday)])
    }
  }
}
