public import LoanUnits

/// The annual percentage rate of charge of the European Union: effective a year, time in years from the first
/// drawdown.
///
/// - SeeAlso: Directive 2008/48/EC and Directive 2014/17/EU, annex I.
public enum EuropeanRate {
  /// The distance between two days in years.
  ///
  /// Whole years are counted back from the later day; the days before them are divided by the 365 or 366 days of
  /// the complete year that ends where they do (2014/17/EU, annex I, remark (c)).
  public static func years(from start: CalendarDay, to end: CalendarDay) -> Double {
    if end < start { return -years(from: end, to: start) }
    var whole = 0
    while end.adding(months: -12 * (whole + 1)) >= start { whole += 1 }
    let rest = end.adding(months: -12 * whole)
    let year = rest.adding(months: -12).days(to: rest)
    return Double(whole) + Double(start.days(to: rest)) / Double(year)
  }

  /// The rates of dated flows, effective a year, as fractions.
  ///
  /// - Parameters:
  ///   - days: The day of each flow, in any order.
  ///   - amounts: Drawdowns and payments with opposite signs, as many as days; more of either are left out.
  public static func roots(days: [CalendarDay], amounts: [Double]) -> InternalRateOfReturn.Outcome {
    guard let first = days.min() else { return .none }
    return InternalRateOfReturn.roots(times: days.map { years(from: first, to: $0) }, amounts: amounts)
  }
}
