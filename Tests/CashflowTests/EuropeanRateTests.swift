import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Annual percentage rate, European Union")
struct EuropeanRateTests {
  private func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }

  @Test(arguments: try Oracle.cases("apr", kind: "apr_eu"))
  func matchesTheOracle(_ oracle: OracleCase) throws {
    var times = [0.0]
    var amounts = [try oracle.inputs["advance"].double()]
    for payment in try oracle.inputs["payments"].list() {
      amounts.append(-(try payment[0].double()))
      let parts = try payment[1].text().split(separator: "/").map { Double($0) ?? .nan }
      times.append(parts.count == 2 ? parts[0] / parts[1] : parts[0])
    }
    guard case .rate(let rate) = InternalRateOfReturn.roots(times: times, amounts: amounts) else {
      Issue.record("not one rate")
      return
    }
    #expect(rate.isClose(to: try oracle.expected["apr"].double(), within: oracle.tolerance))
  }

  /// Directive 98/7/EC, annex III, on the calendar: published as 12.96.
  @Test func thePublishedCalendarExample() throws {
    let outcome = EuropeanRate.roots(
      days: [try day("1994-01-01"), try day("1995-07-01")], amounts: [1000, -1200])
    guard case .rate(let rate) = outcome else {
      Issue.record("not one rate")
      return
    }
    #expect((100 * rate).isClose(to: 12.9620, within: 5e-5))
  }

  private static let distances: [(String, String, Double)] = [
    ("1994-01-01", "1995-07-01", 546.0 / 365), ("2024-01-01", "2025-01-01", 1),
    ("2024-03-01", "2026-03-01", 2),
    // The year that ends with the 31 days has 366 days, for 29 February 2024 lies in it.
    ("2024-02-01", "2024-03-03", 31.0 / 366), ("2025-02-01", "2025-03-04", 31.0 / 365),
    ("2025-05-01", "2025-05-01", 0),
  ]

  @Test(arguments: distances)
  func yearsBetweenDays(_ start: String, _ end: String, _ years: Double) throws {
    #expect(EuropeanRate.years(from: try day(start), to: try day(end)) == years)
    #expect(EuropeanRate.years(from: try day(end), to: try day(start)) == -years)
  }
}
