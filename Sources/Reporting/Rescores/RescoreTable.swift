internal import LoanTape
internal import Rescoring

extension RescoreReport {
  /// The summary as a table for eyes.
  public func table(_ language: ReportLanguage, _ style: TextStyle) -> String {
    let isEnglish = language == .english
    let total = result.summary.total
    var lines: [String] = []
    lines.append(
      style.strong(isEnglish ? "Rescore as of \(context.asOf)" : "重评基准日 \(context.asOf)"))
    var flow = TextTable(
      header: ["", isEnglish ? "rows" : "笔数", isEnglish ? "balance, CNY" : "余额(元)"], [.left, .right, .right])
    flow.add([isEnglish ? "input" : "输入", "\(result.inputRows)", TapeRun.yuan(result.inputBalance)])
    flow.add([isEnglish ? "accepted" : "接受", "\(result.acceptedRows)", TapeRun.yuan(result.acceptedBalance)])
    flow.add([isEnglish ? "rejected" : "拒绝", "\(result.rejectedRows)", TapeRun.yuan(result.rejectedBalance)])
    lines += flow.lines(style)
    for group in groups where ["by_class", "by_stage", "by_size"].contains(group.name) {
      var table = TextTable(
        header: [
          group.name, isEnglish ? "count" : "笔数", isEnglish ? "balance" : "余额", "%",
          isEnglish ? "ecl" : "预期损失", isEnglish ? "rwa" : "加权资产",
        ], [.left, .right, .right, .right, .right, .right])
      for entry in group.entries {
        table.add([
          entry.key, "\(entry.totals.count)", TapeRun.yuan(entry.totals.balance),
          RescoreReport.two(RescoreRatios.percent(entry.totals.balance, of: total.balance)),
          TapeRun.yuan(entry.totals.loss), TapeRun.yuan(entry.totals.riskWeighted),
        ])
      }
      lines.append("")
      lines += table.lines(style)
    }
    let ratios = RescoreRatios(result.summary)
    if let concentration = result.concentration {
      lines.append("")
      lines += ConcentrationReport(concentration: concentration).lines(language, style)
    }
    var figures = TextTable([.left, .right])
    figures.add([isEnglish ? "NPL ratio %" : "不良贷款率 %", RescoreReport.two(ratios.nonPerforming)])
    figures.add([isEnglish ? "special mention %" : "关注类占比 %", RescoreReport.two(ratios.specialMention)])
    figures.add([
      isEnglish ? "overdue>90 / NPL %" : "逾期90天以上/不良 %", RescoreReport.two(ratios.overdueToNonPerforming),
    ])
    figures.add([isEnglish ? "coverage %" : "拨备覆盖率 %", RescoreReport.two(ratios.coverage)])
    figures.add([isEnglish ? "weighted rate %" : "加权利率 %", RescoreReport.two(ratios.weightedRate)])
    figures.add([isEnglish ? "expected loss" : "预期损失", TapeRun.yuan(result.summary.expectedLoss)])
    figures.add([isEnglish ? "ECL" : "预期信用损失", TapeRun.yuan(total.loss)])
    figures.add([isEnglish ? "RWA" : "风险加权资产", TapeRun.yuan(total.riskWeighted)])
    for line in provision.lines(language) { figures.add([line.name, line.value]) }
    lines.append("")
    lines += figures.lines(style)
    lines += MovementReport(result: result).lines(language, style)
    if let comparison = result.comparison {
      lines.append("")
      lines += ComparisonReport(comparison: comparison).lines(language, style)
    }
    lines += capital.lines(language, style)
    lines += WarningLines.lines(warnings(language), language, style)
    return lines.joined(separator: "\n") + "\n"
  }

  static func two(_ value: Double?) -> String {
    guard let value else { return "-" }
    let scaled = Int64((value * 100).rounded())
    let cents = scaled.magnitude % 100
    return (scaled < 0 ? "-" : "") + "\(scaled.magnitude / 100)." + (cents < 10 ? "0" : "") + "\(cents)"
  }
}
