import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Day counts")
struct DayCountTests {
  /// The oracle's names of the conventions.
  private static let names: [(String, DayCount)] = [
    ("act/360", .actual360), ("act/365f", .actual365), ("act/act-isda", .actualActualISDA),
    ("act/act-afb", .actualActualAFB), ("30/360-bond", .thirty360), ("30/360-us-eom", .thirty360US),
    ("30e/360", .thirtyE360), ("nl/365", .noLeap365),
  ]

  @Test(arguments: try Oracle.cases("day_count", kind: "day_count"))
  func matchesTheOracle(_ oracle: OracleCase) throws {
    let start = try #require(CalendarDay(iso: try oracle.inputs["start"].text()))
    let end = try #require(CalendarDay(iso: try oracle.inputs["end"].text()))
    #expect(start.days(to: end) == (try oracle.expected["days"].int()))
    for (name, dayCount) in Self.names {
      let expected = try oracle.expected[name].double()
      let came = dayCount.yearFraction(from: start, to: end)
      #expect(came.isClose(to: expected, within: oracle.tolerance), "\(name): \(came), not \(expected)")
      let back = dayCount.yearFraction(from: end, to: start)
      if ![.thirty360, .thirty360US].contains(dayCount) { #expect(back == -came) }
    }
  }

  @Test(arguments: DayCount.allCases)
  func codesAreReadBack(dayCount: DayCount) {
    #expect(DayCount(code: dayCount.code) == dayCount)
    #expect(DayCount(code: dayCount.code + "x") == nil)
  }

  /// 1,000,000 at 3.45 %: the field reference, 11.1.
  @Test func interestOfThirtyOneDays() throws {
    let start = try #require(CalendarDay(iso: "2025-05-07"))
    let interest = { (dayCount: DayCount) in
      Money(rounding: 34_500 * dayCount.yearFraction(from: start, to: start.adding(days: 31)))
    }
    #expect(interest(.actual360) == Money(fen: 297_083))
    #expect(interest(.actual365) == Money(fen: 293_014))
  }

  @Test func noLeapTakesTheTwentyNinthForTheTwentyEighth() throws {
    let days = try ["2024-02-28", "2024-02-29", "2024-03-01"].map { try #require(CalendarDay(iso: $0)) }
    #expect(DayCount.noLeap365.yearFraction(from: days[0], to: days[1]) == 0)
    #expect(DayCount.noLeap365.yearFraction(from: days[1], to: days[2]) == 1 / 365.0)
  }

  @Test(arguments: DayCount.allCases)
  func theWholeCalendarIsCounted(dayCount: DayCount) throws {
    let first = try #require(CalendarDay(iso: "0001-01-01"))
    let last = try #require(CalendarDay(iso: "9999-12-31"))
    let years = dayCount.yearFraction(from: first, to: last)
    #expect(years > 9990 && years < 10_150)
  }
}
