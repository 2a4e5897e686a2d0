public import LoanUnits

extension RepricingCycle {
  /// The day whose prime rate a floating loan pays: its last repricing on or before a day, else its drawdown.
  ///
  /// - Parameters:
  ///   - start: Drawdown.
  ///   - next: Next repricing, where known: anniversaries are counted back from it, else on from the drawdown.
  ///   - day: The day of the question, on or after the drawdown.
  /// - SeeAlso: PBoC Announcement 〔2019〕No. 15; anniversaries fall on the day of the drawdown (对年对月对日), the
  ///   others on 1 January, on the first day of a quarter or of a month.
  public func lastRepricing(from start: CalendarDay, next: CalendarDay?, onOrBefore day: CalendarDay)
    -> CalendarDay
  {
    let (year, month, _) = day.components
    let last: CalendarDay?
    switch self {
    case .january: last = CalendarDay(year: year, month: 1, day: 1)
    case .quarter: last = CalendarDay(year: year, month: (month - 1) / 3 * 3 + 1, day: 1)
    case .month: last = CalendarDay(year: year, month: month, day: 1)
    case .anniversary:
      let anchor = next ?? start
      var years = year - anchor.components.year
      if anchor.adding(months: 12 * years) > day { years -= 1 }
      last = anchor.adding(months: 12 * years)
    }
    return max(start, last ?? start)
  }
}
