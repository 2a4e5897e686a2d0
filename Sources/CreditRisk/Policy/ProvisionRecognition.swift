/// How provisions enter capital (损失准备与资本), by article 34 of Order 4 of 2023 and form G4A-1(a).
public struct ProvisionRecognition: Hashable, Sendable {
  /// Weighting approach: least provisions as a share of non-performing loans; what is short is deducted from CET1.
  public var nonPerformingShare: Double
  /// Weighting approach: excess that counts as tier 2 capital, at most so large a share of credit RWA.
  public var tier2ShareWeighting: Double
  /// Internal ratings: the same for provisions over the expected loss.
  public var tier2ShareRatings: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(nonPerformingShare: Double, tier2ShareWeighting: Double, tier2ShareRatings: Double) {
    self.nonPerformingShare = nonPerformingShare
    self.tier2ShareWeighting = tier2ShareWeighting
    self.tier2ShareRatings = tier2ShareRatings
  }
}
