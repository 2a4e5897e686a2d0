import LoanUnits
import Testing

/// The table against calendar arithmetic.
struct MonthCountTests {
  @Test(arguments: ["2026-09-30", "2024-02-29", "2026-01-31", "2025-12-01"])
  func agreesWithTheCalendar(_ text: String) throws {
    let start = try #require(CalendarDay(iso: text))
    let count = MonthCount(from: start, longest: 240)
    for days in -40...7000 {
      let day = start.adding(days: days)
      #expect(count.reaching(day.daysSinceEpoch) == start.monthsReaching(day), "\(start) to \(day)")
    }
    #expect(count.reaching(start.adding(months: 2000).daysSinceEpoch) == 240)
  }
}
