internal import Lending
internal import LoanUnits

/// The rates of a ``RateDecision`` for a plain application, whose moves and levels nobody asks for.
struct PlainDecision {
  let floorPercent: Double
  let targetPercent: Double
  let quotedPercent: Double
  let cost: PlainCost
  let authority: Int?

  /// Decides; a function, since an initialiser would copy engine and application.
  ///
  /// - Returns: Nil where no rate holds, and where the cap cuts.
  static func make(
    _ application: LoanApplication, engine: QuoteEngine, economics: LoanEconomics, primeRatePercent: Double,
    stampDuty: Money, workspace: QuoteWorkspace
  ) -> PlainDecision? {
    let start = economics.start
    guard let floor = economics.rate(from: start, leaving: { $0.unit.netFloor }),
      let target = economics.rate(from: start, leaving: { $0.unit.netTarget })
    else { return nil }
    let (floorPercent, targetPercent) = (100 * floor, 100 * target)
    let quotedPercent =
      RateDecision.path(
        application, engine, economics, targetPercent: targetPercent, floorPercent: floorPercent,
        primeRatePercent: primeRatePercent, isListed: false
      ).percent
    guard quotedPercent <= 100 * LoanEconomics.highestRate,
      let cost = PlainCost.make(
        application, ratePercent: quotedPercent, stampDuty: stampDuty, workspace: workspace),
      cost.effectivePercent <= engine.policy.pricing.maxAllInRatePercent + 1e-9
    else { return nil }
    let authority = engine.ladder.lowestLevel(
      signing: quotedPercent, amount: application.amount.yuan, targetPercent: targetPercent,
      primeRatePercent: primeRatePercent
    ) { economics.ratePercent(raroc: $0, from: start) }
    return PlainDecision(
      floorPercent: floorPercent, targetPercent: targetPercent, quotedPercent: quotedPercent, cost: cost,
      authority: authority)
  }
}
