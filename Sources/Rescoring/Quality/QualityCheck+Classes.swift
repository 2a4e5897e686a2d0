internal import CreditRisk
public import Lending
internal import LoanPricing

extension QualityCheck {
  /// Flags of which each may explain a non-performing class.
  private static let reasons: LoanFlags = [
    .divertedUse, .refinanced, .ratingCut, .creditImpaired, .restructured, .evading, .bankrupt, .externalNPL,
    .writtenOff, .watch,
  ]

  /// Whether a loan has a fact that may explain a non-performing class of its own or of its borrower's loans:
  /// arrears, a flag, a debt overdue elsewhere, or a probation that runs.
  public static func hasReason(_ batch: LoanBatch, row: Int) -> Bool {
    batch.daysPastDue[row] > 0 || !LoanFlags(rawValue: batch.flags[row]).isDisjoint(with: reasons)
      || batch[.overdue90ShareAllBanks, row] > 0 || batch[.curedSince, row] != missingDay
  }

  /// The class that the tape gives: an expert's, else the one before.
  func classes(_ visit: inout Visit, _ borrower: QualityBorrower, _ totals: inout QualityTotals) {
    let batch = visit.batch
    let row = visit.row
    let days = Int(batch.daysPastDue[row])
    if days > 0 {
      let arrears = batch[.arrears, row]
      judge(
        .overdueWithoutArrears, &visit, &totals,
        isBroken: (arrears == missingMoney ? visit.balance : arrears) == 0,
        change: -Int128(visit.balance))
    }
    let expert = batch[.expertClass, row]
    let before = batch[.previousClass, row]
    let given = expert != missingCode ? expert : before
    guard given != missingCode else { return }
    let isTechnical =
      visit.flags.contains(.technicalOverdue) && days <= policy.classification.technicalDays
    // Arrears that are younger than the class before came after it.
    let youngest = expert != missingCode ? 0 : policy.dataQuality.previousClassDays
    judge(
      .overdueClassedNormal, &visit, &totals,
      isBroken: given == RiskClass.normal.rawValue && days > youngest && !isTechnical,
      change: -Int128(visit.balance))
    judge(
      .nonPerformingWithoutReason, &visit, &totals,
      isBroken: given >= RiskClass.substandard.rawValue && !QualityCheck.hasReason(batch, row: row)
        && !borrower.hasReason,
      change: -Int128(visit.balance))
  }
}
