/// The default rate of an infinitely granular portfolio of equal loans with one common factor.
///
/// - SeeAlso: Vasicek, Loan portfolio value, Risk 15 (2002); the field reference, 8.6.
public struct SingleFactorPortfolio: Hashable, Sendable {
  /// The probability of default of each loan, 0…1.
  public let probability: Double
  /// The asset correlation of each two loans, 0…1.
  public let correlation: Double
  /// The default threshold of a loan's asset value.
  private let threshold: Double

  /// Creates a portfolio.
  ///
  /// - Parameters:
  ///   - probability: 0…1.
  ///   - correlation: 0…1.
  /// - Throws: ``LoanMathError`` with the value that is out of range.
  public init(probability: Double, correlation: Double) throws(LoanMathError) {
    guard probability >= 0, probability <= 1 else { throw .probabilityOutOfRange(probability) }
    guard correlation >= 0, correlation <= 1 else { throw .correlationOutOfRange(correlation) }
    self.probability = probability
    self.correlation = correlation
    self.threshold = NormalDistribution.quantile(probability)
  }

  /// The default rate that is not exceeded with a probability: `N((G(PD) + √ρ·G(q)) / √(1 − ρ))`.
  ///
  /// - Parameter quantile: 0…1, taken for the nearer end beyond.
  /// - Returns: 0…1; the limit where PD, ρ or the quantile are 0 or 1.
  public func conditionalDefaultRate(quantile: Double) -> Double {
    guard threshold.isFinite, correlation > 0 else { return probability }
    if !(quantile > 0) { return 0 }
    if quantile >= 1 { return 1 }
    // All loans default together: the rate is 1 with the probability PD, else 0.
    if correlation == 1 { return 1 - quantile < probability ? 1 : 0 }
    let factor = correlation.squareRoot() * NormalDistribution.quantile(quantile)
    return NormalDistribution.cumulative((threshold + factor) / (1 - correlation).squareRoot())
  }

  /// The mean default rate beyond a quantile: `Φ2(G(PD), −G(q); √ρ) / (1 − q)`.
  ///
  /// - Parameter quantile: 0…1, taken for the nearer end beyond.
  /// - Returns: 0…1, at 0 the probability of default, at 1 the largest rate.
  public func expectedShortfall(quantile: Double) -> Double {
    guard threshold.isFinite, correlation > 0, quantile > 0 else { return probability }
    if quantile >= 1 { return 1 }
    let tail = 1 - quantile
    if correlation == 1 { return min(1, probability / tail) }
    let joint = BivariateNormal.cumulative(
      threshold, NormalDistribution.quantile(tail), correlation: correlation.squareRoot())
    return min(1, joint / tail)
  }

  /// The standard deviation of the default rate: `√(Φ2(G(PD), G(PD); ρ) − PD²)`.
  public var standardDeviation: Double {
    if correlation == 1 { return (probability * (1 - probability)).squareRoot() }
    return BivariateNormal.excess(threshold, correlation: correlation).squareRoot()
  }
}
