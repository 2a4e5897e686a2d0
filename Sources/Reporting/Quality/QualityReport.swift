internal import Lending
public import LoanTape
internal import LoanUnits
internal import Rescoring

/// The profile of a tape: findings by rule with their effect on a total, and rejected rows by reason.
public struct QualityReport: Sendable {
  /// What one rule found, or one column of it.
  struct Finding {
    var rule: QualityRule
    var column: String?
    var tested: Int64
    var count: Int64
    var balance: Int128
    var nonPerformingBalance: Int128
    /// The total that the finding bears on, and by what it would change; nil where no total does.
    var effect: (total: String, change: JSONValue)?
    var examples: [String]
  }

  let profile: QualityProfile

  /// Creates a report.
  public init(_ profile: QualityProfile) {
    self.profile = profile
  }

  /// The profile as JSON: the key `data_quality` of a summary.
  public var json: JSONValue {
    let totals = profile.totals
    return .object([
      .init("rows", .integer(Int(totals.rows))), .init("balance", QualityReport.money(totals.balance)),
      .init("npl_balance", QualityReport.money(totals.nonPerformingBalance)),
      .init("findings", .list(findings.map(entry))),
      .init(
        "rejected",
        .list(
          profile.rejected.map { rejected in
            .object([
              .init("reason", .text(rejected.reason)), .init("column", .text(rejected.column)),
              .init("count", .integer(Int(rejected.count))),
              .init("balance", QualityReport.money(rejected.balance)),
              .init("examples", .list(rejected.examples.map { .text($0) })),
            ])
          })),
    ])
  }

  private func entry(_ finding: Finding) -> JSONValue {
    .object([
      .init("rule", .text(finding.rule.code)), .init("column", .optional(finding.column)),
      .init("tested", .integer(Int(finding.tested))), .init("count", .integer(Int(finding.count))),
      .init("balance", QualityReport.money(finding.balance)),
      .init("share_percent", .optional(RescoreRatios.percent(finding.balance, of: profile.totals.balance))),
      .init("npl_balance", QualityReport.money(finding.nonPerformingBalance)),
      .init(
        "npl_share_percent",
        .optional(
          RescoreRatios.percent(finding.nonPerformingBalance, of: profile.totals.nonPerformingBalance))),
      .init("total", .optional(finding.effect?.total)), .init("change", finding.effect?.change ?? .null),
      .init("examples", .list(finding.examples.map { .text($0) })),
    ])
  }

  /// One finding a rule that is on, also where it found nothing; that of units one a column.
  var findings: [Finding] {
    profile.rules.flatMap { rule in rule == .amountsInTenThousands ? units : [finding(rule)] }
  }

  private func finding(_ rule: QualityRule) -> Finding {
    let index = Int(rule.rawValue)
    let sums = profile.totals.rules[index]
    return Finding(
      rule: rule, tested: sums.tested, count: sums.count, balance: sums.balance,
      nonPerformingBalance: sums.nonPerformingBalance,
      effect: sums.count > 0 ? QualityEffect(rule).map { ($0.total, $0.change(sums, profile.totals)) } : nil,
      examples: profile.ruleExamples[index])
  }

  /// A finding for each suspected column; one without a column where none is.
  private var units: [Finding] {
    var findings: [Finding] = []
    var tested: Int64 = 0
    for (index, column) in QualityTotals.unitColumns.enumerated() {
      let unit = profile.totals.units[index]
      tested += unit.filled
      guard unit.isSuspected else { continue }
      findings.append(
        Finding(
          rule: .amountsInTenThousands, column: column.name, tested: unit.filled, count: unit.filled,
          balance: unit.balance, nonPerformingBalance: unit.nonPerformingBalance,
          effect: (column.name, QualityReport.money(unit.sum * 9_999)),
          examples: profile.unitExamples[index]))
    }
    if findings.isEmpty {
      findings.append(
        Finding(
          rule: .amountsInTenThousands, tested: tested, count: 0, balance: 0, nonPerformingBalance: 0,
          examples: []))
    }
    return findings
  }

  /// Fen as money; sums beyond 64 bits of fen are shown as a number.
  static func money(_ fen: Int128) -> JSONValue {
    Int64(exactly: fen).map { .money(Money(fen: $0)) } ?? .number(Double(fen) / 100)
  }
}
