internal import Cashflow
internal import LoanMath

/// `Σ_m x^(m−1)·EAD_m` over the months of a plan with monthly payments, for four `x` at once: what a constant hazard and a
/// constant discount make of credit loss (domain 6.3).
///
/// A level payment leaves balances in proportion to `a_j = v + … + v^j`, `v = 1/(1 + i)`, with `j` payments to come; equal
/// shares of principal are its case without interest. Two stretches of months join: the sums over `i + j` months are
///
///     G = G_i + x^i·G_j        G_k = Σ x^(m−1)
///     T = a_j·G_i + v^j·T_i + x^i·T_j        T_k = Σ x^(m−1)·a_(k−m+1)
///
/// so that the months double instead of being gone through, about five steps in place of thirty. Only positive numbers are
/// added: nothing cancels.
struct ExposureSums {
  /// `G_k`.
  private var life: SIMD4<Double>
  /// `T_k`.
  private var falling: SIMD4<Double>
  /// `x^k`.
  private var power: SIMD4<Double>
  /// `a_k`.
  private var value: Double
  /// `v^k`.
  private var discount: Double

  /// The sums over a plan, CNY, to month twelve and to the end; the plan pays monthly.
  @inline(__always)
  static func of(
    _ plan: CreditLoss.Plan, step: SIMD4<Double>
  ) -> (twelveMonth: SIMD4<Double>, lifetime: SIMD4<Double>) {
    switch plan.method {
    case .annuity:
      falling(
        plan, step: step, discount: 1 / (1 + max(plan.monthlyRate, UnroundedBalances.lowestPeriodicRate)))
    case .linear: falling(plan, step: step, discount: 1)
    case .interestOnly, .bullet, .revolving: constant(plan, step: step)
    }
  }

  private static func falling(
    _ plan: CreditLoss.Plan, step: SIMD4<Double>, discount: Double
  ) -> (twelveMonth: SIMD4<Double>, lifetime: SIMD4<Double>) {
    let month = ExposureSums(step: step, discount: discount)
    guard plan.months > 12 else {
      let all = month.times(plan.months)
      let sum = all.falling * (plan.balance / all.value) + all.life * plan.converted
      return (sum, sum)
    }
    let year = month.times(12)
    let rest = month.times(plan.months - 12)
    let scale = plan.balance / (rest.value + rest.discount * year.value)
    let early = year.life * rest.value + year.falling * rest.discount
    let twelve = early * scale + year.life * plan.converted
    return (twelve, twelve + year.power * (rest.falling * scale + rest.life * plan.converted))
  }

  private static func constant(
    _ plan: CreditLoss.Plan, step: SIMD4<Double>
  ) -> (twelveMonth: SIMD4<Double>, lifetime: SIMD4<Double>) {
    let exposure = plan.balance + plan.converted
    guard plan.months > 12 else {
      let sum = life(plan.months, step).sum * exposure
      return (sum, sum)
    }
    let year = life(12, step)
    let twelve = year.sum * exposure
    return (twelve, twelve + year.power * life(plan.months - 12, step).sum * exposure)
  }

  /// `G_k` and `x^k` alone.
  private typealias Life = (sum: SIMD4<Double>, power: SIMD4<Double>)

  @inline(__always)
  private static func life(_ months: Int, _ step: SIMD4<Double>) -> Life {
    let one = SIMD4<Double>(repeating: 1)
    return byDoubling(months, from: (sum: one, power: step)) { (half: Life) -> Life in
      (half.sum + half.power * half.sum, half.power * half.power)
    } next: { (rest: Life) -> Life in
      (one + step * rest.sum, rest.power * step)
    }
  }

  /// One month.
  @inline(__always)
  private init(step: SIMD4<Double>, discount: Double) {
    life = SIMD4(repeating: 1)
    falling = SIMD4(repeating: discount)
    power = step
    value = discount
    self.discount = discount
  }

  /// So many months, each as this one.
  @inline(__always)
  private func times(_ months: Int) -> ExposureSums {
    byDoubling(months, from: self) {
      $0.doubled
    } next: {
      $0.preceded(by: self)
    }
  }

  @inline(__always)
  private var doubled: ExposureSums {
    var sums = self
    sums.falling = life * value + falling * (power + discount)
    sums.life += power * life
    sums.power *= power
    sums.value += discount * value
    sums.discount *= discount
    return sums
  }

  /// These months after one more.
  @inline(__always)
  private func preceded(by month: ExposureSums) -> ExposureSums {
    var sums = self
    sums.value = month.discount + month.discount * value
    sums.discount *= month.discount
    sums.falling = sums.value + month.power * falling
    sums.life = 1 + month.power * life
    sums.power *= month.power
    return sums
  }
}
