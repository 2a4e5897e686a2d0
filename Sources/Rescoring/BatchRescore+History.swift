internal import CreditRisk
public import Lending

extension BatchRescore {
  /// Counts what last month's output and an override did to a loan.
  ///
  /// An override has an effect where the loan has another class without it after the borrower rules: one that the
  /// guard or the debtor's other loans take back has none.
  ///
  /// - Parameter verdict: The loan's, after the borrower rules.
  func note(
    _ history: LoanHistory, _ batch: LoanBatch, _ row: Int, _ facts: Classification.Facts,
    _ totals: BorrowerTotals, _ verdict: ClassVerdict, _ notes: inout BatchNotes
  ) {
    let onTape = batch[.previousClass, row]
    if history.previousClass != missingCode, onTape != missingCode, onTape != history.previousClass {
      notes.previousClassDiffers += 1
    }
    let balance = batch[.balance, row]
    if history.hasExpiredOverride { notes.overrides.expired.add(balance) }
    guard history.overrideClass != missingCode else { return }
    var plainFacts = facts
    plainFacts.overrideClass = missingCode
    var plain = classification.ownVerdict(plainFacts)
    // The debtor's totals as they would be without the override.
    let with = contribution(batch, row: row, facts, classification.ownVerdict(facts))
    let without = contribution(batch, row: row, plainFacts, plain)
    var plainTotals = totals
    plainTotals.nonPerformingBalance += without.nonPerformingBalance - with.nonPerformingBalance
    plainTotals.upgradedBalance += without.upgradedBalance - with.upgradedBalance
    classification.requireByBorrower(&plain, plainFacts, balance: balance, totals: plainTotals)
    if verdict.riskClass.rawValue > plain.riskClass.rawValue {
      notes.overrides.downgrades.add(balance)
    } else if verdict.riskClass.rawValue < plain.riskClass.rawValue {
      notes.overrides.upgrades.add(balance)
    } else {
      notes.overrides.withoutEffect.add(balance)
    }
    if verdict.riskClass.rawValue < classification.orderVerdict(plainFacts).riskClass.rawValue {
      notes.overrides.belowMinimum.add(balance)
    }
  }

  /// The class that the rules give a row before its override, where the override is better.
  public func classBeforeUpgrade(_ batch: LoanBatch, row: Int, history: LoanHistory) -> RiskClass? {
    guard let given = RiskClass(rawValue: history.overrideClass) else { return nil }
    var facts = facts(batch, row: row)
    facts.add(history)
    let ruled = classification.ruleVerdict(facts).riskClass
    return given.rawValue < ruled.rawValue ? ruled : nil
  }
}
