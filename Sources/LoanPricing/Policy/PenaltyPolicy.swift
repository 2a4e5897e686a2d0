/// Section `penalty` of the policy: what a breach of the contract costs (罚息).
public struct PenaltyPolicy: Hashable, Sendable {
  /// Uplift of the contract rate for an overdue loan (逾期), a fraction.
  public var overdue: Double
  /// Uplift for a loan used for another purpose (挪用), a fraction.
  public var diverted: Double
  /// Days of a year.
  public var dayBasis: Int

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(overdue: Double, diverted: Double, dayBasis: Int) {
    self.overdue = overdue
    self.diverted = diverted
    self.dayBasis = dayBasis
  }
}
