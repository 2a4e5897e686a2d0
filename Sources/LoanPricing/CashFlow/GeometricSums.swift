internal import LoanMath

/// `Σ_m x^(m−1)·b_m` over months of balances `b` that fall as a level plan's do, at two rates at once, where the weights
/// fall by the same factor each month.
///
/// Balances are in proportion to `a_j = v + … + v^j`, `v = 1/(1 + i)`, with `j` payments to come; equal shares of principal
/// are the case without interest. Two stretches of months join: the sums over `i + j` months are
///
///     G = G_i + x^i·G_j        G_k = Σ x^(m−1)
///     T = a_j·G_i + v^j·T_i + x^i·T_j        T_k = Σ x^(m−1)·a_(k−m+1)
///
/// so that the months double instead of being gone through. Only positive numbers are added: nothing cancels. Credit loss
/// has the same sums for one rate and four weights (``CreditLoss``).
struct GeometricSums {
  /// `G_k`.
  private(set) var life: Double
  /// `T_k`.
  private(set) var falling: SIMD2<Double>
  /// `x^k`.
  private var power: Double
  /// `a_k`.
  private(set) var value: SIMD2<Double>
  /// `v^k`.
  private var discount: SIMD2<Double>

  /// The sums over so many months, at least one.
  @inline(__always)
  init(months: Int, weight: Double, discount: SIMD2<Double>) {
    let month = GeometricSums(weight: weight, discount: discount)
    self = byDoubling(months, from: month) {
      GeometricSums($0, then: $0)
    } next: {
      GeometricSums(month, then: $0)
    }
  }

  /// One month.
  @inline(__always)
  private init(weight: Double, discount: SIMD2<Double>) {
    life = 1
    falling = discount
    power = weight
    value = discount
    self.discount = discount
  }

  /// One stretch after another.
  @inline(__always)
  init(_ early: GeometricSums, then late: GeometricSums) {
    falling = early.balances(before: late) + early.power * late.falling
    life = early.life + early.power * late.life
    power = early.power * late.power
    value = late.value + late.discount * early.value
    discount = early.discount * late.discount
  }

  /// `G` alone.
  @inline(__always)
  static func life(months: Int, weight: Double) -> Double {
    typealias Life = (sum: Double, power: Double)
    let one: Life = (1, weight)
    return byDoubling(months, from: one) { (half: Life) -> Life in
      (half.sum + half.power * half.sum, half.power * half.power)
    } next: { (rest: Life) -> Life in
      (1 + weight * rest.sum, rest.power * weight)
    }.sum
  }

  /// What the months of this stretch have of the sum `T` over both.
  @inline(__always)
  func balances(before late: GeometricSums) -> SIMD2<Double> {
    late.value * life + late.discount * falling
  }
}
