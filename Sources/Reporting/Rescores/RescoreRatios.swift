internal import Lending
internal import Rescoring

/// Ratios of a portfolio (domain 9.3), in percent; nothing to divide by: none.
struct RescoreRatios {
  let nonPerforming: Double?
  let specialMention: Double?
  let overdueToNonPerforming: Double?
  let coverage: Double?
  let bookedCoverage: Double?
  let weightedRate: Double?

  init(_ summary: PortfolioSummary) {
    let total = summary.total
    nonPerforming = RescoreRatios.percent(total.nonPerformingBalance, of: total.balance)
    specialMention = RescoreRatios.percent(
      summary.byClass[Int(RiskClass.specialMention.rawValue)].balance, of: total.balance)
    overdueToNonPerforming = RescoreRatios.percent(summary.overdue90Balance, of: total.nonPerformingBalance)
    coverage = RescoreRatios.percent(total.loss, of: total.nonPerformingBalance)
    bookedCoverage = RescoreRatios.percent(summary.provisions, of: total.nonPerformingBalance)
    weightedRate =
      summary.ratedBalance > 0 ? Double(summary.weightedRate) / Double(summary.ratedBalance) / 1e9 : nil
  }

  /// A share in percent.
  static func percent(_ part: Int128, of whole: Int128) -> Double? {
    whole > 0 ? Double(part) / Double(whole) * 100 : nil
  }
}
