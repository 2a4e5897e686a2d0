internal import LoanMath

/// Default probabilities in given states of the economy: `PD(z) = N((G(PD) − √ρ·z) / √(1 − ρ))`, z above 0 good.
///
/// The mean over z is the PD itself, and `z = 0` gives less than it (Vasicek, Loan portfolio value, Risk 15, 2002).
struct FactorLink: Sendable {
  private var shifts = SIMD4<Double>.zero
  private var isLinked: (Bool, Bool, Bool, Bool) = (false, false, false, false)
  private let scale: Double

  /// A link for up to four scenarios; nil where none has a factor.
  ///
  /// - Parameters:
  ///   - factors: States, in standard deviations; nil: the scenario's PD stays as it is.
  ///   - correlation: Asset correlation ρ, below 1.
  init?(factors: [Double?], correlation: Double) {
    guard factors.contains(where: { $0 != nil }) else { return nil }
    scale = 1 / (1 - correlation).squareRoot()
    for (lane, factor) in factors.enumerated() {
      if let factor { shifts[lane] = correlation.squareRoot() * factor }
    }
    let linked = factors.map { $0 != nil } + [false, false, false]
    isLinked = (linked[0], linked[1], linked[2], linked[3])
  }

  /// The probabilities in their states.
  func conditional(_ probabilities: SIMD4<Double>) -> SIMD4<Double> {
    var conditional = probabilities
    if isLinked.0 { conditional[0] = one(probabilities[0], shifts[0]) }
    if isLinked.1 { conditional[1] = one(probabilities[1], shifts[1]) }
    if isLinked.2 { conditional[2] = one(probabilities[2], shifts[2]) }
    if isLinked.3 { conditional[3] = one(probabilities[3], shifts[3]) }
    return conditional
  }

  private func one(_ probability: Double, _ shift: Double) -> Double {
    guard probability > 0, probability < 1 else { return probability }
    return NormalDistribution.cumulative((NormalDistribution.quantile(probability) - shift) * scale)
  }
}
