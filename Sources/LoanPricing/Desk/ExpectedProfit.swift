internal import CreditRisk
public import Lending

/// A rate with what comes of it.
public struct ExpectedProfitPoint: Hashable, Sendable {
  /// Percent a year.
  public var ratePercent: Double
  /// Share of borrowers who accept it.
  public var acceptance: Double
  /// Economic profit if the loan is made, CNY a year.
  public var economicProfit: Double
  /// Their product, CNY a year.
  public var expectedProfit: Double { acceptance * economicProfit }
}

/// Expected profit of an application against its rate, under an acceptance curve, and the rate at which it is largest.
public struct ExpectedProfit: Hashable, Sendable {
  /// Lowest rate looked at: the policy floor, else the floor rate, on the grid, percent.
  public var lowestPercent: Double
  /// Highest: what the cap on the all-in cost allows, percent.
  public var highestPercent: Double
  /// Points at every step of the grid from the lowest to the highest rate.
  public var points: [ExpectedProfitPoint]
  /// The best of them; the lower rate of two that are equal.
  public var best: ExpectedProfitPoint
}

extension QuoteEngine {
  /// Looks for the rate with the largest expected economic profit between floor and cap.
  ///
  /// - Throws: ``QuoteFault`` where the application has no quote, or no rate lies between floor and cap.
  public func expectedProfit(
    _ application: LoanApplication, under curve: AcceptanceCurve
  ) throws(QuoteFault) -> ExpectedProfit {
    var application = application
    application.givenRatePercent = nil
    let quote = try quote(application)
    let priced = try parts(application.financingFees())
    let grid = RateGrid(stepBasisPoints: policy.pricing.roundingStepBasisPoints)
    let floor =
      RateDecision.policyFloor(
        policy.pricing, floorPercent: quote.floorRatePercent, primeRatePercent: quote.primeRatePercent)
      ?? quote.floorRatePercent
    let low = grid.stepUp(floor)
    let highest = try highestRatePercent(application)
    let high = (highest / grid.percent(step: 1)).rounded()
    guard low <= high else {
      throw .outOfRange(
        option: "acceptance", value: "floor \(floor)", allowed: "a floor within the cap of \(highest) percent"
      )
    }
    var points: [ExpectedProfitPoint] = []
    var step = low
    while step <= high {
      let rate = grid.percent(step: step) / 100
      let terms = priced.parts.economics.terms(atRate: rate)
      let net = terms.tax.netRevenue(rate: rate)
      points.append(
        ExpectedProfitPoint(
          ratePercent: 100 * rate, acceptance: curve.acceptance(rate: rate),
          economicProfit: terms.unit.economicProfit(net: net) * terms.averageBalance))
      step += 1
    }
    var best = points[0]
    for point in points where point.expectedProfit > best.expectedProfit { best = point }
    return ExpectedProfit(
      lowestPercent: grid.percent(step: low), highestPercent: highest, points: points, best: best)
  }

  /// The highest rate on the grid whose all-in cost stays within the cap, percent.
  private func highestRatePercent(_ application: LoanApplication) throws(QuoteFault) -> Double {
    let grid = RateGrid(stepBasisPoints: policy.pricing.roundingStepBasisPoints)
    return try RateDecision.highestStep(
      application, grid: grid, below: policy.pricing.maxAllInRatePercent * 2,
      limitPercent: policy.pricing.maxAllInRatePercent, stampDuty: stampDuty(application)
    ).percent
  }
}
