internal import LoanPricing
internal import LoanTape
internal import Rescoring

/// What a run counted, as warnings.
enum RescoreNotes {
  static func lines(_ result: TapeRunResult, _ language: ReportLanguage) -> [String] {
    let notes = result.summary.notes
    var lines: [String] = []
    func add(_ count: Int, _ code: String, _ english: String, _ chinese: String) {
      if count > 0 { lines.append("\(code): \(count) \(language == .english ? english : chinese)") }
    }
    add(
      Int(result.unreadableBalances), "balance_unreadable",
      "rejected rows have a balance that cannot be read; they count 0", "条被拒记录的余额无法读取,按 0 计")
    add(
      notes.sizeMissing, "size_missing", "loans have no size; they are treated as non-retail",
      "笔贷款无企业规模,按非零售处理")
    add(
      notes.originalMaturityMissing, "original_maturity_date_missing",
      "refinanced loans have no original_maturity_date; they may look current",
      "笔借新还旧贷款缺少 original_maturity_date,逾期可能被低估")
    add(notes.probabilityFloored, "pd_floored", "loans had their pd raised to pd.floor", "笔贷款的违约概率提至下限")
    add(notes.probabilityCapped, "pd_capped", "loans had their pd lowered to pd.cap", "笔贷款的违约概率降至上限")
    add(
      notes.matured, "matured", "loans are past maturity or have none; a policy life is assumed",
      "笔贷款已到期或无到期日,按政策期限计")
    add(
      notes.rateMissing, "rate_missing", "loans have no rate_percent; the prime rate discounts them",
      "笔贷款无利率,按 LPR 折现")
    add(
      notes.collateralMissing, "collateral_value_missing",
      "mortgages or pledges have no collateral_value; the flat lgd is used", "笔抵质押贷款无押品价值,用固定违约损失率")
    add(
      notes.revenueMissing, "revenue_missing",
      "firms have no annual_revenue; the reduced weight of medium firms was not reached",
      "户企业贷款无营业收入,未适用中小企业优惠权重")
    add(
      notes.heavySubstandard, "stage3_loss_over_half",
      "stage-3 loans lose half their balance or more and are classed substandard",
      "笔第三阶段贷款损失达一半以上而分类为次级")
    add(
      notes.previousClassDiffers, "previous_class_differs",
      "loans have another previous_class on the tape than in the earlier output; the worse holds",
      "笔贷款的 previous_class 与上期结果不一致,取较差者")
    add(
      Int(result.unmatchedOverrides), "override_unmatched",
      "overrides name a loan that the tape does not have",
      "条人工调整的贷款不在台账中")
    add(
      Int(notes.overrides.expired.count), "override_expired", "overrides have run out and have no effect",
      "条人工调整已到期,不再生效")
    add(
      Int(notes.overrides.belowMinimum.count), "override_below_minimum",
      "overrides give a better class than the least one of Order No. 1 of 2023 for the loan's own facts",
      "条人工调整的分类优于《商业银行金融资产风险分类办法》的最低要求")
    add(
      notes.originationMissing, "origination_date_missing",
      "loans have no origination_date; their pd at origination is taken as today's for the lifetime test",
      "笔贷款无放款日,存续期违约概率比较按账龄零计")
    return lines + (result.concentration.map { concentration($0, language) } ?? [])
  }

  /// What was not tested for want of a figure, and the limits that are broken.
  private static func concentration(_ concentration: Concentration, _ language: ReportLanguage) -> [String] {
    var lines: [String] = []
    if concentration.borrower == nil {
      lines.append(
        "borrower_id_missing: "
          + WarningText.words(
            language, "the tape has no borrower_id; concentration by borrower was not formed",
            "贷款数据无 borrower_id，未计算借款人集中度"))
    } else if let count = concentration.borrower?.nameless, count > 0 {
      lines.append(
        "borrower_id_empty: \(count) "
          + WarningText.words(
            language, "loans name no borrower; each counts as a borrower of its own",
            "笔贷款无 borrower_id，各按一户计"))
    }
    let missing = concentration.tests.filter { $0.whole == nil }.map(\.base.rawValue)
    for (index, figure) in missing.enumerated() where !missing[..<index].contains(figure) {
      lines.append(WarningText.quote(.bankFigureMissing("concentration.\(figure)"), language))
    }
    for test in concentration.tests {
      guard let count = test.breaches, count > 0 else { continue }
      lines.append(
        "limit_broken: "
          + WarningText.words(
            language, "concentration.\(test.title): \(count) over the limit",
            "concentration.\(test.title)：\(count)户超限"))
    }
    return lines
  }
}
