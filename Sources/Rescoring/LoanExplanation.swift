public import CreditRisk
public import Lending
public import LoanUnits

/// Why one loan has its class, with what the rescore found out about it.
public struct LoanExplanation: Sendable {
  /// The class, the rules, the way to a better one.
  public var classes: ClassExplanation
  /// Stage of credit risk.
  public var stage: UInt8
  /// Balance, fen.
  public var balance: Int64
  /// Credit loss of the stage, fen.
  public var loss: Int64
}

extension BatchRescore {
  /// Explains the class of a row.
  ///
  /// - Parameters:
  ///   - totals: Totals of the row's borrower; nil where it has no other loan.
  ///   - history: What is known of the loan beside the tape; nil: nothing.
  ///   - overrideExpires: Last day of its override.
  public func explain(
    _ batch: LoanBatch, row: Int, totals: BorrowerTotals?, history: LoanHistory?,
    overrideExpires: CalendarDay?
  ) -> LoanExplanation {
    var workspace = makeWorkspace()
    var result = RescoredBatch()
    var notes = BatchNotes()
    var allTotals = Array(repeating: BorrowerTotals?.none, count: batch.count)
    allTotals[row] = totals
    var histories: [LoanHistory] = []
    if let history {
      histories = Array(repeating: LoanHistory(), count: batch.count)
      histories[row] = history
    }
    rescore(
      batch, totals: allTotals, history: histories, workspace: &workspace, result: &result, notes: &notes)
    var facts = facts(batch, row: row)
    if let history { facts.add(history) }
    let provision = batch[.provision, row]
    let own = contribution(batch, row: row, facts, classification.ownVerdict(facts))
    let loan = ClassCase(
      facts: facts, balance: batch[.balance, row],
      overdueShareElsewhere: batch[.overdue90ShareAllBanks, row], totals: totals ?? own.alone,
      loss: provision == missingMoney ? result.loss[row] : provision, isLossBooked: provision != missingMoney,
      overrideExpires: overrideExpires)
    return LoanExplanation(
      classes: classification.explain(loan), stage: result.stage[row], balance: batch[.balance, row],
      loss: result.loss[row])
  }
}
