internal import Cashflow
internal import Lending

/// The months of a plan, as numbers alone; where all are alike, which monthly payments and a constant prepayment make them,
/// the sums of a loan are those of ``GeometricSums``.
struct PlanMonths: Sendable {
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
  /// Term, at least 1.
  let count: Int
  /// Months from the start whose interest is exempt from VAT.
  let exempt: Int
  /// `d_1` and `d_{m+1}/d_m` where all months are alike.
  private let alike: (first: Double, ratio: Double)?

  /// - Parameters:
  ///   - count: Term, at least 1.
  ///   - exempt: Months from the start whose interest is exempt from VAT.
  ///   - funding: Transfer price before concession, a fraction a year.
  ///   - cost: Prepayment.
  init(
    _ count: Int, method: RepaymentMethod, frequency: PaymentFrequency, exempt: Int, funding: Double,
    cost: CostPolicy
  ) {
    self.method = method
    self.count = count
    self.exempt = exempt
    monthsPerPeriod = frequency.monthsPerPeriod
    let first = 1 / (1 + funding / 12)
    alike =
      frequency == .monthly && cost.prepaymentCurve.steps.isEmpty
      ? (first / 12, first * (1 - cost.monthlyPrepayment(month: 1))) : nil
  }

  /// Term in years.
  var years: Double { Double(count) / 12 }

  /// Whether all interest is exempt.
  var areAllExempt: Bool { exempt >= count }

  /// The sums of a loan with a constant monthly hazard, at two annual rates; nil where months differ.
  func sums(hazard: Double, rates: SIMD2<Double>) -> Sums? {
    guard let alike else { return nil }
    return sums(alike.first, weight: alike.ratio * (1 - hazard), rates)
  }

  /// By doubling, a weight for each month that falls by the same factor.
  private func sums(_ first: Double, weight: Double, _ rates: SIMD2<Double>) -> Sums {
    guard method.amortises else {
      let all = GeometricSums.life(months: count, weight: weight) * first
      let early =
        exempt <= 0
        ? 0 : exempt < count ? GeometricSums.life(months: exempt, weight: weight) * first : all
      return Sums(
        balance: SIMD2(repeating: all), exempt: SIMD2(repeating: early), life: all)
    }
    let discount: SIMD2<Double> =
      method == .annuity
      ? 1 / (1 + pointwiseMax(rates * (1.0 / 12), SIMD2(repeating: UnroundedBalances.lowestPeriodicRate)))
      : SIMD2(repeating: 1)
    guard exempt > 0, exempt < count else {
      let all = GeometricSums(months: count, weight: weight, discount: discount)
      let balance = all.falling * first / all.value
      return Sums(balance: balance, exempt: exempt > 0 ? balance : .zero, life: all.life * first)
    }
    let early = GeometricSums(months: exempt, weight: weight, discount: discount)
    let late = GeometricSums(months: count - exempt, weight: weight, discount: discount)
    let all = GeometricSums(early, then: late)
    let scale = first / all.value
    return Sums(
      balance: all.falling * scale, exempt: early.balances(before: late) * scale, life: all.life * first)
  }
}
