internal import Rescoring
internal import LoanTape

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
    return lines
  }
}
