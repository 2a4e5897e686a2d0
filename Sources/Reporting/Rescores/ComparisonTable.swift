internal import Lending
internal import LoanTape
internal import Rescoring

extension ComparisonReport {
  /// Loans of the summary that a table shows.
  private static let shownLoans = 10

  /// Totals, a waterfall for the credit loss and one for the weighted assets, moves between classes, the largest loans.
  func lines(_ language: ReportLanguage, _ style: TextStyle) -> [String] {
    let totals = comparison.totals
    let isEnglish = language == .english
    var lines = [
      style.strong(isEnglish ? "Compared with \(comparison.file)" : "与 \(comparison.file) 比较")
    ]
    lines += sums(language).lines(style)
    lines += [
      "",
      isEnglish
        ? "\(totals.matched) loans in both, \(totals.changed) of them changed; \(totals.new) new, \(totals.vanished) vanished"
        : "双方均有 \(totals.matched) 笔,其中 \(totals.changed) 笔有变化;新增 \(totals.new) 笔,消失 \(totals.vanished) 笔",
    ]
    guard totals.changed + totals.new + totals.vanished > 0 else { return lines }
    let loss = LossCause.allCases.map { ($0.word(language), totals.lossCauses[$0.place]) }
    lines += [""] + waterfall("ECL", totals.before.loss, loss, language).lines(style)
    let weighted = WeightedCause.allCases.map { ($0.word(language), totals.weightedCauses[$0.place]) }
    lines += [""] + waterfall("RWA", totals.before.riskWeighted, weighted, language).lines(style)
    lines += [""] + moves(language).lines(style)
    if !comparison.largest.isEmpty { lines += [""] + largest(language).lines(style) }
    return lines
  }

  private func sums(_ language: ReportLanguage) -> TextTable {
    let isEnglish = language == .english
    let (old, new) = (comparison.totals.before, comparison.totals.after)
    var table = TextTable(
      header: [
        "", isEnglish ? "old" : "原值", isEnglish ? "new" : "现值", isEnglish ? "difference" : "差额", "%",
      ], [.left, .right, .right, .right, .right])
    let rows = [
      ("EAD", old.exposure, new.exposure), ("ECL", old.loss, new.loss),
      ("RWA", old.riskWeighted, new.riskWeighted), (isEnglish ? "capital" : "资本", old.capital, new.capital),
    ]
    for (name, before, after) in rows {
      table.add([
        name, TapeRun.yuan(before), TapeRun.yuan(after), TapeRun.yuan(after - before),
        RescoreReport.two(ComparisonReport.percent(after - before, of: before)),
      ])
    }
    return table
  }

  /// A share in percent; none of so little that the figure says nothing.
  private static func percent(_ part: Int128, of whole: Int128) -> Double? {
    RescoreRatios.percent(part, of: whole).flatMap { $0.magnitude < 1e6 ? $0 : nil }
  }

  private func waterfall(
    _ name: String, _ start: Int128, _ causes: [(word: String, amount: ComparisonTotals.Amount)],
    _ language: ReportLanguage
  ) -> TextTable {
    let isEnglish = language == .english
    var levels = [start]
    for cause in causes { levels.append((levels.last ?? start) + cause.amount.amount) }
    let chart = WaterfallChart(levels: levels)
    var table = TextTable(
      header: [name, isEnglish ? "loans" : "笔数", isEnglish ? "amount" : "金额", chart.title],
      [.left, .right, .right, .right])
    table.add([isEnglish ? "old" : "原值", "", TapeRun.yuan(start), chart.total(start)], isStrong: true)
    for (index, cause) in causes.enumerated() {
      table.add([
        cause.word, "\(cause.amount.count)", TapeRun.yuan(cause.amount.amount),
        chart.step(from: levels[index], to: levels[index + 1]),
      ])
    }
    let end = levels.last ?? start
    table.add(
      [isEnglish ? "new" : "现值", "", TapeRun.yuan(end), chart.total(end)], ruleAbove: true, isStrong: true)
    return table
  }

  private func moves(_ language: ReportLanguage) -> TextTable {
    let isEnglish = language == .english
    let totals = comparison.totals
    var table = TextTable(
      header: [
        isEnglish ? "moved" : "变动", isEnglish ? "count" : "笔数", isEnglish ? "balance" : "余额",
      ], [.left, .right, .right])
    for old in RiskClass.allCases {
      for new in RiskClass.allCases where old != new && totals[old, new].count > 0 {
        table.add([
          "\(old.code) > \(new.code)", "\(totals[old, new].count)", TapeRun.yuan(totals[old, new].balance),
        ])
      }
    }
    for (name, moved) in [
      (isEnglish ? "other stage" : "阶段变动", totals.changedStages),
      (isEnglish ? "other grade" : "等级变动", totals.grades),
    ] { table.add([name, "\(moved.count)", TapeRun.yuan(moved.balance)]) }
    let rates = totals.rates
    table.add([isEnglish ? "required rate up" : "要求利率上升", "\(rates.up)"])
    table.add([isEnglish ? "required rate down" : "要求利率下降", "\(rates.down)"])
    table.add([
      isEnglish ? "mean change, bp" : "平均变动(基点)", "", RescoreReport.two(rates.meanChange),
    ])
    return table
  }

  private func largest(_ language: ReportLanguage) -> TextTable {
    let isEnglish = language == .english
    var table = TextTable(
      header: [
        isEnglish ? "largest" : "差额最大", isEnglish ? "old ECL" : "原预期损失",
        isEnglish ? "new ECL" : "现预期损失", isEnglish ? "difference" : "差额", isEnglish ? "most by" : "主要原因",
      ], [.left, .right, .right, .right, .left])
    for loan in comparison.largest.prefix(ComparisonReport.shownLoans) {
      let main = LossCause.allCases.max {
        loan.lossCauses[$0.place].magnitude < loan.lossCauses[$1.place].magnitude
      }
      table.add([
        loan.identifier, loan.old.map { TapeRun.yuan(Int128($0.loss)) } ?? "-",
        loan.new.map { TapeRun.yuan(Int128($0.loss)) } ?? "-", TapeRun.yuan(Int128(loan.loss)),
        loan.loss == 0 ? "-" : main?.word(language) ?? "-",
      ])
    }
    return table
  }
}

extension LossCause {
  /// Its name in a table.
  func word(_ language: ReportLanguage) -> String {
    let words: (english: String, chinese: String) =
      switch self {
      case .new: ("new loans", "新增")
      case .vanished: ("vanished loans", "消失")
      case .assumptions: ("assumptions", "计量假设")
      case .exposure: ("exposure", "风险暴露")
      case .lgd: ("LGD", "违约损失率")
      case .pd: ("PD", "违约概率")
      case .stage: ("stage", "阶段")
      }
    return language == .english ? words.english : words.chinese
  }
}

extension WeightedCause {
  /// Its name in a table.
  func word(_ language: ReportLanguage) -> String {
    let words: (english: String, chinese: String) =
      switch self {
      case .new: ("new loans", "新增")
      case .vanished: ("vanished loans", "消失")
      case .exposure: ("net exposure", "净风险暴露")
      case .weight: ("risk weight", "风险权重")
      }
    return language == .english ? words.english : words.chinese
  }
}
