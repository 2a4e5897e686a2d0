internal import Cashflow
internal import Lending
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// Everything that prices applications of one command: engine, reader, circumstances.
struct QuotePlan {
  let engine: QuoteEngine
  let reader: ApplicationReader
  /// Digest, changes and whether the policy is the built-in one.
  let source: LoadedSource
  /// The language of a statement, where one is asked for.
  let statement: ReportLanguage?
  /// Whether a shared risk is priced both ways.
  let comparesSharing: Bool
  let showsSchedule: Bool
  /// The days of the schedule that is shown, where the contract names any.
  let contractDays: ContractDayOptions?
  let explains: Bool

  /// Prices the application of some fields.
  ///
  /// - Throws: ``FieldFault`` for a field, `QuoteFault` for what the engine refuses.
  func report(_ fields: ApplicationFields) throws -> QuoteReport {
    try report(reader.read(fields), fields)
  }

  /// Prices an application that was read from some fields.
  func report(_ application: LoanApplication, _ fields: ApplicationFields) throws -> QuoteReport {
    let quote = try engine.quote(application)
    var context = source.context(asOf: application.asOf)
    let isScored = fields["pd"] == nil && !fields.features.isEmpty
    context.usesSampleModel = isScored && reader.features?.isSample == true
    var report = QuoteReport(
      quote: quote, context: context, application: ApplicationSummary(application),
      showsSchedule: showsSchedule,
      explains: explains)
    if let contractDays {
      var terms = application.terms(ratePercent: quote.quotedRatePercent)
      try contractDays.apply(to: &terms)
      report.contractSchedule = try RepaymentSchedule.make(terms)
    }
    if comparesSharing { report.riskSharing = engine.riskSharing(application, quote: quote) }
    if let statement {
      report.statement = StatementReport(
        try CostStatement(application, quote: quote, policy: engine.policy), language: statement)
    }
    return report
  }
}
