internal import CreditRisk
internal import Lending
internal import LoanUnits

extension PriceParts {
  /// All components in the contract's order; their sum is the target.
  ///
  /// - Parameter terms: The loan at its target.
  func components(_ terms: LoanEconomics.Terms, targetPercent: Double) -> [PriceComponent] {
    typealias Input = PriceComponent.Input
    let whatIf = application.whatIf
    let unit = terms.unit
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
    addOperating(&list, terms, balance)
    addExpectedLoss(&list, terms, balance)
    addCapital(&list, terms, balance)
    addIncome(&list, terms, balance)
    addTax(&list, terms, targetPercent: targetPercent)
    return list
  }

  private func addOperating(
    _ list: inout [PriceComponent], _ terms: LoanEconomics.Terms, _ balance: PriceComponent.Input
  ) {
    let bp = terms.unit.operating * 10_000
    if let given = application.whatIf.operatingCostPercent {
      list.append(
        PriceComponent(
          name: "operating", basisPoints: bp, expression: "100 * operating_cost_percent",
          inputs: [.init("operating_cost_percent", given)], source: "--operating-cost"))
      return
    }
    let shared: [PriceComponent.Input] = [
      .init("variable_percent", policy.cost.variablePercent),
      .init("servicing_cny_per_year", policy.cost.servicingCNYPerYear),
      .init("origination_cny", policy.cost.originationCNY),
    ]
    if let annuity = annuity(terms) {
      list.append(
        PriceComponent(
          name: "operating", basisPoints: bp,
          expression:
            "100 * variable_percent + 10000 * (servicing_cny_per_year * life_years + origination_cny) / balance_annuity",
          inputs: shared + [.init("life_years", annuity.lifeYears), annuity.balance],
          source: "domain 3.2, section cost"))
      return
    }
    list.append(
      PriceComponent(
        name: "operating", basisPoints: bp,
        expression:
          "100 * variable_percent + 10000 * (servicing_cny_per_year + origination_cny * 12 / term_months) / balance",
        inputs: shared + [.init("term_months", Double(application.termMonths)), balance],
        source: "section cost"))
  }

  private func addExpectedLoss(
    _ list: inout [PriceComponent], _ terms: LoanEconomics.Terms, _ balance: PriceComponent.Input
  ) {
    let bp = terms.unit.expectedLoss * 10_000
    if let annuity = annuity(terms) {
      list.append(
        PriceComponent(
          name: "expected_loss", basisPoints: bp, expression: "10000 * loss_value / balance_annuity",
          inputs: [.init("loss_value", annuity.loss), annuity.balance],
          source: "domain 3.2: the present value of hazard x LGD x EAD over the life"))
      return
    }
    list.append(
      PriceComponent(
        name: "expected_loss", basisPoints: bp, expression: "10000 * pd * lgd * ead / balance",
        inputs: [
          .init("pd", application.probability), .init("lgd", risk.lossGivenDefault),
          .init("ead", risk.exposure), balance,
        ], source: "domain 3.1: PD x LGD x EAD / balance"))
  }

  private func addCapital(
    _ list: inout [PriceComponent], _ terms: LoanEconomics.Terms, _ balance: PriceComponent.Input
  ) {
    let unit = terms.unit
    var shared: [PriceComponent.Input] = [
      .init("risk_weight_percent", risk.riskWeightPercent), .init("capital_ratio", risk.capitalRatio),
    ]
    let exposure: String
    if let annuity = annuity(terms) {
      shared += [.init("exposure_annuity", annuity.exposure), annuity.balance]
      exposure = "exposure_annuity / balance_annuity"
    } else {
      shared += [.init("ead", risk.exposure), balance]
      exposure = "ead / balance"
    }
    list.append(
      PriceComponent(
        name: "capital_charge", basisPoints: unit.capitalCharge * 10_000,
        expression:
          "100 * risk_weight_percent * capital_ratio * \(exposure) * hurdle_after_tax / (1 - income_tax)",
        inputs: shared + [.init("hurdle_after_tax", unit.hurdle), .init("income_tax", unit.incomeTax)],
        source: "domain 3.1: k h / (1 - t)"))
    list.append(
      PriceComponent(
        name: "capital_credit", basisPoints: -unit.capital * unit.capitalCredit * 10_000,
        expression: "0 - risk_weight_percent * capital_ratio * \(exposure) * capital_credit_percent",
        inputs: shared + [.init("capital_credit_percent", unit.capitalCredit * 100)],
        source: "domain 3.1: k c, c the transfer price before concession unless the policy gives it"))
  }

  private func addIncome(
    _ list: inout [PriceComponent], _ terms: LoanEconomics.Terms, _ balance: PriceComponent.Input
  ) {
    let unit = terms.unit
    let bp = unit.otherIncome * 10_000
    if let annuity = annuity(terms), annuity.fees != 0 {
      let fees = annuity.fees / annuity.balance.value
      list.append(
        PriceComponent(
          name: "other_income", basisPoints: bp,
          expression: "0 - 100 * other_income_percent - 10000 * upfront_fees / balance_annuity",
          inputs: [
            .init("other_income_percent", (-unit.otherIncome - fees) * 100),
            .init("upfront_fees", annuity.fees), annuity.balance,
          ],
          source: "cost.other_income_percent, upfront fees of the bank after VAT, a subsidy paid to the bank")
      )
    } else {
      list.append(
        PriceComponent(
          name: "other_income", basisPoints: bp, expression: "0 - 100 * other_income_percent",
          inputs: [.init("other_income_percent", -unit.otherIncome * 100)],
          source: "cost.other_income_percent, and a subsidy paid to the bank"))
    }
    list.append(
      PriceComponent(
        name: "deposit_benefit", basisPoints: unit.depositBenefit * 10_000,
        expression: "0 - 100 * deposit_benefit_percent * deposit_balance / balance",
        inputs: [
          .init("deposit_benefit_percent", policy.cost.depositBenefitPercent),
          .init("deposit_balance", application.depositBalance.yuan), balance,
        ], source: "cost.deposit_benefit_percent"))
  }

  /// What the formulas of the cash-flow method are filled with; nil by the one-period formula.
  private func annuity(
    _ terms: LoanEconomics.Terms
  ) -> (balance: PriceComponent.Input, exposure: Double, loss: Double, fees: Double, lifeYears: Double)? {
    guard case .cashFlow(let valuation, _) = economics, let sums = terms.sums else { return nil }
    return (
      .init("balance_annuity", sums.balance), sums.exposure, sums.loss, valuation.amounts.fees,
      sums.life
    )
  }

  private func addTax(_ list: inout [PriceComponent], _ terms: LoanEconomics.Terms, targetPercent: Double) {
    let (unit, tax) = (terms.unit, terms.tax)
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
