#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The monthly rate of an annual probability, `1 − (1 − p)^(1/12)`; both fractions.
///
/// A rescore needs it four times a loan, so up to ``polynomialLimit`` it is `p` times a polynomial, the interpolation
/// of `h/p` at Chebyshev's nodes: `h/p` is smooth down to 0 and its nearest singularity is 1, hence the error of degree
/// fifteen is below 10⁻¹⁶, with full relative accuracy at small probabilities. Beyond, `expm1` and `log1p` tell.
public struct MonthlyHazard: Sendable {
  /// Up to here the polynomial is used.
  public static let polynomialLimit = 0.25

  private static let terms = 16
  /// Coefficients of `t^0…t^15`, with `t` from −1 at 0 to 1 at the limit.
  private let coefficients: SIMD16<Double>

  /// Interpolates.
  public init() {
    let count = MonthlyHazard.terms
    let half = MonthlyHazard.polynomialLimit / 2
    let angles = (0..<count).map { Double.pi * (Double($0) + 0.5) / Double(count) }
    // Around the value in the middle, or the rounding of the larger sums would reach the last digits.
    let middle = MonthlyHazard.exact(half) / half
    let values = angles.map { angle in
      let annual = half * (1 + cos(angle))
      return MonthlyHazard.exact(annual) / annual - middle
    }
    // T_k as powers of t, by T_{k+1} = 2t·T_k − T_{k−1}.
    var before = Array(repeating: 0.0, count: count)
    var current = before
    current[0] = 1
    var powers = SIMD16<Double>.zero
    for degree in 0..<count {
      var weight = 0.0
      for (angle, value) in zip(angles, values) { weight += value * cos(Double(degree) * angle) }
      weight *= (degree == 0 ? 1 : 2) / Double(count)
      for power in 0..<count { powers[power] += weight * current[power] }
      let factor = degree == 0 ? 1.0 : 2.0
      let next = (0..<count).map { (power: Int) -> Double in
        factor * (power > 0 ? current[power - 1] : 0) - before[power]
      }
      before = current
      current = next
    }
    powers[0] += middle
    coefficients = powers
  }

  /// By `expm1` and `log1p`; 1 from a probability of 1 on.
  public static func exact(_ annual: Double) -> Double {
    annual >= 1 ? 1 : -expm1(log1p(-annual) / 12)
  }

  /// The monthly rate of a probability.
  @inline(__always)
  public func rate(_ annual: Double) -> Double {
    guard annual <= MonthlyHazard.polynomialLimit else { return MonthlyHazard.exact(annual) }
    let c = coefficients
    let t = annual * (2 / MonthlyHazard.polynomialLimit) - 1
    let (t2, t4, t8) = (t * t, (t * t) * (t * t), ((t * t) * (t * t)) * ((t * t) * (t * t)))
    let a = (c[0] + c[1] * t) + (c[2] + c[3] * t) * t2
    let b = (c[4] + c[5] * t) + (c[6] + c[7] * t) * t2
    let d = (c[8] + c[9] * t) + (c[10] + c[11] * t) * t2
    let e = (c[12] + c[13] * t) + (c[14] + c[15] * t) * t2
    return annual * ((a + b * t4) + (d + e * t4) * t8)
  }

  /// The monthly rates of four probabilities, each as ``rate(_:)-(Double)`` gives it.
  @inline(__always)
  public func rate(_ annual: SIMD4<Double>) -> SIMD4<Double> {
    let c = coefficients
    let t = annual * (2 / MonthlyHazard.polynomialLimit) - 1
    let t2 = t * t
    let t4 = t2 * t2
    let t8 = t4 * t4
    let a = (c[0] + c[1] * t) + (c[2] + c[3] * t) * t2
    let b = (c[4] + c[5] * t) + (c[6] + c[7] * t) * t2
    let d = (c[8] + c[9] * t) + (c[10] + c[11] * t) * t2
    let e = (c[12] + c[13] * t) + (c[14] + c[15] * t) * t2
    var rates = annual * ((a + b * t4) + (d + e * t4) * t8)
    if any(annual .> MonthlyHazard.polynomialLimit) {
      for lane in 0..<4 where annual[lane] > MonthlyHazard.polynomialLimit {
        rates[lane] = MonthlyHazard.exact(annual[lane])
      }
    }
    return rates
  }
}
