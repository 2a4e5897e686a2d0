internal import LoanUnits
internal import CreditRisk
internal import Lending

/// The parts of the target of one application, with the formula of each.
struct PriceParts {
  let economics: LoanEconomics
  let application: LoanApplication
  let policy: BankPolicy
  let risk: ExposureRisk

  init(
    application: LoanApplication, policy: BankPolicy, plan: ApplicationPlan, risk: ExposureRisk,
    tax: InterestTax, fundingConcession: Double
  ) {
    self.application = application
    self.policy = policy
    self.risk = risk
    economics = PriceParts.economics(
      application, policy, plan: plan, risk: risk, tax: tax, fundingConcession: fundingConcession)
  }

  /// What the loan earns and costs by the method asked for.
  ///
  /// - Parameter fundingConcession: The policy's, basis points.
  static func economics(
    _ application: LoanApplication, _ policy: BankPolicy, plan: ApplicationPlan, risk: ExposureRisk,
    tax: InterestTax, fundingConcession: Double
  ) -> LoanEconomics {
    let unit = PriceParts.unit(
      application, policy, plan: plan.rates, risk: risk, fundingConcession: fundingConcession)
    switch application.method ?? policy.pricing.method {
    case .ratio: return .ratio(unit, tax, balance: risk.balance)
    case .cashFlow:
      return .cashFlow(PriceParts.valuation(application, policy, plan: plan, base: unit, risk: risk), tax)
    }
  }

  /// The parts by the one-period formula.
  private static func unit(
    _ application: LoanApplication, _ policy: BankPolicy, plan: PlanRates, risk: ExposureRisk,
    fundingConcession: Double
  ) -> UnitEconomics {
    let whatIf = application.whatIf
    let given = whatIf.fundingPercent
    let funding = (given ?? plan.fundingPercent) / 100
    let ftp = policy.ftp
    let concession = whatIf.fundingConcessionBasisPoints ?? fundingConcession
    let subsidy = bankSubsidy(application)
    let subsidised = subsidy.rate * Double(subsidy.months) / Double(application.termMonths)
    return UnitEconomics(
      funding: funding, liquidity: given == nil ? plan.liquidityPercent / 100 : 0,
      reserve: given == nil ? ftp.reserveCost(funding: funding) : 0,
      fundingConcession: -concession / 10_000,
      relending: given == nil ? -ftp.relendingShare * (funding - ftp.relendingRatePercent / 100) : 0,
      operating: PriceParts.operatingCost(application, policy.cost, balance: risk.balance),
      expectedLoss: application.probability * risk.lossGivenDefault * risk.exposure / risk.balance,
      otherIncome: -(policy.cost.otherIncomePercent / 100 * keepsOtherIncome(whatIf) + subsidised),
      depositBenefit: -policy.cost.depositBenefitPercent / 100 * application.depositBalance.yuan
        / risk.balance,
      capital: risk.capitalOfExposure * risk.exposure / risk.balance,
      hurdle: whatIf.hurdlePercent.map { $0 / 100 } ?? policy.capital.hurdleAfterTax,
      capitalCredit: policy.capital.creditPercent.map { $0 / 100 } ?? funding,
      incomeTax: policy.tax.incomeTax)
  }

  /// The cash flows of domain 3.2, whose rates on the balance are those of the one-period formula.
  private static func valuation(
    _ application: LoanApplication, _ policy: BankPolicy, plan: ApplicationPlan, base: UnitEconomics,
    risk: ExposureRisk
  ) -> CashFlowValuation {
    let cost = policy.cost
    let whatIf = application.whatIf
    let hazard = SurvivalWeights.monthly(application.probability)
    var base = base
    base.operating = (whatIf.operatingCostPercent ?? cost.variablePercent) / 100
    base.otherIncome = -cost.otherIncomePercent / 100 * keepsOtherIncome(whatIf)
    let isCostGiven = whatIf.operatingCostPercent != nil
    let subsidy = bankSubsidy(application)
    return CashFlowValuation(
      life: life(application, policy, plan: plan, funding: base.funding, hazard: hazard, risk: risk),
      plan: CashFlowValuation.Plan(
        months: application.termMonths, repayment: application.plan, frequency: application.frequency,
        graceMonths: application.graceMonths, balloonShare: application.balloonShare),
      amounts: CashFlowValuation.Amounts(
        acquisition: isCostGiven ? 0 : cost.originationCNY,
        servicing: isCostGiven ? 0 : cost.servicingCNYPerYear,
        fees: upfrontFeesKept(application, policy)),
      principal: risk.balance, converted: risk.exposure - risk.balance,
      exemptMonths: application.whatIf.tax == nil ? plan.exemptMonths : application.termMonths,
      subsidisedMonths: subsidy.months, subsidy: subsidy.rate, capitalOfExposure: risk.capitalOfExposure,
      base: base)
  }

  /// The months of the loan: by the sums that loans of its plan share, else one by one.
  private static func life(
    _ application: LoanApplication, _ policy: BankPolicy, plan: ApplicationPlan, funding: Double,
    hazard: Double, risk: ExposureRisk
  ) -> CashFlowValuation.Life {
    if let valuation = plan.valuation, bankSubsidy(application).months == 0 {
      return .constant(
        valuation, hazard: hazard, severity: 1 - (1 - risk.lossGivenDefault) * plan.recoveryDiscount)
    }
    return .months(
      SurvivalWeights(
        months: application.termMonths, funding: funding,
        hazard: { hazard * (policy.pd.hazardShape.value(month: $0) ?? 1) },
        prepayment: { policy.cost.monthlyPrepayment(month: $0) }, lossGivenDefault: risk.lossGivenDefault,
        recoveryLagMonths: policy.lgd.recoveryLagMonths))
  }

  /// A government subsidy that the bank receives: a fraction a year, and for how many months.
  private static func bankSubsidy(_ application: LoanApplication) -> (rate: Double, months: Int) {
    guard let subsidy = application.subsidy, subsidy.recipient == .bank else { return (0, 0) }
    return (
      subsidy.percent / 100, min(application.termMonths, subsidy.months ?? application.termMonths)
    )
  }

  /// Fees at drawdown whose payee is the bank, after VAT, CNY.
  private static func upfrontFeesKept(_ application: LoanApplication, _ policy: BankPolicy) -> Double {
    let fees = application.fees.filter { fee in
      (fee.timing == .upfront || fee.timing == .financed)
        && (fee.payee ?? policy.fees.defaultPayees[fee.name]) == .bank
    }
    let total = fees.reduce(0) { sum, fee in
      sum
        + fee.due(on: application.amount, balance: application.drawn, months: application.termMonths).yuan
    }
    return total / (1 + policy.tax.vatRate)
  }

  /// `--operating-cost` is all of the cost, net of other income: nothing else of the section `cost` remains.
  private static func keepsOtherIncome(_ whatIf: WhatIf) -> Double {
    whatIf.operatingCostPercent == nil ? 1 : 0
  }

  private static func operatingCost(
    _ application: LoanApplication, _ cost: CostPolicy, balance: Double
  ) -> Double {
    if let given = application.whatIf.operatingCostPercent { return given / 100 }
    let years = Double(application.termMonths) / 12
    return cost.variablePercent / 100 + cost.servicingCNYPerYear / balance
      + cost.originationCNY / (balance * years)
  }
}

extension FundingPolicy {
  /// Cost of reserves per unit lent: `ρ/(1−ρ)·(F − what reserves earn)`, fractions.
  @inlinable func reserveCost(funding: Double) -> Double {
    reserveRatio / (1 - reserveRatio) * (funding - reserveRatePercent / 100)
  }
}
