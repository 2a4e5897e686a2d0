public import LoanUnits

/// The period that Regulation Z measures a loan in: its most frequent interval of payment.
///
/// - SeeAlso: 12 CFR 1026, Appendix J (b)(2) to (b)(5).
public enum UnitPeriod: Hashable, Sendable {
  /// So many days: one, or an interval that is no standard one.
  case days(Int)
  /// So many weeks, 1 to 52.
  case weeks(Int)
  /// Half a month, counted as 15 days of 30.
  case semimonth
  /// So many months, 1 to 11, each counted as 30 days beside its whole ones.
  case months(Int)
  /// A year of 12 months.
  case year
  /// The term of a single advance with a single payment, of whole months under a year.
  case termMonths(Int)
  /// The term of a single advance with a single payment, under a year, in days.
  case termDays(Int)

  /// Unit-periods of a year.
  public var perYear: Double {
    switch self {
    case .days(let count), .termDays(let count): 365 / Double(count)
    case .weeks(let count): 52 / Double(count)
    case .semimonth: 24
    case .months(let count), .termMonths(let count): 12 / Double(count)
    case .year: 1
    }
  }

  /// Its length in days, to tell shorter from longer ones.
  var length: Double {
    switch self {
    case .days(let count), .termDays(let count): Double(count)
    case .weeks(let count): Double(7 * count)
    case .semimonth: 15
    case .months(let count), .termMonths(let count): Double(count) * 365 / 12
    case .year: 365
    }
  }

  /// Whether it is one of the standard intervals.
  var isStandard: Bool {
    if case .days(let count) = self { count == 1 } else { true }
  }

  /// The period in words: `1 month`, `2 weeks`, `255 days`.
  public var description: String {
    func counted(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
    return switch self {
    case .days(let count), .termDays(let count): counted(count, "day")
    case .weeks(let count): counted(count, "week")
    case .semimonth: "half a month"
    case .months(let count), .termMonths(let count): counted(count, "month")
    case .year: "1 year"
    }
  }
}

/// The flows of a dated loan in unit-periods.
public struct UnitPeriodGrid: Hashable, Sendable {
  /// The unit-period.
  public let unitPeriod: UnitPeriod
  /// The flows with their distance from the first.
  public let flows: [ActuarialRate.Flow]

  /// Measures dated flows by the rules for all but open-end credit.
  ///
  /// The unit-period is the interval between advances, between payments, or from the first advance to the first
  /// payment that occurs most often, of those up to a year; of equally frequent ones the shorter. Where none
  /// occurs twice, it is the standard interval nearest to their average.
  ///
  /// - Parameters:
  ///   - days: The day of each flow, in any order.
  ///   - amounts: Advances and payments with opposite signs, as many as days; more of either are left out.
  public init(days: [CalendarDay], amounts: [Double]) {
    let dated = zip(days, amounts).map { (day: $0, amount: $1) }.filter { $0.amount != 0 }
      .sorted { $0.day < $1.day }
    guard let first = dated.first else {
      unitPeriod = .months(1)
      flows = []
      return
    }
    let advances = dated.filter { ($0.amount < 0) == (first.amount < 0) }.map(\.day)
    let payments = dated.filter { ($0.amount < 0) != (first.amount < 0) }.map(\.day)
    let unit = UnitPeriodChoice(advances: advances, payments: payments).unitPeriod
    let measure = UnitPeriodMeasure(unit: unit, series: payments)
    unitPeriod = unit
    flows = dated.map { flow in
      let distance = measure.distance(from: first.day, to: flow.day)
      return ActuarialRate.Flow(amount: flow.amount, unitPeriods: distance.whole, fraction: distance.fraction)
    }
  }
}
