public import Cashflow
internal import Lending
public import LoanPricing
internal import LoanUnits

/// A quote with its circumstances, ready to be written.
public struct QuoteReport: Sendable {
  /// The quote.
  public let quote: Quote
  /// Policy, engine, day.
  public let context: ResultContext
  /// What was asked for, in words: amount, term, repayment.
  public let application: ApplicationSummary
  /// Whether the schedule is shown.
  public let showsSchedule: Bool
  /// The plan on the days that the contract names, where it names any; the cost stays that of the period grid.
  public var contractSchedule: RepaymentSchedule?
  /// Whether formulas are shown.
  public let explains: Bool
  /// What the desk asked for beside the quote.
  public var additions: [QuoteAddition] = []

  /// The statement for the borrower, where one is asked for.
  public var statement: StatementReport?
  /// The loan without its guarantor beside it, where one shares the risk.
  public var riskSharing: RiskSharing?

  /// Creates a report.
  public init(
    quote: Quote, context: ResultContext, application: ApplicationSummary, showsSchedule: Bool, explains: Bool
  ) {
    self.quote = quote
    self.context = context
    self.application = application
    self.showsSchedule = showsSchedule
    self.explains = explains
  }

  /// The rows of the plan that is shown.
  var scheduleRows: [ScheduleRow] {
    let rows = ScheduleRow.rows(quote.borrowerCost)
    return contractSchedule.map { ScheduleRow.rows($0, feesOf: rows) } ?? rows
  }

  /// All warnings.
  public func warnings(_ language: ReportLanguage) -> [String] {
    context.warnings(language) + quote.warnings.map { WarningText.quote($0, language) }
  }

  /// The quote as an object with the contract's keys in its order.
  public var json: JSONValue {
    var fields: [JSONValue.Field] = [
      .init("lpr_tenor", .text(quote.primeRateTenor.code)),
      .init("lpr_percent", .number(quote.primeRatePercent)),
      .init("lpr_effective_date", .optional(quote.primeRateEffective)),
      .init("pd", .number(quote.probability)),
      .init("grade", .text(quote.grade)), .init("lgd", .number(quote.lossGivenDefault)),
      .init("ead", .money(quote.exposureAtDefault)),
      .init("expected_loss_percent", .number(quote.expectedLossPercent)),
      .init("capital_percent", .number(quote.capitalPercent)),
      .init("components", .list(quote.components.map(component))),
      .init("adjustments", .list(quote.adjustments.map(QuoteReport.adjustment))),
      .init("floor_rate_percent", .number(quote.floorRatePercent)),
      .init("target_rate_percent", .number(quote.targetRatePercent)),
      .init("quoted_rate_percent", .number(quote.quotedRatePercent)),
      .init("spread_bp", .number(quote.spreadBasisPoints)),
      .init("raroc_percent", .optional(quote.rarocPercent)),
      .init("economic_profit", .money(Money(rounding: quote.economicProfit))),
      .init("all_in_cost_percent", .number(quote.borrowerCost.effectivePercent)),
      .init("all_in_cost_nominal_percent", .number(quote.borrowerCost.nominalPercent)),
      .init("all_in_cost_sheet_percent", .optional(quote.costSheet.totalPercent)),
      .init("monthly_payment", .optional(quote.regularPayment)), .init("authority", .text(quote.authority)),
      .init("authority_ladder", .list(quote.authorityLadder.map(QuoteReport.rung))),
      .init("warnings", .list(warnings(.english).map { .text($0) })),
    ]
    fields += context.fields
    fields += [
      .init("method", .text(quote.method.rawValue)),
      .init("risk_weight_percent", .number(quote.riskWeightPercent)),
      .init("inclusive", .bool(quote.isInclusive)),
      .init("size_computed", .optional(quote.computedSize?.code)),
      .init("upfront_fees", .money(quote.borrowerCost.upfrontFees)),
      .init("stamp_duty", .money(quote.borrowerCost.stampDuty)),
      .init("subsidy", .money(quote.borrowerCost.subsidy)),
      .init("compensating_balance", .money(quote.borrowerCost.deposit)),
    ]
    if explains { fields.append(.init("cost_explanations", .list(costExplanations.map(\.json)))) }
    if let riskSharing { fields.append(.init("risk_sharing", RiskSharingReport(riskSharing).json)) }
    if let statement { fields.append(.init("statement", statement.json)) }
    if showsSchedule {
      fields.append(.init("schedule", .list(scheduleRows.map(\.json))))
    }
    fields += additions.map { .init($0.key, $0.json) }
    return .object(fields)
  }

  /// The keys that become columns of CSV, for a file without rows.
  public static let columns = [
    "lpr_tenor", "lpr_percent", "lpr_effective_date", "pd", "grade", "lgd", "ead", "expected_loss_percent",
    "capital_percent", "floor_rate_percent", "target_rate_percent", "quoted_rate_percent", "spread_bp",
    "raroc_percent", "economic_profit", "all_in_cost_percent", "all_in_cost_nominal_percent",
    "all_in_cost_sheet_percent", "monthly_payment", "authority", "warnings", "policy_name", "policy_version",
    "policy_sha256", "engine_version", "as_of",
    "method", "risk_weight_percent", "inclusive", "size_computed", "upfront_fees", "stamp_duty", "subsidy",
    "compensating_balance",
  ]

  private func component(_ part: PriceComponent) -> JSONValue {
    var fields: [JSONValue.Field] = [.init("name", .text(part.name)), .init("bp", .number(part.basisPoints))]
    if explains {
      fields += [
        .init("expression", .text(part.expression)),
        .init("inputs", .object(part.inputs.map { .init($0.name, .number($0.value)) })),
        .init("source", .text(part.source)),
      ]
    }
    return .object(fields)
  }

  private static func adjustment(_ part: RateAdjustment) -> JSONValue {
    .object([.init("name", .text(part.name)), .init("bp", .number(part.basisPoints))])
  }

  private static func rung(_ rung: AuthorityRung) -> JSONValue {
    .object([
      .init("level", .text(rung.level)), .init("lowest_rate_percent", .optional(rung.lowestRatePercent)),
    ])
  }
}
