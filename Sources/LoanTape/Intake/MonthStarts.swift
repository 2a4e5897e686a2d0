internal import LoanUnits

/// The day number of the first of each month of two centuries: a date is read by a look-up instead of calendar
/// arithmetic.
@safe final class MonthStarts {
  private static let firstYear = 1900
  private static let years = 200
  private let starts: UnsafeMutablePointer<Int32>

  init() {
    let count = MonthStarts.years * 12 + 1
    unsafe starts = .allocate(capacity: count)
    let first = CalendarDay(year: MonthStarts.firstYear, month: 1, day: 1)?.daysSinceEpoch ?? 0
    for month in 0..<count {
      unsafe starts[month] = CalendarDay(daysSinceEpoch: first).adding(months: month).daysSinceEpoch
    }
  }

  deinit {
    // SAFETY: allocated in `init`; the elements are trivial.
    unsafe starts.deallocate()
  }

  /// Reads the first fields of a column as `YYYY-MM-DD` of the two centuries; ``missingDay`` where one is none.
  ///
  /// - Returns: How many are none.
  @inline(__always)
  func read(_ column: FieldColumn, count: Int, into days: UnsafeMutablePointer<Int32>) -> Int {
    unsafe column.readDays(
      count: count, monthStarts: starts, firstYear: MonthStarts.firstYear, years: MonthStarts.years,
      into: days)
  }

  /// `YYYY-MM-DD` as days since 1970-01-01; nil where it is no day of the calendar.
  @inline(__always) func day(_ field: FieldBytes) -> Int32? {
    guard field.count == 10 else { return nil }
    // The eight bytes `YYYY-MM-` with zeros for the dashes are the number YYYY0MM0.
    let word = EightDigits.word(field, at: 0)
    guard word & EightDigits.dashPlaces == EightDigits.dashes else { return nil }
    let digits = word & ~EightDigits.dashPlaces | EightDigits.dashZeros
    let tens = field[8] &- 48
    let ones = field[9] &- 48
    guard EightDigits.areDigits(digits), tens <= 9, ones <= 9 else { return nil }
    let value = UInt32(truncatingIfNeeded: EightDigits.value(of: digits))
    let year = Int(value / 10_000)
    let month = Int(value % 10_000 / 10)
    let day = Int(tens &* 10 &+ ones)
    let years = year &- MonthStarts.firstYear
    guard years >= 0, years < MonthStarts.years, month >= 1, month <= 12 else {
      return CalendarDay(year: year, month: month, day: day)?.daysSinceEpoch
    }
    // SAFETY: the month lies within the table, which has one more.
    let start = unsafe starts + (years &* 12 &+ month &- 1)
    guard day >= 1, unsafe Int32(truncatingIfNeeded: day) <= start[1] &- start[0] else { return nil }
    return unsafe start[0] &+ Int32(truncatingIfNeeded: day) &- 1
  }
}
