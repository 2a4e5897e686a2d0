public import Cashflow
public import LoanUnits

/// The rate of a floating loan (浮动利率): a prime rate and a spread that is fixed for its life, taken anew on each
/// repricing day (重定价日).
///
/// - SeeAlso: The field reference, 1.3.
public struct FloatingRate: Hashable, Sendable {
  /// Spread over the prime rate (加点数值), basis points; may be negative.
  public var spreadBasisPoints: Double
  /// Tenor of the prime rate.
  public var tenor: PrimeRateTenor
  /// When the rate is taken anew.
  public var cycle: RepricingCycle
  /// Months between anniversaries, 1 to 12.
  public var anniversaryMonths: Int
  /// Whose day's prime rate a repricing takes.
  public var reference: LoanPrimeRatePolicy.Reference

  /// Creates a rate.
  public init(
    spreadBasisPoints: Double, tenor: PrimeRateTenor, cycle: RepricingCycle, anniversaryMonths: Int = 12,
    reference: LoanPrimeRatePolicy.Reference
  ) {
    self.spreadBasisPoints = spreadBasisPoints
    self.tenor = tenor
    self.cycle = cycle
    self.anniversaryMonths = anniversaryMonths
    self.reference = reference
  }

  /// The publication that a signing, a repricing or a conversion on a day refers to.
  ///
  /// - Throws: ``LoanPrimeRateFault/before(_:first:)`` for a day before the table.
  public func publication(
    on day: CalendarDay, in history: LoanPrimeRateHistory
  ) throws(LoanPrimeRateFault) -> LoanPrimeRateHistory.Publication {
    try history.publication(on: reference == .sameDay ? day : day.adding(days: -1))
  }

  /// The rate of a day of signing or repricing, percent a year: `LPR + spread / 100`.
  public func percent(
    on day: CalendarDay, in history: LoanPrimeRateHistory
  ) throws(LoanPrimeRateFault) -> Double {
    try publication(on: day, in: history).percent(tenor) + spreadBasisPoints / 100
  }

  /// The repricing days of a loan: after the drawdown and before maturity.
  ///
  /// Anniversaries are counted from the drawdown each time: 31 January, 28 February, 31 March.
  public func repricingDays(from start: CalendarDay, to maturity: CalendarDay) -> [CalendarDay] {
    var days = [CalendarDay]()
    let (year, month, _) = start.components
    var number = 1
    while true {
      let day: CalendarDay?
      switch cycle {
      case .anniversary: day = start.adding(months: number * max(1, anniversaryMonths))
      case .january: day = CalendarDay(year: year + number, month: 1, day: 1)
      case .quarter:
        day = CalendarDay(year: year, month: (month - 1) / 3 * 3 + 1, day: 1)?.adding(months: 3 * number)
      case .month: day = CalendarDay(year: year, month: month, day: 1)?.adding(months: number)
      }
      guard let day, day < maturity else { return days }
      days.append(day)
      number += 1
    }
  }

  /// The rates of a loan after its first, for a schedule.
  public func changes(
    from start: CalendarDay, to maturity: CalendarDay, in history: LoanPrimeRateHistory
  ) throws(LoanPrimeRateFault) -> [RateChange] {
    var changes = [RateChange]()
    for day in repricingDays(from: start, to: maturity) {
      changes.append(RateChange(day: day, annualRate: try percent(on: day, in: history) / 100))
    }
    return changes
  }
}

extension LoanPrimeRateHistory {
  /// This table up to a path's first day, and the path from there on: a scenario.
  public func followed(by path: LoanPrimeRateHistory) throws(LoanPrimeRateFault) -> LoanPrimeRateHistory {
    guard let first = path.publications.first else { return self }
    return try LoanPrimeRateHistory(
      publications.filter { $0.effective < first.effective } + path.publications)
  }
}
