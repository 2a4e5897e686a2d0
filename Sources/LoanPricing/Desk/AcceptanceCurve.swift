#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The share of would-be borrowers who still come at a rate, fitted to observed churn (客户流失率).
///
/// `churn(r) = 1 − exp(−((r − r₀)/λ)^κ)` above `r₀`, none below: bounded, rising, and of three shapes tried on the
/// rate–churn table of CUMCM 2020 C the closest (root mean square error about 0.012; a logistic curve has 0.056, a
/// constant elasticity 0.036).
public struct AcceptanceCurve: Hashable, Sendable {
  /// An observation.
  public struct Observation: Hashable, Sendable {
    /// Rate, a fraction a year.
    public var rate: Double
    /// Share of customers lost, from 0 up to 1.
    public var churn: Double

    /// Creates an observation.
    public init(rate: Double, churn: Double) {
      self.rate = rate
      self.churn = churn
    }
  }

  /// r₀, the highest observed rate up to which nobody is lost, a fraction; 0 where there is none.
  public let lowestRate: Double
  /// λ, a fraction a year.
  public let scale: Double
  /// κ.
  public let shape: Double
  /// Root of the mean squared difference from the observations.
  public let error: Double

  /// Fits the curve: least squares on the churn, by Gauss and Newton from the line that the curve is in double
  /// logarithms.
  ///
  /// - Returns: Nil where fewer than three observations lie above `r₀` or they do not rise.
  public init?(_ observations: [Observation]) {
    let sorted = observations.sorted { $0.rate < $1.rate }
    let free = sorted.prefix { $0.churn <= 0 }
    lowestRate = free.last?.rate ?? 0
    let rising = sorted.dropFirst(free.count).filter { $0.churn > 0 && $0.churn < 1 }
    guard rising.count >= 3 else { return nil }
    var (sx, sy, sxx, sxy) = (0.0, 0.0, 0.0, 0.0)
    for point in rising {
      let (x, y) = (log(point.rate - lowestRate), log(-log1p(-point.churn)))
      sx += x
      sy += y
      sxx += x * x
      sxy += x * y
    }
    let count = Double(rising.count)
    let spread = count * sxx - sx * sx
    guard spread > 0 else { return nil }
    var shape = (count * sxy - sx * sy) / spread
    // In a = ln λ, so that the scale stays positive.
    var logScale = (shape * sx - sy) / (count * shape)
    guard shape > 0, logScale.isFinite else { return nil }
    let base = lowestRate
    func residuals(_ shape: Double, _ logScale: Double) -> (
      sum: Double, gradient: (Double, Double), normal: (Double, Double, Double)
    ) {
      var (sum, g1, g2, n11, n12, n22) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      for point in rising {
        let distance = log(point.rate - base) - logScale
        let power = exp(shape * distance)
        let difference = -expm1(-power) - point.churn
        let slope = exp(-power) * power
        let (byShape, byScale) = (slope * distance, -slope * shape)
        sum += difference * difference
        g1 += byShape * difference
        g2 += byScale * difference
        n11 += byShape * byShape
        n12 += byShape * byScale
        n22 += byScale * byScale
      }
      return (sum, (g1, g2), (n11, n12, n22))
    }
    var now = residuals(shape, logScale)
    for _ in 0..<100 {
      let determinant = now.normal.0 * now.normal.2 - now.normal.1 * now.normal.1
      guard determinant > 0 else { break }
      var step = (
        (now.normal.2 * now.gradient.0 - now.normal.1 * now.gradient.1) / determinant,
        (now.normal.0 * now.gradient.1 - now.normal.1 * now.gradient.0) / determinant
      )
      var next = residuals(shape - step.0, logScale - step.1)
      while !(next.sum <= now.sum), step.0.magnitude + step.1.magnitude > 1e-15 {
        step = (step.0 / 2, step.1 / 2)
        next = residuals(shape - step.0, logScale - step.1)
      }
      guard next.sum < now.sum else { break }
      shape -= step.0
      logScale -= step.1
      now = next
    }
    guard shape > 0, shape.isFinite, logScale.isFinite else { return nil }
    self.shape = shape
    scale = exp(logScale)
    error = (now.sum / count).squareRoot()
  }

  /// The share that comes at a rate, a fraction.
  public func acceptance(rate: Double) -> Double {
    guard rate > lowestRate else { return 1 }
    return exp(-pow((rate - lowestRate) / scale, shape))
  }
}
