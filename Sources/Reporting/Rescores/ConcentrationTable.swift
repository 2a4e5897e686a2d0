internal import LoanTape
internal import Rescoring

/// Concentration for eyes.
extension ConcentrationReport {
  func lines(_ language: ReportLanguage, _ style: TextStyle) -> [String] {
    let isEnglish = language == .english
    let top = concentration.topCount
    var spread = TextTable(
      header: [
        isEnglish ? "concentration" : "集中度", isEnglish ? "names" : "户数", "HHI",
        isEnglish ? "equal names" : "等效户数", isEnglish ? "largest %" : "最大一户 %",
        isEnglish ? "top \(top) %" : "前\(top)户 %",
      ], [.left, .right, .right, .right, .right, .right])
    let dimensions: [(String, Concentration.Dimension?)] = [
      (isEnglish ? "borrower" : "借款人", concentration.borrower),
      (isEnglish ? "group" : "集团", concentration.group),
      (isEnglish ? "industry" : "行业", concentration.industry),
      (isEnglish ? "region" : "地区", concentration.region),
    ]
    for (title, dimension) in dimensions {
      guard let dimension else { continue }
      let largest = dimension.largest.first.flatMap {
        RescoreRatios.percent($0.balance, of: concentration.balance)
      }
      spread.add([
        title, "\(dimension.names)",
        dimension.index?.herfindahl.map { DecimalText.fixed($0, decimals: 6) } ?? "-",
        dimension.index?.effectiveNames.map { DecimalText.fixed($0, decimals: 1) } ?? "-",
        RescoreReport.two(largest), RescoreReport.two(topShare(dimension)),
      ])
    }
    var limits = TextTable(
      header: [
        isEnglish ? "limit" : "限额", "%", isEnglish ? "of" : "占比基数", isEnglish ? "largest" : "最大",
        "%", isEnglish ? "over" : "超限户数", "",
      ], [.left, .right, .left, .left, .right, .right, .left])
    for test in concentration.tests {
      let largest = test.largest.map { $0.loan ?? $0.key } ?? "-"
      limits.add([
        test.title, DecimalText.shortest(test.percent), base(test.base, language),
        ErrorSentence.shown(largest),
        RescoreReport.two(largestPercent(test)), test.breaches.map { "\($0)" } ?? "-", status(test, language),
      ])
    }
    return spread.lines(style) + [""] + limits.lines(style)
  }

  private func base(_ base: Concentration.Test.Base, _ language: ReportLanguage) -> String {
    switch base {
    case .netCapital: language == .english ? "net capital" : "资本净额"
    case .tierOne: language == .english ? "tier 1" : "一级资本净额"
    case .loans: language == .english ? "loans" : "各项贷款"
    }
  }

  private func status(_ test: Concentration.Test, _ language: ReportLanguage) -> String {
    if language == .english { return test.status }
    return test.breaches.map { $0 > 0 ? "超限" : "达标" } ?? "未检验"
  }
}
