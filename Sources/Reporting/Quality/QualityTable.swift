internal import Lending
internal import LoanTape
internal import LoanUnits
internal import Rescoring

extension QualityReport {
  /// The profile for eyes: every rule with its counts, then what was found, then what was rejected.
  public func table(_ language: ReportLanguage, _ style: TextStyle = .plain) -> String {
    let isEnglish = language == .english
    var counts = TextTable(
      header: isEnglish
        ? ["rule", "tested", "found", "balance, CNY", "%"] : ["规则", "检查", "发现", "余额（元）", "%"],
      [.left, .right, .right, .right, .right])
    for finding in findings {
      counts.add(
        [
          finding.rule.code, "\(finding.tested)", "\(finding.count)", TapeRun.yuan(finding.balance),
          RescoreReport.two(RescoreRatios.percent(finding.balance, of: profile.totals.balance)),
        ], isStrong: finding.count > 0)
    }
    var lines = counts.lines(style)
    let found = findings.filter { $0.count > 0 }
    if !found.isEmpty {
      var details = TextTable([.left, .left])
      for finding in found {
        details.add([finding.rule.code, finding.rule.meaning(language)])
        if let column = finding.column { details.add(["", (isEnglish ? "column: " : "列：") + column]) }
        if let effect = finding.effect {
          details.add(["", effect.total + " " + QualityReport.signed(effect.change)])
        }
        details.add(["", (isEnglish ? "loans: " : "贷款：") + finding.examples.joined(separator: ", ")])
      }
      lines += [""] + details.lines(style)
    }
    if !profile.rejected.isEmpty {
      var rejected = TextTable(
        header: isEnglish
          ? ["rejected", "column", "rows", "balance, CNY", "loans"] : ["拒绝原因", "列", "笔数", "余额（元）", "贷款"],
        [.left, .left, .right, .right, .left])
      for kind in profile.rejected {
        rejected.add([
          kind.reason, kind.column, "\(kind.count)", TapeRun.yuan(kind.balance),
          kind.examples.joined(separator: ", "),
        ])
      }
      lines += [""] + rejected.lines(style)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func signed(_ change: JSONValue) -> String {
    switch change {
    case .money(let money): (money.fen > 0 ? "+" : "") + DecimalText.grouped(money.description)
    case .number(let number): (number > 0 ? "+" : "") + DecimalText.significant(number, digits: 6)
    default: "-"
    }
  }
}
