internal import LoanUnits
internal import CreditRisk
internal import Lending

/// The parts of the target of one application, with the formula of each.
struct PriceParts {
  let unit: UnitEconomics
  private let application: LoanApplication
  private let policy: BankPolicy
  private let plan: PlanRates
  private let risk: ExposureRisk
  private let tax: InterestTax

  init(
    application: LoanApplication, policy: BankPolicy, plan: PlanRates, risk: ExposureRisk, tax: InterestTax
  ) {
    self.application = application
    self.policy = policy
    self.plan = plan
    self.risk = risk
    self.tax = tax
    let whatIf = application.whatIf
    let given = whatIf.fundingPercent
    let funding = (given ?? plan.fundingPercent) / 100
    let ftp = policy.ftp
    let isInclusiveConcession = whatIf.fundingConcessionBasisPoints ?? policy.fundingConcession(application)
    var subsidy = 0.0
    if let government = application.subsidy, government.recipient == .bank {
      let covered = min(application.termMonths, government.months ?? application.termMonths)
      subsidy = government.percent / 100 * Double(covered) / Double(application.termMonths)
    }
    unit = UnitEconomics(
      funding: funding, liquidity: given == nil ? plan.liquidityPercent / 100 : 0,
      reserve: given == nil ? ftp.reserveCost(funding: funding) : 0,
      fundingConcession: -isInclusiveConcession / 10_000,
      relending: given == nil ? -ftp.relendingShare * (funding - ftp.relendingRatePercent / 100) : 0,
      operating: PriceParts.operatingCost(application, policy.cost, balance: risk.balance),
      expectedLoss: application.probability * risk.lossGivenDefault * risk.exposure / risk.balance,
      otherIncome: -(policy.cost.otherIncomePercent / 100 * PriceParts.keepsOtherIncome(whatIf) + subsidy),
      depositBenefit: -policy.cost.depositBenefitPercent / 100 * application.depositBalance.yuan
        / risk.balance,
      capital: risk.capitalOfExposure * risk.exposure / risk.balance,
      hurdle: whatIf.hurdlePercent.map { $0 / 100 } ?? policy.capital.hurdleAfterTax,
      capitalCredit: policy.capital.creditPercent.map { $0 / 100 } ?? funding,
      incomeTax: policy.tax.incomeTax)
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

  /// All components in the contract's order; their sum is the target.
  func components(targetPercent: Double) -> [PriceComponent] {
    typealias Input = PriceComponent.Input
    let whatIf = application.whatIf
    let balance = Input("balance", risk.balance)
    let ftp = Input("ftp_percent", unit.funding * 100)
    var list: [PriceComponent] = []
    func add(_ name: String, _ value: Double, _ expression: String, _ inputs: [Input], _ source: String) {
      list.append(
        PriceComponent(
          name: name, basisPoints: value * 10_000, expression: expression, inputs: inputs, source: source))
    }
    let fundingSource = whatIf.fundingPercent == nil ? "ftp.curve, matched to the principal flows" : "--ftp"
    add("funding", unit.funding, "100 * ftp_percent", [ftp], fundingSource)
    add(
      "liquidity", unit.liquidity, "100 * liquidity_premium_percent",
      [Input("liquidity_premium_percent", unit.liquidity * 100)], "ftp.liquidity_premium")
    if whatIf.fundingPercent == nil {
      add(
        "reserve", unit.reserve,
        "100 * reserve_ratio / (1 - reserve_ratio) * (ftp_percent - reserve_rate_percent)",
        [
          Input("reserve_ratio", policy.ftp.reserveRatio), ftp,
          Input("reserve_rate_percent", policy.ftp.reserveRatePercent),
        ], "ftp.reserve_ratio, ftp.reserve_rate_percent")
    } else {
      add("reserve", 0, "0", [], "--ftp holds all of funding")
    }
    add(
      "ftp_concession", unit.fundingConcession, "0 - ftp_concession_bp",
      [Input("ftp_concession_bp", -unit.fundingConcession * 10_000)],
      whatIf.fundingConcessionBasisPoints == nil ? "ftp.concession_bp" : "--ftp-concession")
    if whatIf.fundingPercent == nil {
      add(
        "relending", unit.relending, "0 - 100 * relending_share * (ftp_percent - relending_rate_percent)",
        [
          Input("relending_share", policy.ftp.relendingShare), ftp,
          Input("relending_rate_percent", policy.ftp.relendingRatePercent),
        ], "ftp.relending_share, ftp.relending_rate_percent")
    } else {
      add("relending", 0, "0", [], "--ftp holds all of funding")
    }
    addOperating(&list, balance)
    add(
      "expected_loss", unit.expectedLoss, "10000 * pd * lgd * ead / balance",
      [
        Input("pd", application.probability), Input("lgd", risk.lossGivenDefault),
        Input("ead", risk.exposure),
        balance,
      ], "domain 3.1: PD x LGD x EAD / balance")
    addCapital(&list, balance)
    addIncome(&list, balance)
    addTax(&list, targetPercent: targetPercent)
    return list
  }

  private func addOperating(_ list: inout [PriceComponent], _ balance: PriceComponent.Input) {
    let bp = unit.operating * 10_000
    if let given = application.whatIf.operatingCostPercent {
      list.append(
        PriceComponent(
          name: "operating", basisPoints: bp, expression: "100 * operating_cost_percent",
          inputs: [.init("operating_cost_percent", given)], source: "--operating-cost"))
      return
    }
    list.append(
      PriceComponent(
        name: "operating", basisPoints: bp,
        expression:
          "100 * variable_percent + 10000 * (servicing_cny_per_year + origination_cny * 12 / term_months) / balance",
        inputs: [
          .init("variable_percent", policy.cost.variablePercent),
          .init("servicing_cny_per_year", policy.cost.servicingCNYPerYear),
          .init("origination_cny", policy.cost.originationCNY),
          .init("term_months", Double(application.termMonths)), balance,
        ], source: "section cost"))
  }

  private func addCapital(_ list: inout [PriceComponent], _ balance: PriceComponent.Input) {
    let shared: [PriceComponent.Input] = [
      .init("risk_weight_percent", risk.riskWeightPercent), .init("capital_ratio", risk.capitalRatio),
      .init("ead", risk.exposure), balance,
    ]
    list.append(
      PriceComponent(
        name: "capital_charge", basisPoints: unit.capitalCharge * 10_000,
        expression:
          "100 * risk_weight_percent * capital_ratio * ead / balance * hurdle_after_tax / (1 - income_tax)",
        inputs: shared + [.init("hurdle_after_tax", unit.hurdle), .init("income_tax", unit.incomeTax)],
        source: "domain 3.1: k h / (1 - t)"))
    list.append(
      PriceComponent(
        name: "capital_credit", basisPoints: -unit.capital * unit.capitalCredit * 10_000,
        expression: "0 - risk_weight_percent * capital_ratio * ead / balance * capital_credit_percent",
        inputs: shared + [.init("capital_credit_percent", unit.capitalCredit * 100)],
        source: "domain 3.1: k c, c the transfer price before concession unless the policy gives it"))
  }

  private func addIncome(_ list: inout [PriceComponent], _ balance: PriceComponent.Input) {
    list.append(
      PriceComponent(
        name: "other_income", basisPoints: unit.otherIncome * 10_000,
        expression: "0 - 100 * other_income_percent",
        inputs: [.init("other_income_percent", -unit.otherIncome * 100)],
        source: "cost.other_income_percent, and a subsidy paid to the bank"))
    list.append(
      PriceComponent(
        name: "deposit_benefit", basisPoints: unit.depositBenefit * 10_000,
        expression: "0 - 100 * deposit_benefit_percent * deposit_balance / balance",
        inputs: [
          .init("deposit_benefit_percent", policy.cost.depositBenefitPercent),
          .init("deposit_balance", application.depositBalance.yuan), balance,
        ], source: "cost.deposit_benefit_percent"))
  }

  private func addTax(_ list: inout [PriceComponent], targetPercent: Double) {
    let net = PriceComponent.Input("net_percent", unit.netTarget * 100)
    let bp = (targetPercent / 100 - unit.netTarget) * 10_000
    let isAbove: Bool
    let threshold: Double
    switch tax.treatment {
    case .method1(let rate), .method2(let rate):
      threshold = rate
      isAbove = unit.netTarget / tax.keptOfExempt > rate
    case .exempt, .taxable:
      threshold = 0
      isAbove = false
    }
    let source = "domain 3.6: kept share of interest after VAT and surcharges"
    if case .method2 = tax.treatment, isAbove {
      list.append(
        PriceComponent(
          name: "vat", basisPoints: bp,
          expression:
            "100 * (threshold_percent + (net_percent - kept_of_exempt * threshold_percent) / kept_of_taxable - net_percent)",
          inputs: [
            .init("threshold_percent", threshold * 100), net, .init("kept_of_exempt", tax.keptOfExempt),
            .init("kept_of_taxable", tax.keptOfTaxable),
          ], source: source))
      return
    }
    let kept: Double
    switch tax.treatment {
    case .taxable: kept = tax.keptOfTaxable
    case .method1 where isAbove: kept = tax.keptOfTaxable
    default: kept = tax.keptOfExempt
    }
    list.append(
      PriceComponent(
        name: "vat", basisPoints: kept == 1 ? 0 : bp, expression: "100 * net_percent * (1 / kept - 1)",
        inputs: [net, .init("kept", kept)], source: source))
  }
}

extension FundingPolicy {
  /// Cost of reserves per unit lent: `ρ/(1−ρ)·(F − what reserves earn)`, fractions.
  @inlinable func reserveCost(funding: Double) -> Double {
    reserveRatio / (1 - reserveRatio) * (funding - reserveRatePercent / 100)
  }
}
