internal import Lending

/// What is true of a debtor as a whole, gathered over all its loans wherever they stand in the tape.
public struct BorrowerTotals: Hashable, Sendable {
  /// Balance of all its loans, fen.
  public var balance: Int64
  /// Balance of those that are non-performing by their own facts, fen.
  public var nonPerformingBalance: Int64
  /// Exposure with converted off-balance parts, fen: of the firm, or of the group where it has one and is larger.
  public var exposure: Int64
  /// A non-performing debt at another bank is reported for one of its loans.
  public var isNonPerformingElsewhere: Bool
  /// The overdue share at all banks is over the limit for one of its loans.
  public var isOverdueElsewhere: Bool

  /// Creates the totals.
  @inlinable public init(
    balance: Int64, nonPerformingBalance: Int64, exposure: Int64, isNonPerformingElsewhere: Bool,
    isOverdueElsewhere: Bool
  ) {
    self.balance = balance
    self.nonPerformingBalance = nonPerformingBalance
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

  /// Step 4: rules 10(4), 7 and 11(4) on the classes of steps 1 to 3, amounts in fen, once.
  ///
  /// The loan's own claim never accuses itself: 10(4) needs *another* debt, and rule 7 is named on a loan that
  /// is non-performing by its own facts only where the debtor has other claims too.
  ///
  /// - Parameters:
  ///   - verdict: Verdict of ``ownVerdict(_:)``.
  ///   - balance: The loan's balance, fen.
  ///   - totals: The debtor's totals over the same verdicts.
  public func requireByBorrower(
    _ verdict: inout ClassVerdict, size: UInt8, balance: Int64, totals: BorrowerTotals
  ) {
    guard hasDebtorRules(size: size) else { return }
    let ownNonPerforming = verdict.riskClass.isNonPerforming ? balance : 0
    let isShareExceeded =
      totals.nonPerformingBalance > 0 && totals.balance > balance
      && Share(policy.borrowerNPLShare).isExceeded(by: totals.nonPerformingBalance, of: totals.balance)
    if totals.nonPerformingBalance > ownNonPerforming { verdict.require(.specialMention, .debtorNPLHere) }
    if isShareExceeded { verdict.require(.substandard, .debtorNPLShareHere) }
    if totals.isNonPerformingElsewhere { verdict.require(.specialMention, .debtorNPLElsewhere) }
    if totals.isOverdueElsewhere { verdict.require(.substandard, .overdue90ShareAllBanks) }
  }
}
