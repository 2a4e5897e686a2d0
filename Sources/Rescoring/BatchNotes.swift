/// Counts of what a reader of the result should know, added up over batches.
public struct BatchNotes: Hashable, Sendable {
  /// Loans without a size, treated as non-retail.
  public var sizeMissing = 0
  /// Refinanced loans without the original maturity, which look current.
  public var originalMaturityMissing = 0
  /// Loans whose PD was raised to the policy's floor.
  public var probabilityFloored = 0
  /// Loans whose PD was lowered to the policy's cap.
  public var probabilityCapped = 0
  /// Loans past their maturity or without one: one month of life is assumed.
  public var matured = 0
  /// Loans without a contract rate, discounted at the prime rate.
  public var rateMissing = 0
  /// Medium firms whose revenue is unknown, so that the SME class was not reached.
  public var revenueMissing = 0
  /// Stage-3 loans with a loss of half their balance or more that are classed substandard.
  public var heavySubstandard = 0
  /// Mortgages and pledges without a collateral value.
  public var collateralMissing = 0
  /// Floating loans without a prime-rate tenor.
  public var tenorMissing = 0
  /// Loans whose class before differs between the tape and last month's output; the worse holds.
  public var previousClassDiffers = 0
  /// What overrides did.
  public var overrides = OverrideTotals()

  /// No notes.
  public init() {}

  /// Adds the counts of another part.
  public mutating func merge(_ other: BatchNotes) {
    sizeMissing += other.sizeMissing
    originalMaturityMissing += other.originalMaturityMissing
    probabilityFloored += other.probabilityFloored
    probabilityCapped += other.probabilityCapped
    matured += other.matured
    rateMissing += other.rateMissing
    revenueMissing += other.revenueMissing
    heavySubstandard += other.heavySubstandard
    collateralMissing += other.collateralMissing
    tenorMissing += other.tenorMissing
    previousClassDiffers += other.previousClassDiffers
    overrides.merge(other.overrides)
  }
}
