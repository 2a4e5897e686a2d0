internal import Lending
internal import LoanUnits

/// From the target to the quoted rate: concessions, threshold, rounding, floor, cap, authority, in that order.
struct RateDecision {
  let floorPercent: Double
  let targetPercent: Double
  private(set) var quotedPercent: Double
  private(set) var adjustments: [RateAdjustment] = []
  private(set) var cost: BorrowerCost
  let ladder: [AuthorityRung]
  private(set) var authority: String

  init(
    application: LoanApplication, engine: QuoteEngine, economics: LoanEconomics,
    primeRatePercent: Double, stampDuty: Money
  ) throws(QuoteFault) {
    let policy = engine.policy
    let start = economics.start
    guard let floor = economics.rate(from: start, leaving: { $0.unit.netFloor }),
      let target = economics.rate(from: start, leaving: { $0.unit.netTarget })
    else { throw RateDecision.noRate(application) }
    (floorPercent, targetPercent) = (100 * floor, 100 * target)
    let grid = engine.ladder.grid
    ladder = engine.ladder.rungs(
      amount: application.amount.yuan, targetPercent: targetPercent, primeRatePercent: primeRatePercent,
      ratePercentAtRAROC: { raroc in
        economics.ratePercent(raroc: raroc, from: start)
      })
    if let given = application.givenRatePercent {
      quotedPercent = given
      adjustments = [RateAdjustment(name: "given_rate", basisPoints: (given - targetPercent) * 100)]
      cost = try BorrowerCost(application, ratePercent: given, stampDuty: stampDuty)
      authority = AuthorityLadder.lowest(ladder, signing: given)
      return
    }
    var path = RateDecision.path(
      application, engine, economics, targetPercent: targetPercent, floorPercent: floorPercent,
      primeRatePercent: primeRatePercent, isListed: true)
    guard path.percent <= 100 * LoanEconomics.highestRate else { throw RateDecision.noRate(application) }
    cost = try BorrowerCost(application, ratePercent: path.percent, stampDuty: stampDuty)
    var isCapped = false
    let limit = policy.pricing.maxAllInRatePercent
    if cost.effectiveBeforeSubsidyPercent > limit + 1e-9 {
      let capped = try RateDecision.highestStep(
        application, grid: grid, below: path.percent, limitPercent: limit, stampDuty: stampDuty)
      path.move(to: capped.percent, "cap")
      cost = capped.cost
      let policyFloor = RateDecision.policyFloor(
        policy.pricing, floorPercent: floorPercent, primeRatePercent: primeRatePercent)
      isCapped = capped.percent < (policyFloor ?? floorPercent) - 1e-12
    }
    quotedPercent = path.percent
    adjustments = path.adjustments
    authority =
      isCapped ? AuthorityLadder.notPermitted : AuthorityLadder.lowest(ladder, signing: path.percent)
  }

  /// The way from the target to the rate before the cap.
  ///
  /// - Parameter isListed: Whether its moves are named.
  static func path(
    _ application: LoanApplication, _ engine: QuoteEngine, _ economics: LoanEconomics,
    targetPercent: Double, floorPercent: Double, primeRatePercent: Double, isListed: Bool
  ) -> RatePath {
    let grid = engine.ladder.grid
    var path = RatePath(targetPercent: targetPercent, isListed: isListed)
    for concession in engine.quoteConcessions(application) {
      path.move(by: -concession.basisPoints, "concession_\(concession.reason.rawValue)")
    }
    if case .method1(let threshold) = economics.tax.treatment, path.percent > threshold * 100,
      path.percent < threshold * 100 / economics.tax.keptOfTaxable
    {
      let terms = economics.terms(atRate: threshold)
      let shortfall = (terms.unit.netTarget - terms.tax.keptOfExempt * threshold) * 10_000
      if shortfall <= engine.policy.tax.vatThresholdToleranceBasisPoints {
        path.move(to: threshold * 100, "vat_threshold")
      }
    }
    path.move(to: grid.round(path.percent, engine.policy.pricing.rounding), "rounding")
    let policyFloor = RateDecision.policyFloor(
      engine.policy.pricing, floorPercent: floorPercent, primeRatePercent: primeRatePercent)
    if let policyFloor, path.percent < policyFloor - 1e-12 {
      path.move(to: grid.percent(step: grid.stepUp(policyFloor)), "policy_floor")
    }
    return path
  }

  private static func noRate(_ application: LoanApplication) -> QuoteFault {
    .outOfRange(
      option: "amount", value: "\(application.amount)",
      allowed:
        "an amount over which the cost of a loan spreads to a rate within \(Int(100 * LoanEconomics.highestRate)) percent"
    )
  }

  static func policyFloor(
    _ pricing: PricingPolicy, floorPercent: Double, primeRatePercent: Double
  ) -> Double? {
    switch pricing.floor {
    case .none: nil
    case .floorRate: floorPercent
    case .lprSpread: primeRatePercent + pricing.floorSpreadBasisPoints / 100
    }
  }

  /// The highest step whose all-in cost before subsidy stays within the limit.
  static func highestStep(
    _ application: LoanApplication, grid: RateGrid, below percent: Double, limitPercent: Double,
    stampDuty: Money
  ) throws(QuoteFault) -> (percent: Double, cost: BorrowerCost) {
    func cost(_ step: Double) throws(QuoteFault) -> BorrowerCost {
      try BorrowerCost(application, ratePercent: grid.percent(step: step), stampDuty: stampDuty)
    }
    func isWithin(_ cost: BorrowerCost) -> Bool { cost.effectiveBeforeSubsidyPercent <= limitPercent + 1e-9 }
    var high = grid.stepUp(percent)
    // Down from no interest by doubled steps: fees can take up the whole limit and more, and far below there is
    // no cost at all, since nothing is paid back.
    var low = min(0, high - 1)
    var best = try cost(low)
    var drop = grid.stepUp(1)
    while !isWithin(best) {
      high = low
      low -= drop
      drop *= 2
      guard grid.percent(step: low) > -100, let lower = try? cost(low) else {
        throw .outOfRange(
          option: "fee", value: "all-in cost \(best.effectiveBeforeSubsidyPercent)",
          allowed: "fees that leave the all-in cost within \(limitPercent) percent at some rate")
      }
      best = lower
    }
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      let between = try cost(middle)
      if isWithin(between) {
        low = middle
        best = between
      } else {
        high = middle
      }
    }
    return (grid.percent(step: low), best)
  }
}

/// The way from the target to the quote, each move with its name.
struct RatePath {
  private(set) var percent: Double
  private(set) var adjustments: [RateAdjustment] = []

  private let isListed: Bool

  /// - Parameter isListed: Whether moves are named; where only the rate is wanted, it costs nothing.
  init(targetPercent: Double, isListed: Bool) {
    percent = targetPercent
    self.isListed = isListed
  }

  mutating func move(by basisPoints: Double, _ name: @autoclosure () -> String) {
    percent += basisPoints / 100
    guard isListed else { return }
    adjustments.append(RateAdjustment(name: name(), basisPoints: basisPoints))
  }

  /// Moves to a rate; a move of nothing is not listed, but for the rounding.
  mutating func move(to rate: Double, _ name: @autoclosure () -> String) {
    let basisPoints = (rate - percent) * 100
    percent = rate
    guard isListed else { return }
    adjustments.append(RateAdjustment(name: name(), basisPoints: basisPoints))
  }
}
