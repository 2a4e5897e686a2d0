internal import Lending
internal import LoanMath

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// What a unit of balance in each month of a loan's life weighs, discounted and if it is still alive, domain 3.2.
///
/// `S_1 = 1`, `S_{m+1} = S_m·(1 − h_m)·(1 − y_m)`, `D_m = (1 + F/12)^(−m)`: all of month `m` falls at its end.
/// Nothing here depends on the rate that is being solved.
struct SurvivalWeights: Hashable, Sendable {
  /// `D_m·S_m/12` of months 1…n, years: a unit a year on the balance of month `m` is worth so much.
  let years: [Double]
  /// `D_m·S_m·h_m·LGD_m` of months 1…n: the loss on a unit exposed.
  let losses: [Double]
  /// `Σ D_m·S_m/12`, years.
  let total: Double

  /// Computes the weights.
  ///
  /// - Parameters:
  ///   - months: Term, at least 1.
  ///   - funding: F, transfer price before concession, a fraction a year.
  ///   - hazard: h_m of a month from 1, a fraction; above 1 it is 1.
  ///   - prepayment: y_m of a month from 1, a fraction.
  ///   - lossGivenDefault: A fraction.
  ///   - recoveryLagMonths: Months that recoveries come after the default: `LGD_m = 1 − (1 − LGD)·(1 + F/12)^(−lag)`.
  init(
    months: Int, funding: Double, hazard: (Int) -> Double, prepayment: (Int) -> Double,
    lossGivenDefault: Double, recoveryLagMonths: Int
  ) {
    let discount = 1 / (1 + funding / 12)
    let severity = 1 - (1 - lossGivenDefault) * pow(discount, Double(recoveryLagMonths))
    var years: [Double] = []
    var losses: [Double] = []
    years.reserveCapacity(months)
    losses.reserveCapacity(months)
    var alive = 1.0
    var value = 1.0
    var total = 0.0
    for month in 1...max(1, months) {
      let hazard = min(1, hazard(month))
      value *= discount
      let weight = value * alive
      years.append(weight / 12)
      losses.append(weight * hazard * severity)
      total += weight / 12
      alive *= (1 - hazard) * (1 - prepayment(month))
    }
    self.years = years
    self.losses = losses
    self.total = total
  }

  /// The monthly rate of an annual one, `1 − (1 − p)^(1/12)`; both fractions.
  static func monthly(_ annual: Double) -> Double { hazards.rate(annual) }

  private static let hazards = MonthlyHazard()
}

extension CostPolicy {
  /// y_m of a month from 1, a fraction.
  func monthlyPrepayment(month: Int) -> Double {
    SurvivalWeights.monthly((prepaymentCurve.value(month: month) ?? prepaymentPercentPerYear) / 100)
  }
}
