internal import ArgumentParser
internal import Cashflow
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// `quote`: prices one application, or a file of them.
struct QuoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quote", abstract: "Prices one application, or a file of them.")

  @OptionGroup(title: "Application") var application: ApplicationOptions
  @OptionGroup(title: "What-if inputs, in place of the policy's") var whatIf: WhatIfOptions
  @OptionGroup(title: "Questions of the desk") var desk: DeskOptions

  @Flag(help: "The repayment plan too.")
  var schedule = false
  @OptionGroup(title: "Days of the schedule that is shown; the cost stays that of the period grid")
  var days: ContractDayOptions
  @Flag(help: "The borrower's cost sheet, or a person's disclosure; as a table in place of the quote.")
  var statement = false
  @Flag(help: "Each number's formula, its inputs and its source.")
  var explain = false
  @Option(help: ArgumentHelp("A CSV file of applications; - for standard input.", valueName: "file"))
  var input: String?
  @Option(
    help: ArgumentHelp("Where the quotes of --input go; standard output without it.", valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp("Where bad rows of --input go; they stop the run without it.", valueName: "file"))
  var rejects: String?
  @Option(help: ArgumentHelp("Threads for --input; all processors without it.", valueName: "count"))
  var threads: String?
  @Option(help: ArgumentHelp("Where temporary files of --input lie.", valueName: "folder"))
  var tempDir: String?
  @Option(help: ArgumentHelp("Model of the feature columns; a sample without it.", valueName: "file"))
  var model: String?
  @Flag(help: "Replace output files that exist.")
  var force = false

  @OptionGroup var policy: PolicyOptions
  @OptionGroup var primeRates: PrimeRateOptions
  @OptionGroup var format: OutputOptions

  func run() throws {
    var fields = application.fields
    whatIf.add(to: &fields)
    if let path = application.flows {
      if fields["principal-due"] != nil { throw InputFault.together("flows", "principal-due") }
      let months =
        fields["frequency"] == PaymentFrequency.quarterly.code
        ? PaymentFrequency.quarterly.monthsPerPeriod : PaymentFrequency.monthly.monthsPerPeriod
      let file = try PrincipalFile(path: path, monthsPerPeriod: months)
      guard file.days.isEmpty else {
        throw InputFault.content(
          file: path, allowed: "a list of principal by period; a quote counts months, not days")
      }
      fields.set("principal-due", file.list.map { "\($0.month):\($0.principal)" })
    }
    if let name = days.given, !schedule { throw InputFault.needs(option: name, other: "schedule") }
    if let input { return try runBatch(input, fields) }
    try desk.check(fields)
    let ofBatch = [("output", output), ("rejects", rejects), ("threads", threads), ("temp-dir", tempDir)]
    for (name, value) in ofBatch where value != nil {
      throw InputFault.needs(option: name, other: "input")
    }
    let risks = ["pd", "feature", "score", "rating"].filter { !fields.all($0).isEmpty }
    if risks.count > 1 { throw InputFault.together(risks[0], risks[1]) }
    for text in fields.all("feature") {
      guard let equals = text.firstIndex(of: "=") else {
        throw InputFault.option("feature", value: text, allowed: "COLUMN=VALUE")
      }
      fields.features[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    let plan = try plan(readsFeatures: !fields.features.isEmpty)
    let asked = DeskQuestion(plan: plan, options: desk)
    if let grid = desk.grid {
      let report = try asked.rateCard(grid, fields)
      return try format.write(report.table(format.lang, format.style), report.json, rows: report.rows)
    }
    if !desk.compare.isEmpty {
      let report = try asked.offers(fields)
      return try format.write(report.table(format.lang, format.style), report.json, rows: report.rows)
    }
    let report = try asked.report(fields)
    if format.format == .csv, let statement = report.statement { return try format.write(statement.csv) }
    try format.write(report.table(format.lang, format.style), report.json, rows: [report.json])
  }

  private func runBatch(_ input: String, _ fields: ApplicationFields) throws {
    if let name = desk.given { throw InputFault.together("input", name) }
    if let name = ApplicationFields.names.first(where: { fields[$0] != nil && $0 != "as-of" }) {
      throw InputFault.together("input", name)
    }
    if format.format == .table {
      throw InputFault.option("format", value: "table", allowed: "json or csv beside --input")
    }
    if statement, format.format != .json {
      throw InputFault.option("format", value: "csv", allowed: "json beside --input and --statement")
    }
    try DistinctOutputs.check([("output", output), ("rejects", rejects)])
    let batch = QuoteBatch(
      plan: try plan(readsFeatures: true), input: input, output: output ?? "-", rejects: rejects,
      replaces: force, isJSON: format.format == .json, threads: try ThreadCount.read(threads),
      temporaryFolder: tempDir)
    let progress = Progress(isQuiet: format.quiet)
    defer { progress?.finish() }
    try batch.run { progress?.show($0) }
  }

  private func plan(readsFeatures: Bool) throws -> QuotePlan {
    let source = try policy.load()
    let reader = ApplicationReader(
      policy: source.policy, asOf: try asOf(), features: readsFeatures ? try FeatureScorer(path: model) : nil)
    return QuotePlan(
      engine: QuoteEngine(policy: source.policy, primeRates: try primeRates.load()), reader: reader,
      source: source, statement: statement ? format.lang : nil, comparesSharing: comparesSharing,
      showsSchedule: schedule, contractDays: days.given == nil ? nil : days, explains: explain)
  }

  /// Whether the loan is priced without its guarantor too: nothing of it is a scalar.
  private var comparesSharing: Bool {
    format.format == .json || input == nil && format.format != .csv
  }

  private func asOf() throws -> CalendarDay {
    guard let text = application.asOf else { return Today.day }
    return try ValueReader.day("as-of", text)
  }
}
