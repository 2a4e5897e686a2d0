import Lending
import LoanUnits
import Testing

/// The day whose prime rate a floating loan pays on a day.
@Suite struct LastRepricingTests {
  @Test(
    arguments: [
      (RepricingCycle.anniversary, "2024-06-15", nil, "2026-06-14", "2025-06-15"),
      (.anniversary, "2024-06-15", nil, "2026-06-15", "2026-06-15"),
      (.anniversary, "2024-06-15", nil, "2025-06-14", "2024-06-15"),
      (.anniversary, "2024-02-29", nil, "2025-02-28", "2025-02-28"),
      (.anniversary, "2024-06-15", "2027-03-01", "2026-09-30", "2026-03-01"),
      (.anniversary, "2024-06-15", "2026-11-01", "2026-09-30", "2025-11-01"),
      (.anniversary, "2026-06-15", "2027-03-01", "2026-09-30", "2026-06-15"),
      (.january, "2024-06-15", nil, "2024-12-31", "2024-06-15"),
      (.january, "2024-06-15", nil, "2025-01-01", "2025-01-01"),
      (.quarter, "2024-06-15", nil, "2024-09-30", "2024-07-01"),
      (.quarter, "2024-06-15", nil, "2024-10-01", "2024-10-01"),
      (.month, "2024-06-15", nil, "2024-06-30", "2024-06-15"),
      (.month, "2024-06-15", nil, "2024-07-01", "2024-07-01"),
    ] as [(RepricingCycle, String, String?, String, String)])
  func days(_ cycle: RepricingCycle, _ start: String, _ next: String?, _ day: String, _ last: String) throws {
    let found = cycle.lastRepricing(
      from: try #require(CalendarDay(iso: start)), next: next.flatMap { CalendarDay(iso: $0) },
      onOrBefore: try #require(CalendarDay(iso: day)))
    #expect("\(found)" == last)
  }
}
