internal import Cashflow
internal import CreditRisk
internal import Lending
internal import LoanMath

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
    price(loan, plan.figures, contractRatePercent) { plan.valuation }
  }

  /// Prices a loan by a plan on a shelf.
  ///
  /// - Parameters:
  ///   - place: What ``PlanShelf/add(_:)`` returned.
  ///   - contractRatePercent: NaN where the loan has none.
  public func price(
    _ loan: Loan, on shelf: PlanShelf, at place: Int, contractRatePercent: Double
  ) -> Price {
    price(loan, shelf.figures[place], contractRatePercent) { shelf.valuations[place] }
  }

  @inline(__always)
  private func price(
    _ loan: Loan, _ plan: Figures, _ contractRatePercent: Double, _ valuation: () -> PlanValuation
  ) -> Price {
    let reasons = reasons(loan)
    let unit = economics(loan, plan: plan, reasons: reasons)
    let tax = tax(loan, plan: plan)
    let contract = contractRatePercent / 100
    guard policy.pricing.method != .ratio else {
      let required = requiredRatePercent(
        loan, plan: plan, tax: tax, target: tax.grossRate(net: unit.netTarget),
        floor: { tax.grossRate(net: unit.netFloor) },
        shortfall: { threshold in unit.netTarget - tax.keptOfExempt * threshold })
      return Price(
        requiredRatePercent: required,
        rarocPercent: contract.isNaN ? nil : unit.raroc(net: tax.netRevenue(rate: contract)).map { 100 * $0 })
    }
    var base = unit
    base.operating = variableCost
    if hasHazardShape {
      return shapedPrice(
        loan, plan: plan, economics(loan, valuation(), base, tax), tax, contract: contract)
    }
    // What the sums put in anew.
    base.expectedLoss = 0
    base.capital = 0
    let flow = PortfolioCashFlow(
      balance: loan.balance, exposure: loan.exposure, base: base, tax: tax,
      servicing: policy.cost.servicingCNYPerYear,
      capitalOfExposure: capitalOfExposure(loan),
      hazard: monthly.rate(loan.probability),
      severity: 1 - (1 - loan.lossGivenDefault) * plan.recoveryDiscount)
    let start = tax.grossRate(net: unit.netTarget)
    let rates = SIMD2(start, contract.isNaN ? start : contract)
    let sums =
      plan.months.sums(hazard: flow.hazard, rates: rates)
      ?? valuation().sums(hazard: flow.hazard, rates: rates)
    let needs = flow.needs(sums, isAllExempt: plan.months.areAllExempt)
    let required: Double
    if policy.pricing.floor != .floorRate,
      let percent = settledPercent(
        tax, needs, rates: (start, contract), years: plan.months.years,
        concession: quoteConcession[reasons])
    {
      required = bounded(percent, plan: plan)
    } else {
      required = solvedPercent(loan, plan: plan, valuation(), flow, sums, start: start)
    }
    guard !contract.isNaN, needs.capital[1] > 0 else {
      return Price(requiredRatePercent: required, rarocPercent: nil)
    }
    let net = tax.netRevenue(rate: contract, keptOfExempt: needs.keptOfExempt[1])
    let earned = net - needs.netFloor[1] + needs.capital[1] * base.capitalCredit
    return Price(
      requiredRatePercent: required, rarocPercent: 100 * earned * (1 - base.incomeTax) / needs.capital[1])
  }

  /// The required rate by the equation itself.
  @inline(never)
  private func solvedPercent(
    _ loan: Loan, plan: Figures, _ valuation: PlanValuation, _ flow: PortfolioCashFlow,
    _ sums: PlanMonths.Sums, start: Double
  ) -> Double {
    func exact(_ need: (UnitEconomics) -> Double) -> Double? {
      // Where servicing costs about as much as the loan earns, the iteration does not close in.
      flow.rate(valuation, sums, near: start, leaving: need)
        ?? economics(loan, valuation, flow.base, flow.tax).rate { need($0.unit) }
    }
    return requiredRatePercent(
      loan, plan: plan, tax: flow.tax, target: exact { $0.netTarget }, floor: { exact { $0.netFloor } },
      shortfall: { threshold in
        let terms = flow.terms(valuation, atRate: threshold)
        return terms.unit.netTarget - terms.tax.keptOfExempt * threshold
      })
  }

  /// The rounded target by a straight line through what is needed at two rates, where its error cannot move it;
  /// nil where it could, and the equation must be solved.
  ///
  /// What a rate needs is in proportion to `1/A(r)`, and to the exempt share: both bend by at most the loan's years
  /// times their slope. The slopes are taken one by one, since they may cancel.
  ///
  /// - Parameter concession: What concessions take off, percentage points.
  private func settledPercent(
    _ tax: InterestTax, _ needs: PortfolioCashFlow.Needs, rates: (Double, Double), years: Double,
    concession: Double
  ) -> Double? {
    let distance = rates.1 - rates.0
    guard distance.magnitude > 1e-6, years * distance.magnitude < 0.5 else { return nil }
    if case .method1 = tax.treatment { return nil }
    let perDistance = 1 / distance
    let needed = tax.grossRate(net: needs.netTarget[0], keptOfExempt: needs.keptOfExempt[0])
    let slope =
      (tax.grossRate(net: needs.netTarget[1], keptOfExempt: needs.keptOfExempt[1]) - needed)
      * perDistance
    guard slope.magnitude < 0.5 else { return nil }
    let rate = (needed - slope * rates.0) / (1 - slope)
    guard years * (rate - rates.0).magnitude < 0.5 else { return nil }
    let kept =
      (needs.exemptShare[1] - needs.exemptShare[0]).magnitude * (1 - tax.keptOfTaxable)
    let steepness =
      ((needs.netTarget[1] - needs.netTarget[0]).magnitude + kept * rate.magnitude)
      * perDistance.magnitude
    // |slope| is below a half, so 1/(1 − |slope|) is at most 2.
    let error =
      100 * (4 * years * steepness * ((rate - rates.0) * (rate - rates.1)).magnitude + 1e-10)
    let percent = 100 * rate - concession
    let step = grid.step(percent + error, policy.pricing.rounding)
    return grid.step(percent - error, policy.pricing.rounding) == step ? grid.percent(step: step) : nil
  }

  /// The price of a loan whose hazard changes over its life.
  private func shapedPrice(
    _ loan: Loan, plan: Figures, _ economics: LoanEconomics, _ tax: InterestTax, contract: Double
  ) -> Price {
    let required = requiredRatePercent(
      loan, plan: plan, tax: tax, target: economics.rate(leaving: { $0.unit.netTarget }),
      floor: { economics.rate(leaving: { $0.unit.netFloor }) },
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
    let hazard = monthly.rate(loan.probability)
    return .cashFlow(
      CashFlowValuation(
        life: .months(
          SurvivalWeights(
            months: valuation.months.count, funding: base.funding,
            hazard: { hazard * (policy.pd.hazardShape.value(month: $0) ?? 1) },
            prepayment: { policy.cost.monthlyPrepayment(month: $0) },
            lossGivenDefault: loan.lossGivenDefault, recoveryLagMonths: policy.lgd.recoveryLagMonths)),
        plan: CashFlowValuation.Plan(
          months: valuation.months.count, repayment: .standard(valuation.months.method),
          frequency: valuation.months.monthsPerPeriod == PaymentFrequency.quarterly.monthsPerPeriod
            ? .quarterly : .monthly, graceMonths: 0, balloonShare: 0),
        amounts: CashFlowValuation.Amounts(
          acquisition: 0, servicing: policy.cost.servicingCNYPerYear, fees: 0),
        principal: loan.balance, converted: loan.exposure - loan.balance,
        exemptMonths: valuation.months.exempt, subsidisedMonths: 0, subsidy: 0,
        capitalOfExposure: capitalOfExposure(loan), base: base), tax)
  }
}
