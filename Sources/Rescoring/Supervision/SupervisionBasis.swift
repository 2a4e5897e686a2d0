public import LoanUnits

/// What growth is measured from.
public enum SupervisionBasis: String, CaseIterable, Sendable {
  /// The same day a year before (同比增速).
  case yearOnYear = "yoy"
  /// The last year-end (较年初增速).
  case yearToDate = "ytd"

  /// The day that the earlier tape must be of.
  public func start(for end: CalendarDay) -> CalendarDay {
    switch self {
    case .yearOnYear: end.adding(months: -12)
    case .yearToDate: SupervisionBasis.lastYearEnd(before: end)
    }
  }

  /// Whether growth between two days is on this basis; a year before the 28 February may be a 29th.
  public func fits(from start: CalendarDay, to end: CalendarDay) -> Bool {
    start == self.start(for: end) || (self == .yearOnYear && start.adding(months: 12) == end)
  }

  /// 31 December of the year before a day's.
  static func lastYearEnd(before day: CalendarDay) -> CalendarDay {
    CalendarDay(year: day.components.year - 1, month: 12, day: 31) ?? day
  }
}
