public import CreditRisk
public import LoanTape
internal import LoanUnits

/// Expected against realised by cohort: as a table, as JSON, as CSV.
public struct BacktestReport: Sendable {
  /// A line of it.
  struct Line {
    /// Name of the cohort; empty for all of them.
    let name: String
    let comparison: CohortComparison
  }

  let result: BacktestResult
  let horizon: DefaultHorizon
  let confidencePercent: Double
  let lines: [Line]
  let total: Line

  /// Compares every cohort.
  public init(_ result: BacktestResult, horizon: DefaultHorizon, confidencePercent: Double) {
    self.result = result
    self.horizon = horizon
    self.confidencePercent = confidencePercent
    let interval = WilsonInterval(confidencePercent: confidencePercent)
    lines = result.cohorts.map {
      Line(name: $0.name, comparison: CohortComparison($0.tally, interval: interval))
    }
    total = Line(name: "", comparison: CohortComparison(result.total, interval: interval))
  }

  /// Warnings in a language.
  public func warnings(_ language: ReportLanguage) -> [String] {
    let isEnglish = language == .english
    var warnings: [String] = []
    func add(_ code: String, _ english: String, _ chinese: String) {
      warnings.append("\(code): " + (isEnglish ? english : chinese))
    }
    if !lines.isEmpty {
      add(
        "correlated_defaults",
        "the intervals take the loans of a cohort as independent; they share their years, so the true intervals are wider",
        "区间假定同一批次的贷款相互独立；同批贷款经历相同的年份，真实区间更宽")
    }
    if result.isWeighted {
      add(
        "weighted_outcomes",
        "rates and totals are of the population that the weights stand for; the expectation's own sampling error is left out",
        "比率和合计为权重所代表的总体；未计预期值自身的抽样误差")
    }
    for (count, code, english, chinese) in [
      (
        result.withoutOutcome, "without_outcome", "loans of the output have no outcome and are left out",
        "笔贷款没有结果，未计入"
      ),
      (
        result.withoutPrediction, "without_prediction",
        "outcomes are of loans that the output does not have and are left out", "条结果在重评输出中没有对应贷款，未计入"
      ),
      (
        result.alreadyDefaulted, "already_defaulted",
        "loans were in default when they were rescored and are left out", "笔贷款在重评时已违约，未计入"
      ),
    ] where count > 0 {
      add(code, "\(count) \(english)", "\(count) \(chinese)")
    }
    return warnings
  }

  /// The result as JSON.
  public var json: JSONValue {
    .object([
      .init("horizon_months", .integer(horizon.months)),
      .init("confidence_percent", .number(confidencePercent)),
      .init("default_interval", .text("wilson")), .init("loss_interval", .text("normal")),
      .init("output", BacktestReport.file(result.predictions)),
      .init("outcomes", BacktestReport.file(result.outcomes)),
      .init("weighted", .bool(result.isWeighted)),
      .init("without_outcome", .integer(Int(result.withoutOutcome))),
      .init("without_prediction", .integer(Int(result.withoutPrediction))),
      .init("already_defaulted", .integer(Int(result.alreadyDefaulted))),
      .init("cohorts", .list(lines.map { BacktestReport.fields($0) })),
      .init("total", BacktestReport.fields(total)),
      .init("warnings", .list(warnings(.english).map { .text($0) })),
      .init("engine_version", .text(EngineVersion.current)),
    ])
  }

  /// The cohorts, one a line.
  public var csv: String {
    guard !lines.isEmpty else {
      return CSVOutput.header(CSVOutput.columns(of: BacktestReport.fields(total)))
    }
    return CSVOutput.table(lines.map { BacktestReport.fields($0) })
  }

  private static func file(_ file: BacktestResult.File) -> JSONValue {
    .object([
      .init("name", .text(file.path)), .init("sha256", .text(file.sha256)),
      .init("rows", .integer(Int(file.rows))),
    ])
  }

  /// Keys of a cohort; rates are fractions.
  private static func fields(_ line: Line) -> JSONValue {
    let comparison = line.comparison
    func rate(_ prefix: String, _ rate: ComparedRate?) -> [JSONValue.Field] {
      [
        .init("expected_\(prefix)_rate", .optional(rate?.expected)),
        .init("\(prefix)_rate", .optional(rate?.realised)),
        .init("\(prefix)_rate_lower", .optional(rate?.lower)),
        .init("\(prefix)_rate_upper", .optional(rate?.upper)),
        .init("\(prefix)_ratio", .optional(rate?.ratio)),
        .init("\(prefix)_verdict", .optional(rate?.verdict?.rawValue)),
      ]
    }
    return .object(
      [
        .init("cohort", line.name.isEmpty ? .null : .text(line.name)),
        .init("loans", .integer(Int(comparison.tally.loans))),
        .init("defaulted", .integer(Int(comparison.tally.defaulted))),
        .init("weight", .number(comparison.weight)),
        .init("effective_loans", .number(comparison.effectiveLoans)),
      ] + rate("default", comparison.defaults) + [
        .init("exposure", money(comparison.exposure)),
        .init("expected_loss", money(comparison.expectedLoss)), .init("loss", money(comparison.loss)),
      ] + rate("loss", comparison.losses) + [
        .init("expected_lgd", .optional(comparison.expectedLossGivenDefault)),
        .init("lgd", .optional(comparison.lossGivenDefault)),
      ])
  }

  private static func money(_ fen: Int128) -> JSONValue {
    Int64(exactly: fen).map { .money(Money(fen: $0)) } ?? .number(Double(fen) / 100)
  }
}
