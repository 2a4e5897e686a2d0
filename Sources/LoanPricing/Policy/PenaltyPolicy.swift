/// Section `penalty` of the policy: penalty interest (罚息), fractions on top of the contract rate.
public struct PenaltyPolicy: Hashable, Sendable {
  /// Uplift on what is overdue (逾期).
  public var overdueUplift: Double
  /// Uplift on what is used for another purpose (挪用).
  public var divertedUplift: Double
  /// Days of a year of interest.
  public var dayBase: Int

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(overdueUplift: Double, divertedUplift: Double, dayBase: Int) {
    self.overdueUplift = overdueUplift
    self.divertedUplift = divertedUplift
    self.dayBase = dayBase
  }
}
