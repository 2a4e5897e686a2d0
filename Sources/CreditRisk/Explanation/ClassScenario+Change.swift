internal import Lending
internal import LoanUnits

extension ClassScenario {
  /// The scenario after some changes, one after the other.
  func applying(_ changes: some Sequence<ClassChange>) -> ClassScenario {
    var changed = self
    for change in changes { changed.apply(change) }
    return changed
  }

  /// Makes a change as it is worded: the fact takes the value at the bound.
  mutating func apply(_ change: ClassChange) {
    switch change.subject {
    case .loan: applyToLoan(change)
    case .borrower:
      if change.name == "external_npl" {
        loan.totals.isNonPerformingElsewhere = false
        loan.facts.flags.remove(.externalNPL)
      } else {
        loan.totals.isOverdueElsewhere = false
      }
    case .otherLoans: if case .money(let fen) = change.value { setOthersNonPerforming(fen) }
    case .override: loan.facts.overrideClass = ClassScenario.code(change.value)
    case .day: if case .day(let day) = change.value { move(to: day) }
    }
  }

  private mutating func applyToLoan(_ change: ClassChange) {
    switch (change.name, change.value) {
    case ("days_past_due", .whole(let days)): loan.facts.daysPastDue = Int32(days)
    case ("original_maturity_date", .day(let day)): loan.facts.originalMaturity = day.daysSinceEpoch
    case ("restructured_date", .day(let day)): loan.facts.restructured = day.daysSinceEpoch
    case ("cured_since", .day(let day)): loan.facts.curedSince = day.daysSinceEpoch
    case ("provision", .money(let fen)): loan.loss = fen
    case ("expert_class", let value): loan.facts.expertClass = ClassScenario.code(value)
    default:
      if let bit = LoanFlags.columns.firstIndex(of: change.name) {
        loan.facts.flags.remove(LoanFlags(rawValue: 1 << UInt32(bit)))
      }
    }
  }

  private static func code(_ value: ClassFactValue) -> UInt8 {
    guard case .code(let code) = value else { return missingCode }
    return RiskClass(code: code)?.rawValue ?? missingCode
  }
}
