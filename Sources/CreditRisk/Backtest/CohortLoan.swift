/// What was expected of one loan, and what became of it.
public struct CohortLoan: Hashable, Sendable {
  /// Loans that it stands for in a weighted sample, in millionths; 1,000,000 without weights.
  public var weight: Int64
  /// Probability of default over the horizon, a fraction.
  public var probability: Double
  /// Expected loss given default, a fraction.
  public var lossGivenDefault: Double
  /// Exposure at default, fen.
  public var exposure: Int64
  /// Whether it defaulted within the horizon.
  public var isDefaulted: Bool
  /// What was lost on it, fen.
  public var loss: Int64

  /// A loan.
  public init(
    weight: Int64, probability: Double, lossGivenDefault: Double, exposure: Int64, isDefaulted: Bool,
    loss: Int64
  ) {
    self.weight = weight
    self.probability = probability
    self.lossGivenDefault = lossGivenDefault
    self.exposure = exposure
    self.isDefaulted = isDefaulted
    self.loss = loss
  }

  /// Millionths in a weight of one.
  public static let weightUnit: Int64 = 1_000_000
  /// The largest weight, so that the sums of a tape of any length fit 128 bits.
  public static let largestWeight = 1_000_000
}
