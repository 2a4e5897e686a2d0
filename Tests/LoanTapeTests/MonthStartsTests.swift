import LoanUnits
import Testing

@testable import LoanTape

/// Dates by the table against the calendar's own arithmetic.
struct MonthStartsTests {
  private static func read(_ text: String) -> Int32? {
    let bytes = Array(text.utf8) + Array(repeating: 0, count: 16)
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return nil }
      return unsafe MonthStarts().day(FieldBytes(start: start, count: text.utf8.count))
    }
  }

  @Test(arguments: [1, 1583, 1899, 1900, 1999, 2000, 2024, 2026, 2099, 2100, 9999])
  func everyDayOfAYear(year: Int) {
    for month in 0...13 {
      for day in [0, 1, 2, 27, 28, 29, 30, 31, 32, 99] {
        func padded(_ value: Int, _ width: Int) -> String {
          String(repeating: "0", count: width - "\(value)".count) + "\(value)"
        }
        let text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        let expected = CalendarDay(year: year, month: month, day: day)?.daysSinceEpoch
        #expect(MonthStartsTests.read(text) == expected, "\(text)")
      }
    }
  }

  @Test(arguments: ["", "2026-9-30", "2026/09/30", "2026-09-3a", "20a6-09-30", "2026-09-300", "0000-01-01"])
  func refusesWhatIsNoDay(text: String) {
    #expect(MonthStartsTests.read(text) == nil)
  }
}
