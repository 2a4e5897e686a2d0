import LoanUnits
import Testing

/// Days, month ends and leap years.
struct CalendarDayTests {
  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2026-01-31", 2, "2026-03-31"), ("2024-02-29", 12, "2025-02-28"),
    ("2024-02-29", 48, "2028-02-29"), ("2026-03-31", -1, "2026-02-28"), ("2026-12-31", 1, "2027-01-31"),
  ])
  func monthsAreCountedFromTheOriginalDay(_ start: String, _ months: Int, _ end: String) throws {
    #expect(try #require(CalendarDay(iso: start)).adding(months: months).description == end)
  }

  @Test(arguments: [
    "2025-02-29", "2025-13-01", "2025-00-10", "0000-00-00", "2025-1-01", "20250101", "2025-04-31", "",
  ])
  func daysThatDoNotExist(_ text: String) {
    #expect(CalendarDay(iso: text) == nil)
  }

  @Test func everyDayOfFourCenturiesReadsBack() throws {
    let first = try #require(CalendarDay(iso: "1899-12-31"))
    for offset in stride(from: 0, to: 146_097, by: 13) {
      let day = first.adding(days: offset)
      #expect(CalendarDay(iso: day.description) == day)
    }
    #expect(try #require(CalendarDay(iso: "2026-09-20")).weekday == 7)
  }
}
