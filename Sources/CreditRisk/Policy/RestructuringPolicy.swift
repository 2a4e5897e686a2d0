/// Section `restructuring` of the policy: observation (观察期) and upgrade.
public struct RestructuringPolicy: Hashable, Sendable {
  /// Observation lasts at least so many months.
  public var observationMonths: Int
  /// And at least so many consecutive payments.
  public var observationPayments: Int
  /// An upgrade needs so many months of regular payment.
  public var upgradeMonths: Int
  /// And so many consecutive payment periods, whichever is longer.
  public var upgradePayments: Int

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    observationMonths: Int,
    observationPayments: Int,
    upgradeMonths: Int,
    upgradePayments: Int
  ) {
    self.observationMonths = observationMonths
    self.observationPayments = observationPayments
    self.upgradeMonths = upgradeMonths
    self.upgradePayments = upgradePayments
  }
}
