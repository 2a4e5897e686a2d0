/// What a breach would cost (或有成本), apart from the cost of a loan that is paid as agreed.
public struct ContingentItem: Hashable, Sendable {
  /// The breach, or the interest on what it leaves unpaid.
  public enum Cause: String, CaseIterable, Hashable, Sendable {
    /// Penalty interest on what is overdue (逾期罚息).
    case overdue = "overdue_interest"
    /// Penalty interest on what is used for another purpose (挪用罚息).
    case diverted = "diverted_interest"
    /// Compound interest on interest that is not paid (复利), at the penalty rate of the breach.
    case compound = "compound_interest"
  }

  /// What it is for.
  public var cause: Cause
  /// Highest rate, percent a year.
  public var ratePercent: Double
  /// CNY a day on 10,000 CNY of what it is charged on, unrounded.
  public var dailyPerTenThousand: Double

  /// Penalty and compound interest of a loan (银发〔2003〕251号 item 3, domain 11.3), on the rate of the contract.
  ///
  /// - Parameters:
  ///   - ratePercent: Contract rate, percent a year; below zero nothing is added to it.
  static func items(ratePercent: Double, _ policy: PenaltyPolicy) -> [ContingentItem] {
    func item(_ cause: Cause, _ uplift: Double) -> ContingentItem {
      let rate = ratePercent * (1 + (ratePercent > 0 ? uplift : 0))
      return ContingentItem(
        cause: cause, ratePercent: rate, dailyPerTenThousand: 100 * rate / Double(policy.dayBase))
    }
    return [
      item(.overdue, policy.overdueUplift), item(.diverted, policy.divertedUplift),
      item(.compound, max(policy.overdueUplift, policy.divertedUplift)),
    ]
  }
}
