internal import CreditRisk
internal import Lending
public import LoanPricing
public import LoanTape
internal import Rescoring

/// The summary of a rescore: totals, groups and ratios with the contract's keys.
public struct RescoreReport: Sendable {
  /// A file that the result depends on.
  public struct SourceFile: Codable, Sendable {
    /// Its name as it was given.
    public var name: String
    /// SHA-256 of its bytes.
    public var sha256: String

    /// Creates an entry.
    public init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// What came in and what became of it.
  public let result: TapeRunResult
  let policy: BankPolicy
  let context: ResultContext
  let files: [SourceFile]
  let control: ControlTotals
  let more: [String]

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - policy: The policy of the run.
  ///   - warnings: Warnings beside those of the policy and of the run.
  public init(
    _ result: TapeRunResult, policy: BankPolicy, context: ResultContext, files: [SourceFile],
    control: ControlTotals, warnings: [String]
  ) {
    self.result = result
    self.policy = policy
    self.context = context
    self.files = files
    self.control = control
    more = warnings
  }

  /// Warnings: those of the policy, those given, and the counts of the run.
  public func warnings(_ language: ReportLanguage) -> [String] {
    context.warnings(language) + more + CapitalReport.warnings(policy.capital, language)
      + OverlayReport.warnings(policy.ecl, asOf: context.asOf, language)
      + (provision.isGradeMissing ? [WarningText.gradedProvisionUnknown(language)] : [])
      + RescoreNotes.lines(result, language)
  }

  /// What the tape's loans contradict; nil where it was not looked for.
  public var quality: QualityReport? { result.quality.map { QualityReport($0) } }

  var provision: ProvisionReport { ProvisionReport(result.summary, policy: policy.provision) }

  var capital: CapitalReport { CapitalReport(result.summary, policy: policy.capital) }

  /// The summary as JSON.
  public var json: JSONValue {
    let total = result.summary.total
    var fields: [JSONValue.Field] = [
      .init("input", count(result.inputRows, result.inputBalance)),
      .init("accepted", count(result.acceptedRows, result.acceptedBalance)),
      .init("rejected", count(result.rejectedRows, result.rejectedBalance)),
      .init(
        "difference",
        RescoreReport.money(result.inputBalance - result.acceptedBalance - result.rejectedBalance)),
      .init("control", controlFields),
      .init("warnings", .list(warnings(.english).map { .text($0) })),
      .init("unread_columns", .list(result.unreadColumns.map { .text($0) })),
      .init("models", .list(result.modelNames.map { .text($0) })),
      .init(
        "files",
        .list(
          files.map { .object([.init("name", .text($0.name)), .init("sha256", .text($0.sha256))]) })),
    ]
    if let quality { fields.append(.init("data_quality", quality.json)) }
    for group in groups {
      fields.append(
        .init(group.name, .list(group.entries.map { entry($0.key, $0.totals, of: total.balance) })))
    }
    fields.append(
      .init(
        "concentration", result.concentration.map { ConcentrationReport(concentration: $0).json } ?? .null))
    let movement = MovementReport(result: result)
    fields += ratios
    fields += [.init("movement", movement.movement), .init("overrides", movement.overrides)]
    fields.append(
      .init("comparison", result.comparison.map { ComparisonReport(comparison: $0).json } ?? .null))
    fields.append(.init("regulatory_provision", provision.json))
    fields.append(
      .init(
        "overlays", OverlayReport.json(policy.ecl, result.summary.notes.overlays, asOf: context.asOf)))
    fields += capital.fields
    fields += context.fields
    return .object(fields)
  }

  private var controlFields: JSONValue {
    .object([
      .init("balance", .optional(control.balance)),
      .init("count", control.count.map { .integer(Int($0)) } ?? .null),
      .init("agrees", control.balance == nil && control.count == nil ? .null : .bool(true)),
    ])
  }

  private func count(_ rows: Int64, _ balance: Int128) -> JSONValue {
    .object([.init("rows", .integer(Int(rows))), .init("balance", RescoreReport.money(balance))])
  }

  /// Fen as money.
  static func money(_ fen: Int128) -> JSONValue { .fen(fen) }

  private func entry(_ key: String, _ totals: GroupTotals, of whole: Int128) -> JSONValue {
    .object([
      .init("key", .text(key)), .init("count", .integer(Int(totals.count))),
      .init("balance", RescoreReport.money(totals.balance)),
      .init("share_percent", .optional(RescoreRatios.percent(totals.balance, of: whole))),
      .init("ecl", RescoreReport.money(totals.loss)), .init("rwa", RescoreReport.money(totals.riskWeighted)),
      .init("npl_balance", RescoreReport.money(totals.nonPerformingBalance)),
    ])
  }

  private var ratios: [JSONValue.Field] {
    let ratios = RescoreRatios(result.summary)
    return [
      .init("npl_ratio_percent", .optional(ratios.nonPerforming)),
      .init("special_mention_ratio_percent", .optional(ratios.specialMention)),
      .init("overdue90_to_npl_percent", .optional(ratios.overdueToNonPerforming)),
      .init("provision_coverage_percent", .optional(ratios.coverage)),
      .init("booked_coverage_percent", .optional(ratios.bookedCoverage)),
      .init("expected_loss", RescoreReport.money(result.summary.expectedLoss)),
      .init("ecl", RescoreReport.money(result.summary.total.loss)),
      .init("rwa", RescoreReport.money(result.summary.total.riskWeighted)),
      .init("capital", RescoreReport.money(result.summary.capital)),
      .init("weighted_rate_percent", .optional(ratios.weightedRate)),
    ]
  }

  struct Group {
    var name: String
    var entries: [(key: String, totals: GroupTotals)]
  }

  /// Groups of the summary; empty ones are left out, free words are in the order of their text.
  var groups: [Group] {
    let summary = result.summary
    func coded(_ name: String, _ totals: [GroupTotals], _ codes: [String]) -> Group {
      Group(name: name, entries: zip(codes, totals).filter { $0.1.count > 0 }.map { ($0.0, $0.1) })
    }
    func worded(_ name: String, _ totals: [GroupTotals], _ words: [String]) -> Group {
      let entries = zip([""] + words, totals).filter { $0.1.count > 0 }.sorted { $0.0 < $1.0 }
      return Group(name: name, entries: entries.map { ($0.0, $0.1) })
    }
    return [
      coded("by_class", summary.byClass, RiskClass.codes),
      coded("by_stage", summary.byStage, ["1", "2", "3"]),
      coded("by_grade", summary.byGrade, result.grades),
      coded("by_size", summary.bySize, EnterpriseSize.codes + [""]),
      coded("by_guarantee", summary.byGuarantee, Guarantee.codes + [""]),
      worded("by_industry", summary.byIndustry, result.industries),
      worded("by_region", summary.byRegion, result.regions),
    ]
  }
}
