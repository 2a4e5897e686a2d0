/// Section `migration` of the policy: how the moves between two tapes are shown and estimated.
public struct MigrationPolicy: Hashable, Sendable {
  /// Last day of each bucket of overdue days, ascending.
  public var bucketDays: [Int]
  /// Level of the confidence intervals, percent.
  public var confidencePercent: Double
  /// What makes a logarithm a generator.
  public var generator: GeneratorAdjustment

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(bucketDays: [Int], confidencePercent: Double, generator: GeneratorAdjustment) {
    self.bucketDays = bucketDays
    self.confidencePercent = confidencePercent
    self.generator = generator
  }
}
