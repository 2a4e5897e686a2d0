/// A day of the proleptic Gregorian calendar: no time, no zone.
public struct CalendarDay: Codable, Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public var daysSinceEpoch: Int32

  /// Creates a day from the days since 1970-01-01.
  @inlinable public init(daysSinceEpoch: Int32) {
    self.daysSinceEpoch = daysSinceEpoch
  }

  /// Creates a day, or nothing where the calendar has no such day.
  ///
  /// - Parameters:
  ///   - year: 1…9999.
  ///   - month: 1…12.
  ///   - day: 1 to the month's last.
  @inlinable public init?(year: Int, month: Int, day: Int) {
    guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1,
      day <= CalendarDay.lastDay(ofMonth: month, year: year)
    else { return nil }
    self.daysSinceEpoch = CalendarDay.days(year: year, month: month, day: day)
  }

  /// Reads `YYYY-MM-DD`, nothing else.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        guard bytes[index] >= 48, bytes[index] <= 57 else { return nil }
        value = value * 10 + Int(bytes[index] - 48)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Whether February has 29 days.
  @inlinable public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days of a month.
  @inlinable public static func lastDay(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  /// Days since 1970-01-01 by the civil-calendar algorithm of Howard Hinnant ("days_from_civil").
  @inlinable static func days(year: Int, month: Int, day: Int) -> Int32 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month and day ("civil_from_days").
  @inlinable public var components: (year: Int, month: Int, day: Int) {
    let z = Int(daysSinceEpoch) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The same day so many months later, or that month's last day.
  ///
  /// Always count from the original day: 31 January + 1 month is 28 February, + 2 months is 31 March.
  @inlinable public func adding(months: Int) -> CalendarDay {
    let (year, month, day) = components
    let index = year * 12 + month - 1 + months
    let targetYear = index >= 0 ? index / 12 : (index - 11) / 12
    let targetMonth = index - targetYear * 12 + 1
    let last = CalendarDay.lastDay(ofMonth: targetMonth, year: targetYear)
    return CalendarDay(
      daysSinceEpoch: CalendarDay.days(year: targetYear, month: targetMonth, day: day < last ? day : last))
  }

  /// The day so many days later.
  @inlinable public func adding(days: Int) -> CalendarDay {
    CalendarDay(daysSinceEpoch: daysSinceEpoch + Int32(days))
  }

  /// Calendar days from this day to another; the first is counted, the last is not (算头不算尾).
  @inlinable public func days(to other: CalendarDay) -> Int {
    Int(other.daysSinceEpoch) - Int(daysSinceEpoch)
  }

  /// The smallest number of whole months after which the other day is reached, 0 when it is not later.
  ///
  /// A started month counts: from 30 September to 1 October is one month.
  @inlinable public func monthsReaching(_ other: CalendarDay) -> Int {
    guard other > self else { return 0 }
    let (year, month, _) = components
    let (otherYear, otherMonth, _) = other.components
    let months = (otherYear - year) * 12 + otherMonth - month
    return adding(months: months) >= other ? months : months + 1
  }

  /// Monday is 1, Sunday is 7.
  @inlinable public var weekday: Int {
    let index = (Int(daysSinceEpoch) % 7 + 7) % 7
    return (index + 3) % 7 + 1
  }

  /// Orders days.
  @inlinable public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }
}

extension CalendarDay: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = components
    func padded(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return text.count < width ? String(repeating: "0", count: width - text.count) + text : text
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}
