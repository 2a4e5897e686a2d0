internal import CreditRisk
internal import Lending
internal import LoanTape
internal import LoanUnits
internal import Rescoring

/// Loan loss reserves as the regulator asks for them, as JSON and as lines of the table.
struct ProvisionReport {
  private let provision: RegulatoryProvision
  private let policy: ProvisionPolicy

  init(_ summary: PortfolioSummary, policy: ProvisionPolicy) {
    provision = RegulatoryProvision(summary, policy: policy)
    self.policy = policy
  }

  /// Why figures are null, each with a code; the grades' only where the graded rule is asked for or could hold.
  var reasons: [String] {
    var reasons: [String] = []
    if provision.loans == 0 { reasons.append("no_loans: the portfolio has no balance") }
    if provision.nonPerforming == 0 {
      reasons.append("no_npl: no loan is non-performing, nothing to cover or to divide by")
    }
    if provision.booked == nil { reasons.append("no_provisions: no loan has a booked provision") }
    if provision.overdueGrade.measure == nil {
      reasons.append("no_overdue_over_90: no loan is overdue over 90 days, its share is not defined")
    }
    if policy.disposalPercent == nil {
      reasons.append("disposal_unknown: provision.disposal_percent is null")
    }
    if policy.capitalPercent == nil { reasons.append("capital_unknown: provision.capital_percent is null") }
    return reasons
  }

  /// The graded rule is asked for and one of its measures is not known.
  var isGradeMissing: Bool { policy.isGraded && !provision.isGraded }

  var json: JSONValue {
    let specific = provision.specificReserves
    return .object([
      .init("requirement", .optional(fen: provision.requirement)),
      .init("binding", .optional(provision.binding?.rawValue)),
      .init("coverage_requirement_percent", .number(provision.coveragePercent)),
      .init("ratio_requirement_percent", .number(provision.ratioPercent)),
      .init("is_graded", .bool(provision.isGraded)),
      .init("coverage_amount", .fen(provision.coverageAmount)),
      .init("ratio_amount", .fen(provision.ratioAmount)),
      .init("loans", .fen(provision.loans)),
      .init("npl_balance", .fen(provision.nonPerforming)),
      .init("booked", .optional(fen: provision.booked)),
      .init(
        "booked_coverage_percent",
        .optional(provision.booked.flatMap { RescoreRatios.percent($0, of: provision.nonPerforming) })),
      .init(
        "booked_ratio_percent",
        .optional(provision.booked.flatMap { RescoreRatios.percent($0, of: provision.loans) })),
      .init("booked_shortfall", .optional(fen: provision.bookedShortfall)),
      .init("ecl", .fen(provision.creditLoss)),
      .init(
        "ecl_ratio_percent", .optional(RescoreRatios.percent(provision.creditLoss, of: provision.loans))),
      .init("ecl_shortfall", .optional(fen: provision.creditLossShortfall)),
      .init(
        "graded",
        .object([
          .init("coverage_percent", .optional(provision.graded?.coverage)),
          .init("ratio_percent", .optional(provision.graded?.ratio)),
          .init("overdue", grade(provision.overdueGrade)), .init("disposal", grade(provision.disposalGrade)),
          .init("capital", grade(provision.capitalGrade)),
        ])),
      .init("general_reserve", .fen(provision.generalReserve)),
      .init("specific_reserve", .fen(specific.reduce(0) { $0 + $1.amount })),
      .init(
        "specific_by_class",
        .list(
          specific.map {
            .object([
              .init("key", .text($0.riskClass.code)), .init("balance", .fen($0.balance)),
              .init("amount", .fen($0.amount)),
            ])
          })), .init("reasons", .list(reasons.map { .text($0) })),
    ])
  }

  private func grade(_ grade: RegulatoryProvision.Grade) -> JSONValue {
    .object([
      .init("measure_percent", .optional(grade.measure)),
      .init("coverage_percent", .optional(grade.step?.coveragePercent)),
      .init("ratio_percent", .optional(grade.step?.ratioPercent)),
    ])
  }

  /// Figures with their names.
  func lines(_ language: ReportLanguage) -> [(name: String, value: String)] {
    let isEnglish = language == .english
    func yuan(_ fen: Int128?) -> String { fen.map { TapeRun.yuan($0) } ?? "-" }
    let binding =
      switch provision.binding {
      case .coverage?: isEnglish ? " (coverage binds)" : "(拨备覆盖率)"
      case .ratio?: isEnglish ? " (provision ratio binds)" : "(贷款拨备率)"
      case nil: ""
      }
    return [
      ((isEnglish ? "regulatory provision" : "监管拨备要求") + binding, yuan(provision.requirement)),
      (isEnglish ? "shortfall of booked" : "账面拨备缺口", yuan(provision.bookedShortfall)),
      (isEnglish ? "shortfall of ECL" : "预期信用损失缺口", yuan(provision.creditLossShortfall)),
    ]
  }
}

extension JSONValue {
  /// Fen as money, or nothing.
  static func optional(fen: Int128?) -> JSONValue { fen.map { Self.fen($0) } ?? .null }
}
