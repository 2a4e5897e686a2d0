internal import Cashflow
internal import Lending

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The sums of domain 3.2 for the many loans of one plan, a unit of principal each.
///
/// What loans of a plan share is computed once: discounting, prepayment, and the balances where they do not depend
/// on the rate. For each loan its own hazard is put in by running over the months from the last to the first, so
/// that no survival has to be kept: `Σ d_m·q^(m−1)·B_m` is Horner's rule in `q = 1 − h`. Where all months are alike, the
/// sums are those of ``PlanMonths``.
public final class PlanValuation: Sendable {
  let months: PlanMonths
  /// `D_m·Π(1 − y)/12` of months 1…n.
  let discounted: [Double]
  /// Balances as shares of the principal; an annuity's depend on its rate and are not kept.
  let shares: [Double]

  /// Computes what the loans share.
  ///
  /// - Parameters:
  ///   - months: Term, at least 1.
  ///   - exemptMonths: Months from the start whose interest is exempt from VAT.
  ///   - funding: Transfer price before concession, a fraction a year.
  ///   - cost: Prepayment.
  init(
    months: Int, method: RepaymentMethod, frequency: PaymentFrequency, exemptMonths: Int, funding: Double,
    cost: CostPolicy
  ) {
    self.months = PlanMonths(
      months, method: method, frequency: frequency, exempt: exemptMonths, funding: funding, cost: cost)
    let weights = SurvivalWeights(
      months: months, funding: funding, hazard: { _ in 0 },
      prepayment: { cost.monthlyPrepayment(month: $0) },
      lossGivenDefault: 0, recoveryLagMonths: 0)
    discounted = weights.years
    shares =
      method == .annuity
      ? []
      : UnroundedBalances.balances(
        months: months, method: method, frequency: frequency, graceMonths: 0, monthlyRate: 0)
  }

  /// The sums of a loan with a constant monthly hazard, at two annual rates.
  func sums(hazard: Double, rates: SIMD2<Double>) -> PlanMonths.Sums {
    months.sums(hazard: hazard, rates: rates) ?? sumsByMonth(survival: 1 - hazard, rates: rates)
  }

  /// Month by month, from the last to the first.
  private func sumsByMonth(survival: Double, rates: SIMD2<Double>) -> PlanMonths.Sums {
    var sums = PlanMonths.Sums()
    if months.method != .annuity {
      var (balance, exempt) = (0.0, 0.0)
      for index in stride(from: months.count - 1, through: 0, by: -1) {
        let part = discounted[index] * shares[index]
        balance = part + survival * balance
        sums.life = discounted[index] + survival * sums.life
        exempt = index < months.exempt ? part + survival * exempt : 0
      }
      sums.balance = SIMD2(repeating: balance)
      sums.exempt = SIMD2(repeating: exempt)
      return sums
    }
    // As in `UnroundedBalances`: before the last k payments the balance is in proportion to
    // a_k = v·(1 + a_{k−1}).
    let periodic = pointwiseMax(
      rates * (Double(months.monthsPerPeriod) / 12), SIMD2(repeating: UnroundedBalances.lowestPeriodicRate))
    let discount = 1 / (1 + periodic)
    var value = SIMD2<Double>()
    var end = months.count
    while end > 0 {
      value = discount * (1 + value)
      let begin = max(0, end - months.monthsPerPeriod)
      for index in stride(from: end - 1, through: begin, by: -1) {
        let part = discounted[index] * value
        sums.balance = part + survival * sums.balance
        sums.life = discounted[index] + survival * sums.life
        if index < months.exempt { sums.exempt = part + survival * sums.exempt }
      }
      end = begin
    }
    sums.balance /= value
    sums.exempt /= value
    return sums
  }
}
