public import CreditRisk
public import Lending
internal import LoanUnits

/// What one loan adds to its borrower's totals, known at intake.
public struct BorrowerContribution: Sendable {
  /// Balance, fen.
  public var balance: Int64
  /// Balance if non-performing by its own facts, else 0, fen.
  public var nonPerformingBalance: Int64
  /// Balance if it leaves the non-performing classes on condition that its sisters are performing, else 0, fen.
  public var upgradedBalance: Int64
  /// On-balance plus converted off-balance exposure, fen.
  public var exposure: Int64
  /// A non-performing debt elsewhere is reported.
  public var isNonPerformingElsewhere: Bool
  /// The overdue share at all banks is over the limit.
  public var isOverdueElsewhere: Bool

  /// The totals of a borrower with this loan alone.
  @inlinable public var alone: BorrowerTotals {
    BorrowerTotals(
      balance: balance, nonPerformingBalance: nonPerformingBalance,
      upgradedBalance: upgradedBalance, exposure: exposure,
      isNonPerformingElsewhere: isNonPerformingElsewhere, isOverdueElsewhere: isOverdueElsewhere)
  }
}

extension BatchRescore {
  /// What each row of a batch adds to its borrower's totals; the list is overwritten.
  ///
  /// - Parameter history: What is known beside the tape, a row each; empty: nothing.
  public func contributions(
    _ batch: LoanBatch, history: [LoanHistory] = [], into list: inout [BorrowerContribution]
  ) {
    list.removeAll(keepingCapacity: true)
    list.reserveCapacity(batch.count)
    for row in 0..<batch.count {
      list.append(contribution(batch, row: row, history: history.isEmpty ? nil : history[row]))
    }
  }

  /// What a row of a batch adds to its borrower's totals.
  ///
  /// Always inlined, as ``facts(_:row:)`` is: what a call leaves in memory in small pieces is read again in large ones, which
  /// waits for the stores.
  @inline(__always)
  public func contribution(
    _ batch: LoanBatch, row: Int, history: LoanHistory? = nil
  ) -> BorrowerContribution {
    var facts = facts(batch, row: row)
    if let history { facts.add(history) }
    return contribution(batch, row: row, facts, classification.ownVerdict(facts))
  }

  @inline(__always)
  func contribution(
    _ batch: LoanBatch, row: Int, _ facts: Classification.Facts, _ verdict: ClassVerdict
  ) -> BorrowerContribution {
    let balance = batch[.balance, row]
    let exposure = balance + Rounding.fen(convertedExposure(batch, row: row))
    return BorrowerContribution(
      balance: balance, nonPerformingBalance: verdict.riskClass.isNonPerforming ? balance : 0,
      upgradedBalance: classification.isUpgrade(facts, verdict) ? balance : 0, exposure: exposure,
      isNonPerformingElsewhere: facts.flags.contains(.externalNPL),
      isOverdueElsewhere: classification.isOverAllBanksShare(batch[.overdue90ShareAllBanks, row]))
  }
}
