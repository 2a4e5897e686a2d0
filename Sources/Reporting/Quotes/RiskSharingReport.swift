internal import Lending
internal import LoanPricing
internal import LoanUnits

/// A shared risk as an object, and as a table with both sides.
struct RiskSharingReport {
  let sharing: RiskSharing

  init(_ sharing: RiskSharing) {
    self.sharing = sharing
  }

  var json: JSONValue {
    .object([
      .init("guarantor", .text(sharing.guarantor.code)), .init("guarantor_share", .number(sharing.share)),
      .init("bank_share", .number(1 - sharing.share)), .init("without", sharing.without.map(side) ?? .null),
      .init("with", side(sharing.with)), .init("fee", .money(sharing.fee)),
      .init("fee_assumed", .bool(sharing.isFeeAssumed)),
      .init("assumed_fee_percent", .optional(sharing.assumedFeePercent)),
      .init("pure_premium_percent", .optional(sharing.premium?.purePercent)),
      .init("gross_premium_percent", .optional(sharing.premium?.grossPercent)),
      .init("rate_cut_bp", .optional(sharing.rateCutBasisPoints)),
      .init("fee_cost_bp", .optional(sharing.feeCostBasisPoints)),
      .init("net_effect_bp", .optional(sharing.netEffectBasisPoints)),
    ])
  }

  private func side(_ side: RiskSharing.Side) -> JSONValue {
    .object([
      .init("lgd", .number(side.lossGivenDefault)),
      .init("expected_loss_percent", .number(side.expectedLossPercent)),
      .init("target_rate_percent", .number(side.targetRatePercent)),
      .init("quoted_rate_percent", .number(side.quotedRatePercent)),
      .init("all_in_cost_percent", .number(side.allInCostPercent)),
    ])
  }

  func lines(_ language: ReportLanguage, _ style: TextStyle) -> [String] {
    func percent(_ value: Double) -> String { DecimalText.fixed(value, decimals: 4) + " %" }
    func points(_ value: Double?) -> String {
      value.map { DecimalText.fixed($0, decimals: 2) + " bp" } ?? Wording.none.text(language)
    }
    let code = sharing.guarantor == .person ? StatementWording.naturalPerson.rawValue : sharing.guarantor.code
    let share = DecimalText.shortest(100 * sharing.share)
    let title = StatementWording.riskSharing.text(language)
    var table = TextTable(
      header: [
        "", StatementWording.withoutGuarantor.text(language), StatementWording.withGuarantor.text(language),
      ],
      [.left, .right, .right])
    func add(_ wording: StatementWording, _ value: (RiskSharing.Side) -> Double) {
      let without = sharing.without.map { percent(value($0)) } ?? Wording.none.text(language)
      table.add([wording.text(language), without, percent(value(sharing.with))])
    }
    add(.lossGivenDefault) { 100 * $0.lossGivenDefault }
    add(.expectedLoss, \.expectedLossPercent)
    add(.targetRate, \.targetRatePercent)
    add(.quotedRate, \.quotedRatePercent)
    add(.effectiveCost, \.allInCostPercent)
    func note(_ wording: StatementWording, _ value: String, isTotal: Bool = false, isStrong: Bool = false) {
      table.add([wording.text(language), "", value], ruleAbove: isTotal, isStrong: isStrong)
    }
    note(.sharingFee, DecimalText.grouped(sharing.fee.description), isTotal: true)
    if let premium = sharing.premium {
      note(.purePremium, percent(premium.purePercent))
      note(.grossPremium, percent(premium.grossPercent))
    }
    note(.rateCut, points(sharing.rateCutBasisPoints))
    note(.feeCost, points(sharing.feeCostBasisPoints))
    note(.netEffect, points(sharing.netEffectBasisPoints), isStrong: true)
    let head = "\(title): \(StatementWording.label(code, language)), \(share) %"
    var lines = [style.strong(head)] + table.lines(style)
    if sharing.isFeeAssumed {
      lines += TextWidth.wrap(
        StatementWording.assumedFee.text(language), columns: TextTable.pageColumns)
    }
    return lines
  }
}
