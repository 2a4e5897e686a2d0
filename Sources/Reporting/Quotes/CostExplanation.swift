internal import Cashflow
internal import Lending
internal import LoanPricing
internal import LoanUnits

/// The formula of one figure of the borrower's cost, its inputs filled in.
struct CostExplanation {
  let name: String
  let percent: Double
  /// In `+ − * / ^ ( )`.
  let expression: String
  let inputs: [PriceComponent.Input]
  let source: String

  var json: JSONValue {
    .object([
      .init("name", .text(name)), .init("percent", .number(percent)),
      .init("expression", .text(expression)),
      .init("inputs", .object(inputs.map { .init($0.name, .number($0.value)) })),
      .init("source", .text(source)),
    ])
  }
}

extension QuoteReport {
  /// All-in cost by its three measures, each item's annual rate, and the premium of an insurer.
  var costExplanations: [CostExplanation] {
    let periods = Double(12 / application.frequency.monthsPerPeriod)
    let cost = quote.borrowerCost
    let internalRate = cost.nominalPercent / 100 / periods
    let inputs = [
      PriceComponent.Input("periodic_irr", internalRate), PriceComponent.Input("periods_per_year", periods),
    ]
    let rule = "PBoC 〔2021〕No. 3 (IRR): periodic_irr makes the flows as paid, to the fen, worth 0"
    var list = [
      CostExplanation(
        name: "all_in_cost_percent", percent: cost.effectivePercent,
        expression: "100 * ((1 + periodic_irr) ^ periods_per_year - 1)", inputs: inputs, source: rule),
      CostExplanation(
        name: "all_in_cost_nominal_percent", percent: cost.nominalPercent,
        expression: "100 * periodic_irr * periods_per_year", inputs: inputs, source: rule),
    ]
    let items = namedItems
    if let total = quote.costSheet.totalPercent {
      list.append(
        CostExplanation(
          name: "all_in_cost_sheet_percent", percent: total,
          expression: items.map(\.name).joined(separator: " + "),
          inputs: items.map { PriceComponent.Input($0.name, $0.item.annualPercent ?? 0) },
          source:
            "cost sheet (贷款明白纸), bank practice, supported: the loan's annual rate and each item's, added"))
    }
    for (name, item) in items where item.kind == .nonInterest || item.kind == .subsidy {
      guard let percent = item.annualPercent else { continue }
      list.append(
        CostExplanation(
          name: name, percent: percent, expression: "100 * periodic_rate * periods_per_year",
          inputs: [
            PriceComponent.Input("periodic_rate", percent / 100 / periods),
            PriceComponent.Input("periods_per_year", periods),
            PriceComponent.Input("total_cny", item.total.yuan),
          ],
          source: "cost sheet: periodic_rate makes principal and this item alone worth what is lent"))
    }
    return list + premiumExplanations
  }

  /// The items of the sheet with names that an expression can hold, no two alike.
  private var namedItems: [(name: String, item: CostItem)] {
    var seen: [String: Int] = [:]
    return quote.costSheet.items.map { item in
      let plain = String(item.name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
      let first = plain.first.map { $0.isNumber } ?? true
      let name = (first ? "item_" : "") + plain
      let count = (seen[name] ?? 0) + 1
      seen[name] = count
      return (count == 1 ? name : "\(name)_\(count)", item)
    }
  }

  private var premiumExplanations: [CostExplanation] {
    guard let riskSharing, let premium = riskSharing.premium else { return [] }
    let loadings = premium.loadings
    return [
      CostExplanation(
        name: "pure_premium_percent", percent: premium.purePercent, expression: "100 * pd * lgd * share",
        inputs: [
          PriceComponent.Input("pd", quote.probability),
          PriceComponent.Input("lgd", premium.lossGivenDefault),
          PriceComponent.Input("share", riskSharing.share),
        ], source: "纯保费率: probability, severity without the insurer, insured share"),
      CostExplanation(
        name: "gross_premium_percent", percent: premium.grossPercent,
        expression: "pure_percent * (1 + safety_margin) / (1 - expense - commission - profit)",
        inputs: [
          PriceComponent.Input("pure_percent", premium.purePercent),
          PriceComponent.Input("safety_margin", loadings.safetyMargin),
          PriceComponent.Input("expense", loadings.expense),
          PriceComponent.Input("commission", loadings.commission),
          PriceComponent.Input("profit", loadings.profit),
        ], source: "policy risk_sharing.insurance"),
    ]
  }

  func costExplanationLines(_ language: ReportLanguage) -> [String] {
    costExplanations.flatMap { part in
      let inputs = part.inputs.map { "\($0.name) = \(DecimalText.shortest($0.value))" }.joined(
        separator: "; ")
      return [
        "\(StatementWording.label(part.name, language)): \(DecimalText.fixed(part.percent, decimals: 4)) %"
      ]
        + QuoteReport.indented("\(Wording.formula.text(language)): \(part.expression)")
        + QuoteReport.indented("\(Wording.inputs.text(language)): \(inputs)")
        + QuoteReport.indented("\(Wording.source.text(language)): \(part.source)")
    }
  }
}
