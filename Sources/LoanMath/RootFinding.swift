/// Roots of a continuous function between two points at which its signs differ.
public enum RootFinding {
  /// What a search ended with.
  public enum Outcome: Hashable, Sendable {
    /// The root, to about the last bit.
    case root(Double)
    /// The function has the same sign at both ends.
    case notBracketed
    /// The function is not a number at this point.
    case undefined(at: Double)
  }

  /// Finds a root by Brent's method: interpolation where it helps, bisection where it does not.
  ///
  /// - Parameters:
  ///   - low: One end of the bracket; finite.
  ///   - high: The other end; finite.
  ///   - tolerance: Absolute width at which the search may stop; with 0 it goes on to the last bits.
  ///   - function: Continuous between the ends; may be infinite, must not be NaN.
  /// - SeeAlso: Brent, Algorithms for Minimization without Derivatives (1973), chapter 4 (`zero`).
  public static func root(
    from low: Double, to high: Double, tolerance: Double = 0, of function: (Double) -> Double
  ) -> Outcome {
    var a = low
    var b = high
    var fa = function(a)
    var fb = function(b)
    if fa.isNaN { return .undefined(at: a) }
    if fb.isNaN { return .undefined(at: b) }
    if fa == 0 { return .root(a) }
    if fb == 0 { return .root(b) }
    guard (fa < 0) != (fb < 0) else { return .notBracketed }

    // b is the best point, c brackets the root with b, a is the previous best.
    var c = a
    var fc = fa
    var step = b - a
    var previousStep = step
    // Bisection alone needs some 2,100 halvings for the widest bracket of doubles; Brent at worst its square,
    // in practice under a hundred.
    for _ in 0..<10_000 {
      if (fb < 0) == (fc < 0) {
        c = a
        fc = fa
        step = b - a
        previousStep = step
      }
      if fc.magnitude < fb.magnitude {
        a = b
        b = c
        c = a
        fa = fb
        fb = fc
        fc = fa
      }
      let width = b.ulp + 0.5 * tolerance
      let half = 0.5 * (c - b)
      if half.magnitude <= width || fb == 0 { return .root(b) }
      if previousStep.magnitude >= width, fa.magnitude > fb.magnitude, fa.isFinite {
        let candidate = interpolation(a: a, b: b, c: c, fa: fa, fb: fb, fc: fc)
        let limit = min(1.5 * half.magnitude - 0.5 * width, 0.5 * previousStep.magnitude)
        if candidate.magnitude < limit, (candidate < 0) == (half < 0) {
          previousStep = step
          step = candidate
        } else {
          step = half
          previousStep = half
        }
      } else {
        step = half
        previousStep = half
      }
      a = b
      fa = fb
      b += step.magnitude > width ? step : (half < 0 ? -width : width)
      fb = function(b)
      if fb.isNaN { return .undefined(at: b) }
    }
    return .root(b)
  }

  /// The step from b to where the inverse parabola, or the secant, meets zero.
  private static func interpolation(
    a: Double, b: Double, c: Double, fa: Double, fb: Double, fc: Double
  ) -> Double {
    let s = fb / fa
    if a == c || !fc.isFinite { return -(b - a) * s / (s - 1) }
    let q = fa / fc
    let r = fb / fc
    let numerator = s * ((c - b) * q * (q - r) - (b - a) * (r - 1))
    return -numerator / ((q - 1) * (r - 1) * (s - 1))
  }
}
