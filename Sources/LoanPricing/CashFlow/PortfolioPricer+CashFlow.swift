internal import Cashflow
internal import CreditRisk
internal import Lending

extension PortfolioPricer {
  /// What a loan would be quoted, and what it returns at its own rate.
  public struct Price: Sendable {
    /// Percent a year.
    public var requiredRatePercent: Double
    /// At the contract rate, percent; nil without capital or a contract rate.
    public var rarocPercent: Double?
  }

  /// Prices a loan by the policy's method.
  ///
  /// - Parameter contractRatePercent: NaN where the loan has none.
  public func price(_ loan: Loan, plan: Plan, contractRatePercent: Double) -> Price {
    let unit = economics(loan, plan: plan)
    let tax = tax(loan, plan: plan)
    let contract = contractRatePercent / 100
    guard let valuation = plan.valuation else {
      let required = requiredRatePercent(
        loan, plan: plan, tax: tax, target: tax.grossRate(net: unit.netTarget),
        floor: { tax.grossRate(net: unit.netFloor) },
        shortfall: { threshold in unit.netTarget - tax.keptOfExempt * threshold })
      return Price(
        requiredRatePercent: required,
        rarocPercent: contract.isNaN ? nil : unit.raroc(net: tax.netRevenue(rate: contract)).map { 100 * $0 })
    }
    var base = unit
    base.operating = policy.cost.variablePercent / 100
    if hasHazardShape {
      return shapedPrice(loan, plan: plan, economics(loan, valuation, base, tax), tax, contract: contract)
    }
    let flow = PortfolioCashFlow(
      plan: valuation, loan: loan, base: base, tax: tax, servicing: policy.cost.servicingCNYPerYear,
      capitalOfExposure: loan.riskWeightPercent / 100 * policy.capital.ratio,
      hazard: SurvivalWeights.monthly(loan.probability),
      severity: 1 - (1 - loan.lossGivenDefault) * plan.recoveryDiscount)
    let start = tax.grossRate(net: unit.netTarget)
    let sums = valuation.sums(
      hazard: flow.hazard, rates: SIMD2(start, contract.isNaN ? start : contract))
    func exact(_ need: (UnitEconomics) -> Double) -> Double? {
      // Where servicing costs about as much as the loan earns, the iteration does not close in.
      flow.rate(sums, near: start, leaving: need)
        ?? economics(loan, valuation, base, tax).rate { need($0.unit) }
    }
    let target =
      settledTarget(loan, flow, sums, rates: (start, contract)) ?? exact { $0.netTarget }
    let required = requiredRatePercent(
      loan, plan: plan, tax: tax, target: target, floor: { exact { $0.netFloor } },
      shortfall: { threshold in
        let terms = flow.terms(atRate: threshold)
        return terms.unit.netTarget - terms.tax.keptOfExempt * threshold
      })
    guard !contract.isNaN else { return Price(requiredRatePercent: required, rarocPercent: nil) }
    let terms = flow.terms(sums, 1)
    return Price(
      requiredRatePercent: required,
      rarocPercent: terms.unit.raroc(net: terms.tax.netRevenue(rate: contract)).map { 100 * $0 })
  }

  /// The target by a straight line through what is needed at two rates, where its error cannot move the rounded
  /// rate; nil where it could, and the equation must be solved.
  ///
  /// What a rate needs is in proportion to `1/A(r)`, and to the exempt share: both bend by at most the loan's years
  /// times their slope. The slopes are taken one by one, since they may cancel.
  private func settledTarget(
    _ loan: Loan, _ flow: PortfolioCashFlow, _ sums: PlanValuation.Sums, rates: (Double, Double)
  ) -> Double? {
    let distance = rates.1 - rates.0
    let years = Double(flow.plan.months) / 12
    guard distance.magnitude > 1e-6, years * distance.magnitude < 0.5 else { return nil }
    if case .method1 = flow.tax.treatment { return nil }
    let (first, second) = (flow.terms(sums, 0), flow.terms(sums, 1))
    let (netFirst, netSecond) = (first.unit.netTarget, second.unit.netTarget)
    let needed = first.tax.grossRate(net: netFirst)
    let slope = (second.tax.grossRate(net: netSecond) - needed) / distance
    let rate = (needed - slope * rates.0) / (1 - slope)
    let kept = (second.tax.exemptShare - first.tax.exemptShare).magnitude * (1 - flow.tax.keptOfTaxable)
    let steepness = ((netSecond - netFirst).magnitude + kept * rate.magnitude) / distance.magnitude
    let error =
      100
      * (2 * years * steepness * ((rate - rates.0) * (rate - rates.1)).magnitude / (1 - slope.magnitude)
        + 1e-10)
    let percent = 100 * rate - concessionPercent(loan)
    guard slope.magnitude < 0.5, years * (rate - rates.0).magnitude < 0.5,
      grid.round(percent - error, policy.pricing.rounding)
        == grid.round(percent + error, policy.pricing.rounding)
    else { return nil }
    return rate
  }

  /// The price of a loan whose hazard changes over its life.
  private func shapedPrice(
    _ loan: Loan, plan: Plan, _ economics: LoanEconomics, _ tax: InterestTax, contract: Double
  ) -> Price {
    let required = requiredRatePercent(
      loan, plan: plan, tax: tax, target: economics.rate(leaving: \.unit.netTarget),
      floor: { economics.rate(leaving: \.unit.netFloor) },
      shortfall: { threshold in
        let terms = economics.terms(atRate: threshold)
        return terms.unit.netTarget - terms.tax.keptOfExempt * threshold
      })
    guard !contract.isNaN else { return Price(requiredRatePercent: required, rarocPercent: nil) }
    let terms = economics.terms(atRate: contract)
    return Price(
      requiredRatePercent: required,
      rarocPercent: terms.unit.raroc(net: terms.tax.netRevenue(rate: contract)).map { 100 * $0 })
  }

  /// The loan month by month, as a quote sees it.
  private func economics(
    _ loan: Loan, _ valuation: PlanValuation, _ base: UnitEconomics, _ tax: InterestTax
  ) -> LoanEconomics {
    let hazard = SurvivalWeights.monthly(loan.probability)
    return .cashFlow(
      CashFlowValuation(
        weights: SurvivalWeights(
          months: valuation.months, funding: base.funding,
          hazard: { hazard * (policy.pd.hazardShape.value(month: $0) ?? 1) },
          prepayment: { policy.cost.monthlyPrepayment(month: $0) },
          lossGivenDefault: loan.lossGivenDefault, recoveryLagMonths: policy.lgd.recoveryLagMonths),
        plan: CashFlowValuation.Plan(
          months: valuation.months, repayment: .standard(valuation.method),
          frequency: valuation.monthsPerPeriod == PaymentFrequency.quarterly.monthsPerPeriod
            ? .quarterly : .monthly, graceMonths: 0, balloonShare: 0),
        amounts: CashFlowValuation.Amounts(
          acquisition: 0, servicing: policy.cost.servicingCNYPerYear, fees: 0),
        principal: loan.balance, converted: loan.exposure - loan.balance,
        exemptMonths: valuation.exemptMonths, subsidisedMonths: 0, subsidy: 0,
        capitalOfExposure: loan.riskWeightPercent / 100 * policy.capital.ratio, base: base), tax)
  }
}
