internal import Cashflow
internal import CreditRisk
public import Lending
internal import LoanUnits

extension QuoteEngine {
  /// The scalars of an application's quote, by the formulas of ``quote(_:)`` in the same order: the same bits.
  ///
  /// - Parameter workspace: The thread's own.
  /// - Returns: Nil for what only a whole quote settles: fees and the like, a plan with a list, grace or a rest, a given
  ///   rate, what-if inputs, a cost over the cap, and everything that a quote refuses.
  public func figures(_ application: LoanApplication, _ workspace: QuoteWorkspace) -> QuoteFigures? {
    guard application.isPlain, (try? application.check()) != nil,
      let prime = try? primeRate(application)
    else { return nil }
    let risk = exposureRisk(application)
    let shape = shape(
      application, primeRatePercent: prime.percent,
      exemptMonths: workspace.exemptMonths(
        start: application.startDate ?? application.asOf, term: application.termMonths
      ) { exemptMonths(application) })
    let plan = workspace.plan(shape, policy: policy)
    let tax = interestTax(application, prime: prime, exemptShare: plan.rates.exemptShare)
    let economics = PriceParts.economics(
      application, policy, plan: plan, risk: risk, tax: tax,
      fundingConcession: fundingConcession(application))
    let stampDuty = stampDuty(application)
    guard (try? checkHurdle(economics.base)) != nil,
      let decision = PlainDecision.make(
        application, engine: self, economics: economics, primeRatePercent: prime.percent,
        stampDuty: stampDuty, workspace: workspace)
    else { return nil }
    let target = economics.terms(atRate: decision.targetPercent / 100)
    let quoted = economics.terms(atRate: decision.quotedPercent / 100)
    let net = quoted.tax.netRevenue(rate: decision.quotedPercent / 100)
    var warnings = rateWarnings(
      application, prime: prime, tax: quoted.tax, floorPercent: decision.floorPercent,
      quotedPercent: decision.quotedPercent, beforeSubsidyPercent: decision.cost.effectivePercent,
      otherRoots: [])
    if application.industry != nil { warnings += sizeWarnings(application) }
    if application.guarantor == .governmentFund { warnings += sharingWarnings(application) { .zero } }
    return QuoteFigures(
      method: application.method ?? policy.pricing.method, primeRateTenor: prime.tenor,
      primeRatePercent: prime.percent, primeRateEffective: prime.effective,
      probability: application.probability,
      grade: application.probability >= 1
        ? masterScale.defaultGrade : masterScale.grade(of: application.probability),
      lossGivenDefault: risk.lossGivenDefault, exposureAtDefault: Money(rounding: risk.exposure),
      expectedLossPercent: 100 * target.unit.expectedLoss, capitalPercent: 100 * risk.capitalOfExposure,
      riskWeightPercent: risk.riskWeightPercent, floorRatePercent: decision.floorPercent,
      targetRatePercent: decision.targetPercent, quotedRatePercent: decision.quotedPercent,
      spreadBasisPoints: 100 * (decision.quotedPercent - prime.percent),
      rarocPercent: quoted.unit.raroc(net: net).map { 100 * $0 },
      economicProfit: quoted.unit.economicProfit(net: net) * quoted.averageBalance,
      effectiveCostPercent: decision.cost.effectivePercent,
      nominalCostPercent: decision.cost.nominalPercent, costSheetPercent: decision.cost.sheetPercent,
      regularPayment: decision.cost.regularPayment, authority: decision.authority,
      isInclusive: isInclusive(application),
      computedSize: application.industry == nil ? nil : try? computedSize(application)?.get(),
      stampDuty: stampDuty, warnings: warnings)
  }
}

extension LoanApplication {
  /// Whether nothing but interest and stamp duty is paid and the policy alone sets the price.
  var isPlain: Bool {
    fees.isEmpty && principalPlan == nil && balloon == .zero && graceMonths == 0
      && compensatingBalance == nil && subsidy == nil && givenRatePercent == nil && whatIf.isEmpty
  }
}

extension WhatIf {
  /// Whether nothing is replaced.
  var isEmpty: Bool {
    primeRatePercent == nil && lossGivenDefault == nil && fundingPercent == nil
      && fundingConcessionBasisPoints == nil && operatingCostPercent == nil && riskWeightPercent == nil
      && capitalRatioPercent == nil && hurdlePercent == nil && tax == nil
  }
}
