public import LoanPricing

extension QuoteAddition {
  /// What one input moved does to the rate: a table with a bar for each point.
  public static func sensitivity(_ points: [SensitivityPoint]) -> QuoteAddition {
    QuoteAddition(
      key: "sensitivity", json: .list(points.map(json)),
      lines: { language, style in
        let largest = points.map(\.changeBasisPoints.magnitude).max() ?? 0
        var table = TextTable(
          header: [Wording.input, .value, .targetRate, .basisPoints].map { $0.text(language) } + [""],
          [.left, .right, .right, .right, .left])
        var last: SensitivityInput?
        for point in points {
          table.add(
            [
              point.input == last ? "" : Wording.label(point.input.rawValue, language), value(point),
              DecimalText.fixed(point.targetRatePercent, decimals: 4),
              point.isBase ? "" : signed(point.changeBasisPoints),
              point.isBase
                ? ChartBar.diverging(0, largest: largest)
                : ChartBar.diverging(point.changeBasisPoints, largest: largest),
            ], ruleAbove: last != nil && point.input != last, isStrong: point.isBase)
          last = point.input
        }
        return ["", style.strong(Wording.sensitivity.text(language))] + table.lines(style)
      })
  }

  private static func json(_ point: SensitivityPoint) -> JSONValue {
    .object([
      .init("input", .text(point.input.rawValue)), .init("value", .number(point.value)),
      .init("unit", .text(unit(point.input))), .init("base", .bool(point.isBase)),
      .init("target_rate_percent", .number(point.targetRatePercent)),
      .init("quoted_rate_percent", .number(point.quotedRatePercent)),
      .init("change_bp", .number(point.changeBasisPoints)),
      .init("all_in_cost_percent", .number(point.allInCostPercent)),
    ])
  }

  private static func unit(_ input: SensitivityInput) -> String {
    switch input {
    case .probability, .lossGivenDefault, .utilisation: "fraction"
    case .primeRate, .hurdle: "percent"
    case .transferPrice: "bp"
    case .term: "months"
    }
  }

  private static func value(_ point: SensitivityPoint) -> String {
    switch point.input {
    case .probability, .lossGivenDefault, .utilisation:
      DecimalText.fixed(100 * point.value, decimals: 2) + " %"
    case .primeRate, .hurdle: DecimalText.fixed(point.value, decimals: 2) + " %"
    case .transferPrice: point.value > 0 ? "+\(Int(point.value)) bp" : "\(Int(point.value)) bp"
    case .term: "\(Int(point.value))"
    }
  }

  private static func signed(_ basisPoints: Double) -> String {
    (basisPoints > 0 ? "+" : "") + DecimalText.fixed(basisPoints, decimals: 1)
  }
}
