public import LoanUnits

/// How a span of days becomes a part of a year.
///
/// - SeeAlso: ISDA Definitions (2006), 4.16; the values are those of QuantLib 1.44 in `Oracles/day_count.json`.
public enum DayCount: UInt8, CaseIterable, Hashable, Sendable {
  /// Calendar days over 360.
  case actual360
  /// Calendar days over 365 (fixed).
  case actual365
  /// Days of leap years over 366 and the others over 365 (ISDA).
  case actualActualISDA
  /// Whole years counted back from the end, the rest over 365, or 366 where it holds 29 February (AFB).
  case actualActualAFB
  /// Months of 30 days; a 31st becomes a 30th, at the end only after a 30th (bond basis).
  case thirty360
  /// As ``thirty360``, and the last day of February is taken for a 30th.
  case thirty360US
  /// Months of 30 days; each 31st becomes a 30th (Eurobond basis).
  case thirtyE360
  /// Calendar days without 29 February, over 365.
  case noLeap365

  /// Reads a code of the contract, in lower case.
  ///
  /// - Parameter code: One of the ``code`` values; nothing else is read.
  public init?(code: String) {
    guard let dayCount = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = dayCount
  }

  /// The code that options, columns and keys use.
  public var code: String {
    switch self {
    case .actual360: "act/360"
    case .actual365: "act/365"
    case .actualActualISDA: "act/act-isda"
    case .actualActualAFB: "act/act-afb"
    case .thirty360: "30/360"
    case .thirty360US: "30/360-us"
    case .thirtyE360: "30e/360"
    case .noLeap365: "nl/365"
    }
  }

  /// The part of a year from one day to another; the first day is counted, the last is not.
  ///
  /// - Parameters:
  ///   - start: First day.
  ///   - end: Day after the last; before `start` the result is negative.
  /// - Returns: Years.
  public func yearFraction(from start: CalendarDay, to end: CalendarDay) -> Double {
    if let exact = ratio(from: start, to: end) { return Double(exact.days) / Double(exact.basis) }
    if end < start { return -yearFraction(from: end, to: start) }
    return self == .actualActualISDA
      ? Self.yearsByLeapYear(from: start, to: end) : Self.yearsCountedBack(from: start, to: end)
  }

  /// The fraction as counted days over a fixed basis; nothing for the two act/act rules.
  func ratio(from start: CalendarDay, to end: CalendarDay) -> (days: Int, basis: Int)? {
    switch self {
    case .actual360: (start.days(to: end), 360)
    case .actual365: (start.days(to: end), 365)
    case .noLeap365: (Self.daysWithoutLeapDays(from: start, to: end), 365)
    case .thirty360, .thirty360US, .thirtyE360: (daysOfThirty(from: start, to: end), 360)
    case .actualActualISDA, .actualActualAFB: nil
    }
  }

  private func daysOfThirty(from start: CalendarDay, to end: CalendarDay) -> Int {
    let (startYear, startMonth, firstDay) = start.components
    let (endYear, endMonth, lastDay) = end.components
    var from = firstDay
    var to = lastDay
    if self == .thirtyE360 {
      from = min(from, 30)
      to = min(to, 30)
    } else {
      if self == .thirty360US, startMonth == 2, from == CalendarDay.lastDay(ofMonth: 2, year: startYear) {
        if endMonth == 2, to == CalendarDay.lastDay(ofMonth: 2, year: endYear) { to = 30 }
        from = 30
      }
      if to == 31, from >= 30 { to = 30 }
      if from == 31 { from = 30 }
    }
    return 360 * (endYear - startYear) + 30 * (endMonth - startMonth) + to - from
  }

  /// A 29 February counts as the 28th: it takes up no day, the day after it does.
  private static func daysWithoutLeapDays(from start: CalendarDay, to end: CalendarDay) -> Int {
    start.days(to: end) - leapDays(from: start.adding(days: 1), to: end.adding(days: 1))
  }

  /// The number of 29ths of February on or after the start and before the end; negative the other way round.
  private static func leapDays(from start: CalendarDay, to end: CalendarDay) -> Int {
    leapDays(before: end) - leapDays(before: start)
  }

  private static func leapDays(before day: CalendarDay) -> Int {
    let (year, month, _) = day.components
    // Of the day's own year the 29th lies before it from March on.
    let years = month > 2 ? year : year - 1
    return years / 4 - years / 100 + years / 400
  }

  private static func yearsByLeapYear(from start: CalendarDay, to end: CalendarDay) -> Double {
    let first = start.components.year
    let last = end.components.year
    func length(_ year: Int) -> Double { CalendarDay.isLeap(year) ? 366 : 365 }
    func days(to day: CalendarDay, in year: Int) -> Double {
      guard let newYear = CalendarDay(year: year, month: 1, day: 1) else { return 0 }
      return Double(newYear.days(to: day))
    }
    if first == last { return Double(start.days(to: end)) / length(first) }
    return Double(last - first - 1) + (length(first) - days(to: start, in: first)) / length(first)
      + days(to: end, in: last) / length(last)
  }

  private static func yearsCountedBack(from start: CalendarDay, to end: CalendarDay) -> Double {
    var years = 0
    var rest = end
    while true {
      var earlier = end.adding(months: -12 * (years + 1))
      // Counted back from 28 February, the last day of a February is meant.
      let (year, month, day) = earlier.components
      if month == 2, day == 28, CalendarDay.isLeap(year) { earlier = earlier.adding(days: 1) }
      if earlier < start { break }
      years += 1
      rest = earlier
    }
    let basis = leapDays(from: start, to: rest) > 0 ? 366.0 : 365.0
    return Double(years) + Double(start.days(to: rest)) / basis
  }
}
