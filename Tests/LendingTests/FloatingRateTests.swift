import Cashflow
import Lending
import LoanUnits
import Testing

/// Repricing days and the rates they take, field reference 1.3.
@Suite struct FloatingRateTests {
  private func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }

  private func rate(
    _ cycle: RepricingCycle, months: Int = 12, _ reference: LoanPrimeRatePolicy.Reference = .sameDay
  ) -> FloatingRate {
    FloatingRate(
      spreadBasisPoints: -10, tenor: .oneYear, cycle: cycle, anniversaryMonths: months, reference: reference)
  }

  private func days(_ rate: FloatingRate, _ start: String, _ end: String) throws -> [String] {
    rate.repricingDays(from: try day(start), to: try day(end)).map(\.description)
  }

  @Test func anniversariesAreCountedFromTheDrawdown() throws {
    #expect(
      try days(rate(.anniversary, months: 1), "2025-01-31", "2025-05-31") == [
        "2025-02-28", "2025-03-31", "2025-04-30",
      ])
    #expect(try days(rate(.anniversary), "2024-02-29", "2027-02-28") == ["2025-02-28", "2026-02-28"])
    #expect(try days(rate(.anniversary), "2025-01-10", "2026-01-10").isEmpty)
  }

  @Test func firstDaysOfYearsQuartersAndMonths() throws {
    #expect(try days(rate(.january), "2024-11-07", "2026-01-07") == ["2025-01-01", "2026-01-01"])
    #expect(try days(rate(.january), "2025-01-01", "2026-01-01").isEmpty)
    #expect(
      try days(rate(.quarter), "2025-02-15", "2025-10-02") == ["2025-04-01", "2025-07-01", "2025-10-01"])
    #expect(try days(rate(.month), "2025-11-30", "2026-02-01") == ["2025-12-01", "2026-01-01"])
  }

  /// The rate of 21 October 2024 was published on that day.
  @Test func theReferenceDecidesTheDayOfChange() throws {
    let history = try LoanPrimeRateHistory.builtIn()
    let change = try day("2024-10-21")
    #expect(try rate(.month).percent(on: change, in: history).isCloseTo(3.00))
    #expect(try rate(.month, .previousDay).percent(on: change, in: history).isCloseTo(3.25))
    #expect(throws: LoanPrimeRateFault.self) {
      try rate(.month).percent(on: try day("2019-01-01"), in: history)
    }
  }

  @Test func aPathReplacesWhatComesAfterIt() throws {
    let history = try LoanPrimeRateHistory.builtIn()
    let text = "effective_date,lpr_1y_percent,lpr_5y_percent\n2025-06-20,5,6\n2027-01-20,2.5,3\n"
    let joined = try history.followed(by: LoanPrimeRateHistory(csv: Array(text.utf8)))
    let changes = try rate(.january).changes(
      from: try day("2024-12-31"), to: try day("2028-06-01"), in: joined)
    let expected = [
      ("2025-01-01", 0.03), ("2026-01-01", 0.049), ("2027-01-01", 0.049), ("2028-01-01", 0.024),
    ]
    #expect(changes.map(\.day.description) == expected.map(\.0))
    for (change, wanted) in zip(changes, expected) { #expect(change.annualRate.isCloseTo(wanted.1)) }
  }
}

extension Double {
  fileprivate func isCloseTo(_ other: Double) -> Bool { (self - other).magnitude < 1e-12 }
}
