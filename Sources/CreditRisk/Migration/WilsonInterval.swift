internal import LoanMath

/// The score interval of Wilson for a share: never outside 0…1, and useful at 0 and at 1.
///
/// - SeeAlso: Wilson, *Probable inference, the law of succession, and statistical inference* (1927); Brown, Cai and
///   DasGupta, *Interval estimation for a binomial proportion* (2001), who recommend it from 40 trials on and below.
public struct WilsonInterval: Hashable, Sendable {
  /// Two-sided quantile of the standard normal distribution.
  public let quantile: Double

  /// An interval of a level.
  ///
  /// - Parameter confidencePercent: Above 0 and below 100.
  public init(confidencePercent: Double) {
    quantile = NormalDistribution.quantile(0.5 + confidencePercent / 200)
  }

  /// The bounds for a share of so many trials; nil without trials.
  ///
  /// - Parameters:
  ///   - share: 0…1.
  ///   - trials: Loans of the row; for shares of balance the effective number (Σb)² ÷ Σb² (Kish), which is smaller the
  ///     more unequal the loans are.
  public func bounds(share: Double, trials: Double) -> (lower: Double, upper: Double)? {
    guard trials > 0 else { return nil }
    let square = quantile * quantile / trials
    let middle = (share + square / 2) / (1 + square)
    let spread = (share * (1 - share) + square / 4) / trials
    let half = quantile * spread.squareRoot() / (1 + square)
    return (share <= 0 ? 0 : max(0, middle - half), share >= 1 ? 1 : min(1, middle + half))
  }
}
