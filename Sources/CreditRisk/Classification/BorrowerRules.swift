internal import Lending

/// What is true of a debtor as a whole, gathered over all its loans wherever they stand in the tape.
public struct BorrowerTotals: Hashable, Sendable {
  /// Balance of all its loans, fen.
  public var balance: Int64
  /// Balance of those that are non-performing by their own facts, fen.
  public var nonPerformingBalance: Int64
  /// Balance of those that would leave the non-performing classes, fen: they do not while others stay in them.
  public var upgradedBalance: Int64
  /// Exposure with converted off-balance parts, fen: of the firm, or of the group where it has one and is larger.
  public var exposure: Int64
  /// A non-performing debt at another bank is reported for one of its loans.
  public var isNonPerformingElsewhere: Bool
  /// The overdue share at all banks is over the limit for one of its loans.
  public var isOverdueElsewhere: Bool

  /// Creates the totals.
  @inlinable public init(
    balance: Int64, nonPerformingBalance: Int64, upgradedBalance: Int64 = 0, exposure: Int64,
    isNonPerformingElsewhere: Bool, isOverdueElsewhere: Bool
  ) {
    self.balance = balance
    self.nonPerformingBalance = nonPerformingBalance
    self.upgradedBalance = upgradedBalance
    self.exposure = exposure
    self.isNonPerformingElsewhere = isNonPerformingElsewhere
    self.isOverdueElsewhere = isOverdueElsewhere
  }
}

extension Classification {
  /// Whether a reported overdue share at all banks is over the limit of rule 11(4).
  public func isOverAllBanksShare(_ share: Double) -> Bool {
    share > policy.allBanksOverdueShare
  }

  /// Step 4: the third condition of an upgrade, then the debtor rules.
  ///
  /// Art. 14 (3), 10(4), 7 and 11(4) of Order 1 of 2023 on the classes of steps 1 to 3, amounts in fen, once.
  /// A loan that fails condition (3) stays non-performing, and counts as such for its sisters. The loan's own claim
  /// never accuses itself: 10(4) needs *another* debt, and rule 7 is named on a loan that is non-performing by its own
  /// facts only where the debtor has other claims too.
  ///
  /// - Parameters:
  ///   - verdict: Verdict of ``ownVerdict(_:)``.
  ///   - balance: The loan's balance, fen.
  ///   - totals: The debtor's totals over the same verdicts.
  public func requireByBorrower(
    _ verdict: inout ClassVerdict, _ facts: Facts, balance: Int64, totals: BorrowerTotals
  ) {
    guard hasDebtorRules(size: facts.size) else { return }
    var nonPerforming = totals.nonPerformingBalance
    if nonPerforming > 0 {
      if isUpgrade(facts, verdict) { verdict.require(.upgradeNotMet) }
      let (sum, overflow) = nonPerforming.addingReportingOverflow(totals.upgradedBalance)
      nonPerforming = overflow ? .max : sum
    }
    let ownNonPerforming = verdict.riskClass.isNonPerforming ? balance : 0
    let isShareExceeded =
      nonPerforming > 0 && totals.balance > balance
      && Share(policy.borrowerNPLShare).isExceeded(by: nonPerforming, of: totals.balance)
    if nonPerforming > ownNonPerforming { verdict.require(.debtorNPLHere) }
    if isShareExceeded { verdict.require(.debtorNPLShareHere) }
    if totals.isNonPerformingElsewhere { verdict.require(.debtorNPLElsewhere) }
    if totals.isOverdueElsewhere { verdict.require(.overdue90ShareAllBanks) }
  }
}
