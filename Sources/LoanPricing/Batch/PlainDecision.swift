internal import Lending
internal import LoanUnits

/// The rates of a ``RateDecision`` for a plain application, whose moves and levels nobody asks for.
struct PlainDecision {
  let floorPercent: Double
  let targetPercent: Double
  let quotedPercent: Double
  let cost: PlainCost
  let authority: Int?

  /// - Returns: Nil where no rate holds, and where the cap cuts.
  init?(
    _ application: LoanApplication, engine: QuoteEngine, economics: LoanEconomics, primeRatePercent: Double,
    stampDuty: Money, workspace: QuoteWorkspace
  ) {
    let start = economics.start
    guard let floor = economics.rate(from: start, leaving: \.unit.netFloor),
      let target = economics.rate(from: start, leaving: \.unit.netTarget)
    else { return nil }
    (floorPercent, targetPercent) = (100 * floor, 100 * target)
    quotedPercent =
      RateDecision.path(
        application, engine, economics, targetPercent: targetPercent, floorPercent: floorPercent,
        primeRatePercent: primeRatePercent, isListed: false
      ).percent
    guard quotedPercent <= 100 * LoanEconomics.highestRate,
      let cost = PlainCost(
        application, ratePercent: quotedPercent, stampDuty: stampDuty, workspace: workspace),
      cost.effectivePercent <= engine.policy.pricing.maxAllInRatePercent + 1e-9
    else { return nil }
    self.cost = cost
    authority = engine.ladder.lowestLevel(
      signing: quotedPercent, amount: application.amount.yuan, targetPercent: targetPercent,
      primeRatePercent: primeRatePercent
    ) { economics.ratePercent(raroc: $0, from: start) }
  }
}
