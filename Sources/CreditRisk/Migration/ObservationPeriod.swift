public import LoanUnits

/// The time between two tapes.
public struct ObservationPeriod: Hashable, Sendable {
  /// Its first day.
  public let start: CalendarDay
  /// Its last day.
  public let end: CalendarDay

  /// A period; nil unless it ends after it starts.
  public init?(from start: CalendarDay, to end: CalendarDay) {
    guard start < end else { return nil }
    self.start = start
    self.end = end
  }

  /// Calendar days.
  public var days: Int { Int(end.daysSinceEpoch) - Int(start.daysSinceEpoch) }

  /// Whole months, where the days agree or both are the last of their months; else nil.
  public var months: Int? {
    let (from, to) = (start.components, end.components)
    let months = (to.year - from.year) * 12 + to.month - from.month
    guard months > 0 else { return nil }
    let areMonthEnds =
      from.day == CalendarDay.lastDay(ofMonth: from.month, year: from.year)
      && to.day == CalendarDay.lastDay(ofMonth: to.month, year: to.year)
    return areMonthEnds || from.day == to.day ? months : nil
  }

  /// Length in years: months ÷ 12 where they are whole, else days ÷ 365.
  public var years: Double {
    if let months { Double(months) / 12 } else { Double(days) / 365 }
  }
}
