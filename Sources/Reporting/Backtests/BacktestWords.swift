internal import CreditRisk

/// The words of the tables of a backtest.
struct BacktestWords {
  private let isEnglish: Bool

  init(_ language: ReportLanguage) {
    isEnglish = language == .english
  }

  private func pick(_ english: String, _ chinese: String) -> String { isEnglish ? english : chinese }

  func title(months: Int, cohorts: Int) -> String {
    pick(
      "Expected against realised over \(months) months, \(cohorts) cohort\(cohorts == 1 ? "" : "s")",
      "预期与实际对比，期限 \(months) 个月，\(cohorts) 个批次")
  }
  var legend: String {
    pick(
      "shortfall: the whole interval of what came lies above the expectation; excess: below it",
      "不足：实际区间全部高于预期；过剩：全部低于预期")
  }
  var defaults: String { pick("Defaults, % of loans", "违约率（占笔数 %）") }
  var losses: String { pick("Losses, % of exposure", "损失率（占敞口 %）") }
  var severities: String { pick("Loss given default, %", "违约损失率 %") }
  var chart: String { pick("Default rate %, expected ░ and realised █", "违约率 %：预期 ░ 与实际 █") }
  var cohort: String { pick("cohort", "批次") }
  var loans: String { pick("loans", "笔数") }
  var exposure: String { pick("CNY m", "百万元") }
  var defaultedLoans: String { pick("defaulted", "违约笔数") }
  var expected: String { pick("expected", "预期") }
  var realised: String { pick("realised", "实际") }
  func interval(_ level: String) -> String { pick("\(level) % interval", "\(level)% 区间") }
  var ratio: String { pick("ratio", "实际/预期") }
  var verdict: String { pick("verdict", "结论") }

  func name(_ cohort: String) -> String { cohort.isEmpty ? pick("all", "合计") : cohort }
  func millions(_ fen: Int128) -> String { DecimalText.fixed(Double(fen) / 1e8, decimals: 1) }

  func verdict(_ verdict: BacktestVerdict?) -> String {
    switch verdict {
    case .shortfall: pick("shortfall", "不足")
    case .within: pick("within", "相符")
    case .excess: pick("excess", "过剩")
    case nil: "-"
    }
  }
}
