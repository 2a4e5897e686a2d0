public import Lending

/// Section `data_quality` of the policy: which contradictions of a tape are looked for, and from where on.
public struct DataQualityPolicy: Hashable, Sendable {
  /// Rules that are on.
  public var rules: Set<QualityRule>
  /// Lowest contract rate, percent a year, inclusive.
  public var lowestRatePercent: Double
  /// Highest contract rate, percent a year, inclusive.
  public var highestRatePercent: Double
  /// Tolerated difference between the contract rate and prime rate with spread, basis points.
  public var rateToleranceBasisPoints: Double
  /// Days that `previous_class` is old at most: arrears up to that age may have come after it.
  public var previousClassDays: Int
  /// A column of money with a median below this, CNY, is suspected to be in units of 10,000 CNY.
  public var unitMedian: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    rules: Set<QualityRule>, lowestRatePercent: Double, highestRatePercent: Double,
    rateToleranceBasisPoints: Double, previousClassDays: Int, unitMedian: Double
  ) {
    self.rules = rules
    self.lowestRatePercent = lowestRatePercent
    self.highestRatePercent = highestRatePercent
    self.rateToleranceBasisPoints = rateToleranceBasisPoints
    self.previousClassDays = previousClassDays
    self.unitMedian = unitMedian
  }
}
