public import LoanPricing

extension QuoteAddition {
  /// What was solved for, and the value found.
  public static func solution(_ solved: SolvedApplication, goal: PricingGoal) -> QuoteAddition {
    let goalFields: [JSONValue.Field] =
      switch goal {
      case .hurdle: [.init("goal", .text("hurdle"))]
      case .economicProfit(let profit):
        [.init("goal", .text("economic_profit")), .init("economic_profit", .number(profit))]
      }
    return QuoteAddition(
      key: "solved",
      json: .object(
        [
          .init("field", .text(solved.field.rawValue)), .init("value", .number(solved.value)),
          .init("unit", .text(unit(solved.field))),
        ] + goalFields),
      lines: { language, style in
        let label = Wording.label(solved.field.rawValue, language)
        return ["", style.strong("\(Wording.solved.text(language)): \(label) = \(text(solved))")]
      })
  }

  private static func unit(_ field: SolvedField) -> String {
    switch field {
    case .rate: "percent"
    case .term: "months"
    case .amount, .fee, .collateralValue: "CNY"
    }
  }

  private static func text(_ solved: SolvedApplication) -> String {
    switch solved.field {
    case .rate: DecimalText.fixed(solved.value, decimals: 6) + " %"
    case .term: "\(Int(solved.value))"
    case .amount, .fee, .collateralValue:
      "CNY " + DecimalText.grouped(DecimalText.fixed(solved.value, decimals: 2))
    }
  }
}
