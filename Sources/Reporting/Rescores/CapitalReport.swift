internal import CreditRisk
internal import Lending
internal import LoanPricing
internal import LoanTape
internal import LoanUnits
internal import Rescoring

/// Capital in the summary of a rescore: provisions in capital, and both approaches side by side where they were asked
/// for.
struct CapitalReport {
  let standing: CapitalStanding
  let policy: CapitalPolicy

  init(_ summary: PortfolioSummary, policy: CapitalPolicy) {
    standing = CapitalStanding(summary, policy: policy)
    self.policy = policy
  }

  /// Figures of the bank that the policy leaves empty.
  static func warnings(_ policy: CapitalPolicy, _ language: ReportLanguage) -> [String] {
    var missing: [String] = []
    if policy.creditExposure == nil { missing.append("capital.credit_exposure") }
    if policy.bankTier == 3, policy.cet1 == nil { missing.append("capital.cet1") }
    return missing.map { WarningText.quote(.bankFigureMissing($0), language) }
  }

  /// The keys of the summary.
  var fields: [JSONValue.Field] {
    [
      .init("provisions_in_capital", CapitalReport.json(standing.provisions)),
      .init("capital_by_approach", standing.comparison.map(json) ?? .null),
    ]
  }

  private func json(_ comparison: CapitalStanding.Comparison) -> JSONValue {
    let totals = comparison.totals
    return .object([
      .init(
        "weighting",
        .object([
          .init("rwa", CapitalReport.money(totals.weighting.riskWeighted)),
          .init("capital", CapitalReport.money(totals.weighting.capital)),
          .init("provisions", CapitalReport.json(comparison.weightingProvisions)),
          .init(
            "by_class",
            CapitalReport.json(totals.byWeightClass, RiskWeight.ExposureClass.codes, hasExpectedLoss: false)),
        ])),
      .init(
        "irb",
        .object([
          .init("variant", .text(policy.internalRatings.variant.rawValue)),
          .init("rwa", CapitalReport.money(totals.ratings.riskWeighted)),
          .init("capital", CapitalReport.money(totals.ratings.capital)),
          .init("expected_loss", CapitalReport.money(totals.ratings.expectedLoss)),
          .init("provisions", CapitalReport.json(comparison.ratingsProvisions)),
          .init(
            "by_class",
            CapitalReport.json(
              totals.byRatingsClass, InternalRatings.ExposureClass.allCases.map(\.rawValue),
              hasExpectedLoss: true)),
        ])),
      .init("output_floor_percent", .number(policy.outputFloor * 100)),
      .init("floored_rwa", CapitalReport.money(comparison.floored)),
      .init("floored_capital", CapitalReport.money(comparison.flooredCapital)),
      .init("floor_is_binding", .bool(comparison.isFloorBinding)),
    ])
  }

  /// Without a booked provision on the tape nothing is known of shortfall and excess.
  private static func json(_ provisions: ProvisionStanding) -> JSONValue {
    let isKnown = provisions.booked > 0
    func known(_ fen: Int128) -> JSONValue { isKnown ? CapitalReport.money(fen) : .null }
    return .object([
      .init("minimum", CapitalReport.money(provisions.minimum)),
      .init("booked", CapitalReport.money(provisions.booked)),
      .init("shortfall", known(provisions.shortfall)),
      .init("excess", known(provisions.excess)),
      .init("tier_2_limit", CapitalReport.money(provisions.tier2Limit)),
      .init("tier_2", known(provisions.tier2)),
    ])
  }

  private static func json(
    _ groups: [CapitalTotals.Group], _ codes: [String], hasExpectedLoss: Bool
  ) -> JSONValue {
    .list(
      zip(codes, groups).filter { $0.1.count > 0 }.map { code, group in
        var fields: [JSONValue.Field] = [
          .init("key", .text(code)), .init("count", .integer(Int(group.count))),
          .init("ead", CapitalReport.money(group.exposure)),
          .init("rwa", CapitalReport.money(group.riskWeighted)),
        ]
        if hasExpectedLoss { fields.append(.init("expected_loss", CapitalReport.money(group.expectedLoss))) }
        return .object(fields)
      })
  }

  private static func money(_ fen: Int128) -> JSONValue {
    Int64(exactly: fen).map { .money(Money(fen: $0)) } ?? .number(Double(fen) / 100)
  }

  /// Both approaches as lines of a table; nothing where only one was measured.
  func lines(_ language: ReportLanguage, _ style: TextStyle) -> [String] {
    guard let comparison = standing.comparison else { return [] }
    let isEnglish = language == .english
    let (weights, ratings) = (comparison.totals.weighting, comparison.totals.ratings)
    var table = TextTable(
      header: [
        isEnglish ? "capital" : "资本", isEnglish ? "weighting" : "权重法",
        isEnglish ? "irb (\(policy.internalRatings.variant.rawValue))" : "内部评级法",
      ], [.left, .right, .right])
    func add(_ english: String, _ chinese: String, _ left: String, _ right: String) {
      table.add([isEnglish ? english : chinese, left, right])
    }
    func known(_ provisions: ProvisionStanding, _ fen: Int128) -> String {
      provisions.booked > 0 ? TapeRun.yuan(fen) : "-"
    }
    let (byWeights, byRatings) = (comparison.weightingProvisions, comparison.ratingsProvisions)
    add("RWA", "风险加权资产", TapeRun.yuan(weights.riskWeighted), TapeRun.yuan(ratings.riskWeighted))
    add(
      "RWA after output floor", "资本底线后加权资产", TapeRun.yuan(weights.riskWeighted),
      TapeRun.yuan(comparison.floored))
    add(
      "capital", "资本要求", TapeRun.yuan(weights.capital),
      TapeRun.yuan(comparison.flooredCapital))
    add("least provisions", "损失准备最低要求", TapeRun.yuan(byWeights.minimum), TapeRun.yuan(byRatings.minimum))
    add(
      "provision shortfall", "损失准备缺口", known(byWeights, byWeights.shortfall),
      known(byRatings, byRatings.shortfall))
    add(
      "excess in tier 2", "计入二级资本的超额准备", known(byWeights, byWeights.tier2),
      known(byRatings, byRatings.tier2))
    return [""] + table.lines(style)
  }
}
