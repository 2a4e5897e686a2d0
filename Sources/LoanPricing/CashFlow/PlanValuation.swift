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
/// that no survival has to be kept: `Σ d_m·q^(m−1)·B_m` is Horner's rule in `q = 1 − h`. Where all months are alike, which
/// monthly payments and a constant prepayment make them, the sums are those of ``GeometricSums``.
public final class PlanValuation: Sendable {
  /// Sums of a loan at two rates, years.
  struct Sums {
    /// `Σ D_m·S_m·B_m/12`, the principal being 1.
    var balance = SIMD2<Double>()
    /// Its part in the exempt months.
    var exempt = SIMD2<Double>()
    /// `Σ D_m·S_m/12`.
    var life = 0.0
  }

  let method: RepaymentMethod
  let monthsPerPeriod: Int
  let months: Int
  let exemptMonths: Int
  /// `D_m·Π(1 − y)/12` of months 1…n.
  let discounted: [Double]
  /// Balances as shares of the principal; an annuity's depend on its rate and are not kept.
  let shares: [Double]
  /// `d_1` and `d_{m+1}/d_m` where all months are alike.
  private let alike: (first: Double, ratio: Double)?

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
    self.months = months
    self.method = method
    self.exemptMonths = exemptMonths
    monthsPerPeriod = frequency.monthsPerPeriod
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
    let first = 1 / (1 + funding / 12)
    alike =
      frequency == .monthly && cost.prepaymentCurve.steps.isEmpty
      ? (first / 12, first * (1 - cost.monthlyPrepayment(month: 1))) : nil
  }

  /// The sums of a loan with a constant monthly hazard, at two annual rates.
  func sums(hazard: Double, rates: SIMD2<Double>) -> Sums {
    if let alike { return sums(alike.first, weight: alike.ratio * (1 - hazard), rates) }
    return sumsByMonth(survival: 1 - hazard, rates: rates)
  }

  /// By doubling, a weight for each month that falls by the same factor.
  private func sums(_ first: Double, weight: Double, _ rates: SIMD2<Double>) -> Sums {
    guard method.amortises else {
      let all = GeometricSums.life(months: months, weight: weight) * first
      let exempt =
        exemptMonths <= 0
        ? 0 : exemptMonths < months ? GeometricSums.life(months: exemptMonths, weight: weight) * first : all
      return Sums(
        balance: SIMD2(repeating: all), exempt: SIMD2(repeating: exempt), life: all)
    }
    let discount: SIMD2<Double> =
      method == .annuity
      ? 1 / (1 + pointwiseMax(rates * (1.0 / 12), SIMD2(repeating: UnroundedBalances.lowestPeriodicRate)))
      : SIMD2(repeating: 1)
    guard exemptMonths > 0, exemptMonths < months else {
      let all = GeometricSums(months: months, weight: weight, discount: discount)
      let balance = all.falling * first / all.value
      return Sums(balance: balance, exempt: exemptMonths > 0 ? balance : .zero, life: all.life * first)
    }
    let early = GeometricSums(months: exemptMonths, weight: weight, discount: discount)
    let late = GeometricSums(months: months - exemptMonths, weight: weight, discount: discount)
    let all = GeometricSums(early, then: late)
    let scale = first / all.value
    return Sums(
      balance: all.falling * scale, exempt: early.balances(before: late) * scale, life: all.life * first)
  }

  /// Month by month, from the last to the first.
  private func sumsByMonth(survival: Double, rates: SIMD2<Double>) -> Sums {
    var sums = Sums()
    if method != .annuity {
      var (balance, exempt) = (0.0, 0.0)
      for index in stride(from: months - 1, through: 0, by: -1) {
        let part = discounted[index] * shares[index]
        balance = part + survival * balance
        sums.life = discounted[index] + survival * sums.life
        exempt = index < exemptMonths ? part + survival * exempt : 0
      }
      sums.balance = SIMD2(repeating: balance)
      sums.exempt = SIMD2(repeating: exempt)
      return sums
    }
    // As in `UnroundedBalances`: before the last k payments the balance is in proportion to
    // a_k = v·(1 + a_{k−1}).
    let periodic = pointwiseMax(
      rates * (Double(monthsPerPeriod) / 12), SIMD2(repeating: UnroundedBalances.lowestPeriodicRate))
    let discount = 1 / (1 + periodic)
    var value = SIMD2<Double>()
    var end = months
    while end > 0 {
      value = discount * (1 + value)
      let begin = max(0, end - monthsPerPeriod)
      for index in stride(from: end - 1, through: begin, by: -1) {
        let part = discounted[index] * value
        sums.balance = part + survival * sums.balance
        sums.life = discounted[index] + survival * sums.life
        if index < exemptMonths { sums.exempt = part + survival * sums.exempt }
      }
      end = begin
    }
    sums.balance /= value
    sums.exempt /= value
    return sums
  }
}
