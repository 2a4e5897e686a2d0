internal import LoanTape
internal import LoanUnits
internal import Rescoring

extension WalkReport {
  /// The walk as a table with a waterfall chart, the stages and the transfers between them.
  public func table(_ language: ReportLanguage, _ style: TextStyle) -> String {
    let isEnglish = language == .english
    let days = (old.context.asOf, new.context.asOf)
    var lines = [
      style.strong(
        isEnglish
          ? "Credit loss from \(days.0) to \(days.1), CNY" : "预期信用损失变动 \(days.0) 至 \(days.1)(元)")
    ]
    lines += waterfall(language).lines(style)
    lines.append("")
    lines += stageTable(language).lines(style)
    if totals.transfers.indices.contains(where: { $0 / 3 != $0 % 3 && totals.transfers[$0].before.count > 0 })
    {
      lines.append("")
      lines += transferTable(language).lines(style)
    }
    lines += WarningLines.lines(warnings(language), language, style)
    return lines.joined(separator: "\n") + "\n"
  }

  private func waterfall(_ language: ReportLanguage) -> TextTable {
    let isEnglish = language == .english
    let steps = steps
    let chart = WaterfallChart(levels: [old.loss] + steps.map(\.level))
    var table = TextTable(
      header: [
        isEnglish ? "cause" : "原因", isEnglish ? "loans" : "笔数", isEnglish ? "amount" : "金额",
        chart.title,
      ], [.left, .right, .right, .right])
    func count(_ loans: [WalkTotals.Loans]) -> String { "\(loans.reduce(0) { $0 + $1.count })" }
    table.add(
      [
        isEnglish ? "opening" : "期初", count(totals.opening), TapeRun.yuan(old.loss),
        chart.total(old.loss),
      ], isStrong: true)
    var level = old.loss
    for step in steps {
      table.add([
        step.cause.word(language), "\(step.amount.count)", TapeRun.yuan(step.amount.loss),
        chart.step(from: level, to: step.level),
      ])
      level = step.level
    }
    table.add(
      [
        isEnglish ? "closing" : "期末", count(totals.closing), TapeRun.yuan(new.loss),
        chart.total(new.loss),
      ], ruleAbove: true, isStrong: true)
    return table
  }

  private func stageTable(_ language: ReportLanguage) -> TextTable {
    let isEnglish = language == .english
    var table = TextTable(
      header: [
        isEnglish ? "stage" : "阶段", isEnglish ? "loans, old" : "期初笔数", isEnglish ? "loss, old" : "期初损失",
        isEnglish ? "loans, new" : "期末笔数", isEnglish ? "loss, new" : "期末损失",
      ], [.left, .right, .right, .right, .right])
    for stage in 0..<3 {
      let (before, after) = (totals.opening[stage], totals.closing[stage])
      table.add([
        "\(stage + 1)", "\(before.count)", TapeRun.yuan(before.loss), "\(after.count)",
        TapeRun.yuan(after.loss),
      ])
    }
    return table
  }

  private func transferTable(_ language: ReportLanguage) -> TextTable {
    let isEnglish = language == .english
    var table = TextTable(
      header: [
        isEnglish ? "transfer" : "转移", isEnglish ? "loans" : "笔数", isEnglish ? "balance, new" : "期末余额",
        isEnglish ? "loss, old" : "期初损失", isEnglish ? "loss, new" : "期末损失",
      ], [.left, .right, .right, .right, .right])
    for (index, transfer) in totals.transfers.enumerated()
    where index / 3 != index % 3 && transfer.before.count > 0 {
      table.add([
        "\(index / 3 + 1) > \(index % 3 + 1)", "\(transfer.before.count)",
        TapeRun.yuan(transfer.after.balance),
        TapeRun.yuan(transfer.before.loss), TapeRun.yuan(transfer.after.loss),
      ])
    }
    return table
  }
}

extension WalkCause {
  /// Its name in a table.
  func word(_ language: ReportLanguage) -> String {
    let words: (english: String, chinese: String) =
      switch self {
      case .new: ("new loans", "新发放")
      case .repaid: ("repaid, derecognised", "终止确认")
      case .unwind: ("unwind of discount", "折现回拨")
      case .time: ("time passed", "期限缩短")
      case .balance: ("balance", "余额变动")
      case .terms: ("terms", "条款变动")
      case .stage: ("stage transfers", "阶段转移")
      case .pd: ("PD", "违约概率")
      case .lgd: ("LGD", "违约损失率")
      case .scenario: ("scenarios", "前瞻性情景")
      case .method: ("method", "计量方法")
      case .overlay: ("overlays", "管理层叠加")
      case .override: ("overrides", "人工调整")
      }
    return language == .english ? words.english : words.chinese
  }
}
