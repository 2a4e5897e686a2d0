internal import CreditRisk

extension BacktestReport {
  /// Cells of the longest bar.
  private static let barCells = 50

  /// The result as tables for eyes.
  public func table(_ language: ReportLanguage, _ style: TextStyle) -> String {
    let words = BacktestWords(language)
    let level = DecimalText.shortest(confidencePercent)
    var text = [style.strong(words.title(months: horizon.months, cohorts: lines.count))]
    text += TextWidth.wrap(words.legend, columns: TextTable.pageColumns)
    text += ["", style.strong(words.defaults)]
    text += rates(words, words.loans, level, \.defaults) { "\($0.tally.loans)" }.lines(style)
    text += ["", style.strong(words.losses)]
    text += rates(words, words.exposure, level, \.losses) { words.millions($0.exposure) }.lines(style)
    text += ["", style.strong(words.severities)] + severities(words).lines(style)
    if !lines.isEmpty { text += ["", style.strong(words.chart)] + chart(words) }
    text += WarningLines.lines(warnings(language), language, style)
    return text.joined(separator: "\n") + "\n"
  }

  private func rates(
    _ words: BacktestWords, _ size: String, _ level: String,
    _ rate: (CohortComparison) -> ComparedRate?, _ amount: (CohortComparison) -> String
  ) -> TextTable {
    var table = TextTable(
      header: [
        words.cohort, size, words.expected, words.realised, words.interval(level), words.ratio, words.verdict,
      ],
      [.left, .right, .right, .right, .right, .right, .left])
    for line in lines + (lines.count > 1 ? [total] : []) {
      let found = rate(line.comparison)
      let bounds =
        found.flatMap { rate in
          rate.lower.flatMap { lower in
            rate.upper.map { "\(BacktestReport.percent(lower)) – \(BacktestReport.percent($0))" }
          }
        } ?? "-"
      table.add(
        [
          words.name(line.name), amount(line.comparison), BacktestReport.percent(found?.expected),
          BacktestReport.percent(found?.realised), bounds,
          found?.ratio.map { DecimalText.fixed($0, decimals: 2) } ?? "-",
          words.verdict(found?.verdict),
        ], ruleAbove: line.name.isEmpty, isStrong: found?.verdict == .shortfall)
    }
    return table
  }

  private func severities(_ words: BacktestWords) -> TextTable {
    var table = TextTable(
      header: [words.cohort, words.defaultedLoans, words.expected, words.realised],
      [.left, .right, .right, .right])
    for line in lines + (lines.count > 1 ? [total] : []) {
      table.add(
        [
          words.name(line.name), "\(line.comparison.tally.defaulted)",
          BacktestReport.percent(line.comparison.expectedLossGivenDefault),
          BacktestReport.percent(line.comparison.lossGivenDefault),
        ], ruleAbove: line.name.isEmpty)
    }
    return table
  }

  /// Two bars a cohort, the expected default rate above the realised one.
  private func chart(_ words: BacktestWords) -> [String] {
    let rates = lines.compactMap { line in line.comparison.defaults.map { (line.name, $0) } }
    let largest = rates.map { max($0.1.expected, $0.1.realised) }.max() ?? 0
    func bar(_ value: Double, _ cell: String) -> String {
      let cells = largest > 0 ? Int((value / largest * Double(BacktestReport.barCells)).rounded()) : 0
      return String(repeating: cell, count: cells)
    }
    var table = TextTable([.left, .right, .left])
    for (name, rate) in rates {
      table.add([words.name(name), BacktestReport.percent(rate.expected), bar(rate.expected, "░")])
      table.add(["", BacktestReport.percent(rate.realised), bar(rate.realised, "█")])
    }
    return table.lines()
  }

  private static func percent(_ share: Double?) -> String {
    share.map { DecimalText.fixed($0 * 100, decimals: 2) } ?? "-"
  }
}
