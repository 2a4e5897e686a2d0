public import LoanUnits

/// The days on which a bank works: Monday to Friday, but for the entries of a list.
///
/// The State Council moves working days to weekends each year, so the list names both kinds of exceptions.
public struct HolidayCalendar: Hashable, Sendable {
  /// What an entry makes of its day.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// No business.
    case holiday
    /// Business as on a weekday.
    case workday
  }

  /// One exception.
  public struct Entry: Hashable, Sendable {
    /// The day.
    public var day: CalendarDay
    /// What it is.
    public var kind: Kind

    /// Creates an entry.
    public init(day: CalendarDay, kind: Kind) {
      self.day = day
      self.kind = kind
    }
  }

  private var kinds: [CalendarDay: Kind]
  private var years: Set<Int>

  /// Creates a calendar from its exceptions, in any order.
  ///
  /// - Parameter entries: The exceptions; a year without any is not known.
  /// - Throws: ``HolidayCalendarError/contradiction(day:)`` for a day that is listed as both kinds.
  public init(entries: [Entry]) throws(HolidayCalendarError) {
    kinds = [:]
    years = []
    for entry in entries {
      if let earlier = kinds.updateValue(entry.kind, forKey: entry.day), earlier != entry.kind {
        throw .contradiction(day: entry.day)
      }
      years.insert(entry.day.components.year)
    }
  }

  /// Whether the bank works on a day.
  ///
  /// - Throws: ``HolidayCalendarError/yearMissing(_:)`` for a day of a year without entries.
  public func isWorkday(_ day: CalendarDay) throws(HolidayCalendarError) -> Bool {
    let year = day.components.year
    guard years.contains(year) else { throw .yearMissing(year) }
    if let kind = kinds[day] { return kind == .workday }
    return day.weekday <= 5
  }
}

/// What a calendar does not know.
public enum HolidayCalendarError: Error, Hashable, Sendable {
  /// The list has no entry of this year.
  case yearMissing(Int)
  /// The list has this day as a holiday and as a workday.
  case contradiction(day: CalendarDay)
}
