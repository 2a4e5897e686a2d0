public import LoanUnits

/// Where a payment goes that falls on a holiday.
public enum BusinessDayRule: UInt8, CaseIterable, Hashable, Sendable {
  /// It stays.
  case unadjusted
  /// To the next workday.
  case following
  /// To the next workday, or to the one before where that is of the next month.
  case modifiedFollowing

  /// Reads a code of the contract, in lower case.
  ///
  /// - Parameter code: One of the ``code`` values; nothing else is read.
  public init?(code: String) {
    guard let rule = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = rule
  }

  /// The code that options use.
  public var code: String {
    switch self {
    case .unadjusted: "unadjusted"
    case .following: "following"
    case .modifiedFollowing: "modified-following"
    }
  }

  /// The day on which a payment is made.
  ///
  /// - Parameters:
  ///   - day: The day of the contract.
  ///   - calendar: The workdays.
  /// - Throws: ``HolidayCalendarError/yearMissing(_:)`` where the search meets a year that is not known.
  public func shifted(
    _ day: CalendarDay, in calendar: HolidayCalendar
  ) throws(HolidayCalendarError) -> CalendarDay {
    if self == .unadjusted { return day }
    let month = day.components.month
    var candidate = day
    while try !calendar.isWorkday(candidate) {
      candidate = candidate.adding(days: 1)
      if self == .modifiedFollowing, candidate.components.month != month {
        return try Self.preceding(day, in: calendar)
      }
    }
    return candidate
  }

  private static func preceding(
    _ day: CalendarDay, in calendar: HolidayCalendar
  ) throws(HolidayCalendarError) -> CalendarDay {
    var candidate = day
    while try !calendar.isWorkday(candidate) { candidate = candidate.adding(days: -1) }
    return candidate
  }
}
