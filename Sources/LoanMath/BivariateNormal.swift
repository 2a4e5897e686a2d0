#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Two standard normal variables with a correlation.
public enum BivariateNormal {
  /// The probability that both variables lie at or below their points, `Φ2(a, b; ρ)`.
  ///
  /// The integral `∫ φ(x)·N((b − ρx)/√(1 − ρ²)) dx` up to `a` has a positive, log-concave integrand: it is taken
  /// on both sides of its peak, so that small probabilities keep their relative accuracy (about 1e-13).
  ///
  /// - Parameters:
  ///   - a: Point of the first variable; may be infinite.
  ///   - b: Point of the second variable; may be infinite.
  ///   - correlation: −1…1; values beyond are taken for the end.
  /// - SeeAlso: The bivariate cases of `Oracles/special_functions.json`.
  public static func cumulative(_ a: Double, _ b: Double, correlation: Double) -> Double {
    let low = min(a, b)
    let high = max(a, b)
    if low == -.infinity { return 0 }
    if high == .infinity { return NormalDistribution.cumulative(low) }
    if correlation >= 1 { return NormalDistribution.cumulative(low) }
    if correlation <= -1 {
      // N(a) + N(b) − 1 where that is positive, as a difference of two lower tails.
      return low + high <= 0
        ? 0 : NormalDistribution.cumulative(high) - NormalDistribution.cumulative(-low)
    }
    if correlation == 0 { return NormalDistribution.cumulative(low) * NormalDistribution.cumulative(high) }
    return Conditional(upper: low, bound: high, correlation: correlation).integral
  }

  /// `Φ2(a, a; ρ) − N(a)²` without the cancellation: the variance of the conditional probability.
  ///
  /// - Parameters:
  ///   - a: Point of both variables.
  ///   - correlation: 0…1.
  /// - SeeAlso: Plackett, Biometrika 41 (1954), 351–360: `∂Φ2/∂ρ` is the bivariate density.
  static func excess(_ a: Double, correlation: Double) -> Double {
    guard a.isFinite, correlation > 0 else { return 0 }
    let angle = asin(min(1, correlation))
    let integral = AdaptiveQuadrature.integral(from: 0, to: angle) { exp(-a * a / (1 + sin($0))) }
    return integral / (2 * Double.pi)
  }

  /// The integrand: the first variable's density times the second's conditional probability.
  private struct Conditional {
    var upper: Double
    var bound: Double
    var correlation: Double
    /// Standard deviation of the second variable given the first.
    var deviation: Double

    init(upper: Double, bound: Double, correlation: Double) {
      self.upper = upper
      self.bound = bound
      self.correlation = correlation
      self.deviation = ((1 - correlation) * (1 + correlation)).squareRoot()
    }

    func value(_ x: Double) -> Double {
      NormalDistribution.density(x) * NormalDistribution.cumulative((bound - correlation * x) / deviation)
    }

    var integral: Double {
      let mode = peak
      let height = value(mode)
      guard height > 0 else { return 0 }
      let start = reach(from: mode, direction: -1, height: height)
      let end = min(upper, reach(from: mode, direction: 1, height: height))
      // With a strong correlation the condition is a steep step, which a coarse rule would pass by unseen.
      let step = bound / correlation
      let width = 8 * deviation / correlation.magnitude
      let corners = [step - width, step, step + width, mode].filter { $0 > start && $0 < end }.sorted()
      return zip([start] + corners, corners + [end]).reduce(0) { sum, piece in
        sum + AdaptiveQuadrature.integral(from: piece.0, to: piece.1, of: value)
      }
    }

    /// Where the integrand is largest at or below the upper end: its logarithm's slope falls everywhere.
    private var peak: Double {
      if slope(upper) >= 0 { return upper }
      // The density alone has its peak at 0; the condition moves it by at most the larger point.
      let low = min(upper, 0) - bound.magnitude - 40
      if case .root(let mode) = RootFinding.root(from: low, to: upper, tolerance: 1e-6, of: slope) {
        return mode
      }
      return upper
    }

    private func slope(_ x: Double) -> Double {
      let z = (bound - correlation * x) / deviation
      return -x - correlation / deviation * Conditional.inverseMills(z)
    }

    /// `φ(z) / N(z)`; far out, where both vanish, its asymptote.
    private static func inverseMills(_ z: Double) -> Double {
      if z < -35 { return -z - 1 / z }
      return NormalDistribution.density(z) / NormalDistribution.cumulative(z)
    }

    /// A point beyond which the integrand is under 1e-20 of its peak.
    private func reach(from mode: Double, direction: Double, height: Double) -> Double {
      var distance = 1.0 / 1024 / 1024
      while distance < 100, value(mode + direction * distance) > 1e-20 * height { distance *= 2 }
      return mode + direction * distance
    }
  }
}
