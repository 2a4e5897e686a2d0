internal import ArgumentParser
internal import CreditRisk
internal import LoanFiles
internal import LoanPricing
internal import LoanTape
internal import LoanUnits
internal import PolicyDocument
internal import Reporting

/// `migrate`: how the loans of a tape stand on a later one.
struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Transition matrices, roll rates, migration ratios and projections from two tapes.")

  @Argument(
    help: ArgumentHelp("The earlier tape: CSV, gzip accepted; - for standard input.", valueName: "old"))
  var old: String
  @Argument(help: ArgumentHelp("The later tape, likewise.", valueName: "new"))
  var new: String
  @Option(
    help: ArgumentHelp("Day of the earlier tape; it must be given.", valueName: "date"),
    transform: OptionValue.day)
  var asOfOld: CalendarDay?
  @Option(
    help: ArgumentHelp("Day of the later tape; today without it.", valueName: "date"),
    transform: OptionValue.day)
  var asOf: CalendarDay?
  @Option(
    help: ArgumentHelp("Years of the cumulative default probabilities.", valueName: "count"),
    transform: OptionValue.integer(1...100, "1 to 100 years"))
  var years = 5
  @Option(
    help: ArgumentHelp("Periods to project the book, each as long as between the tapes.", valueName: "count"),
    transform: OptionValue.integer(0...1000, "0 to 1000 periods"))
  var periods = 0
  @Option(help: ArgumentHelp("Where bad rows of NEW go; they stop the run without it.", valueName: "file"))
  var rejects: String?
  @Option(help: ArgumentHelp("Where bad rows of OLD go, likewise.", valueName: "file"))
  var rejectsOld: String?
  @Option(help: ArgumentHelp("Where the result goes; standard output without it.", valueName: "file"))
  var output: String?
  @Flag(help: "Replace an output file that exists.")
  var force = false
  @OptionGroup var tapes: TapeOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var primeRates: PrimeRateOptions
  @OptionGroup var format: OutputOptions

  func run() throws {
    let period = try period()
    try StandardInputUse.check([("OLD", old), ("NEW", new)])
    try DistinctOutputs.check([("output", output), ("rejects", rejects), ("rejects-old", rejectsOld)])
    let source = try policy.load()
    let inputs = try tapes.inputs(primeRates.load())
    var files = MigrationFiles()
    do {
      let existing: ExistingOutput = force ? .replace : .refuse
      if let rejectsOld { files.rejectsOld = try OutputSink.open(rejectsOld, existing: existing) }
      if let rejects { files.rejects = try OutputSink.open(rejects, existing: existing) }
      if let output { files.output = try OutputSink.open(output, existing: existing) }
      let report = try report(
        inputs.plan(old, policy: source.policy, asOf: period.start, format: format.format),
        inputs.plan(new, policy: source.policy, asOf: period.end, format: format.format), files,
        period: period,
        context: source.context(asOf: period.end))
      try files.output?.write(text(of: report, isTerminal: false))
      try files.commit()
      if files.output == nil { try format.write(text(of: report, isTerminal: true)) }
    } catch {
      files.discard()
      throw error
    }
  }

  private func period() throws -> ObservationPeriod {
    guard let asOfOld else {
      throw InputFault.missing(
        option: "as-of-old", hint: "rates a year follow from the days of both tapes; it takes YYYY-MM-DD")
    }
    let end = asOf ?? Today.day
    guard let period = ObservationPeriod(from: asOfOld, to: end) else {
      throw InputFault.option(
        "as-of-old", value: "\(asOfOld)", allowed: "a day before \(end), the day of NEW")
    }
    return period
  }

  private func report(
    _ oldPlan: TapeRunPlan, _ newPlan: TapeRunPlan, _ files: MigrationFiles, period: ObservationPeriod,
    context: ResultContext
  ) throws -> MigrationReport {
    let progress = Progress(isQuiet: format.quiet)
    defer { progress?.finish() }
    let before = try standings(oldPlan, files.rejectsOld, progress)
    let after = try standings(newPlan, files.rejects, progress)
    let policy = newPlan.policy
    do {
      let tallies = try MigrationTallies.gather(
        old: before, new: after, buckets: OverdueBuckets(lastDays: policy.migration.bucketDays),
        threads: newPlan.threads)
      return MigrationReport(
        tallies, old: tape(old, before), new: tape(new, after), period: period, policy: policy.migration,
        defaultDays: policy.classification.substandardDays,
        horizon: MigrationReport.Horizon(years: years, periods: periods), context: context)
    } catch StandingFault.old(let fault) {
      throw TapeError(fault, path: old)
    } catch StandingFault.new(let fault) {
      throw TapeError(fault, path: new)
    }
  }

  private func standings(
    _ plan: TapeRunPlan, _ rejects: OutputSink?, _ progress: Progress?
  ) throws -> TapeStandings {
    do {
      return try StandingRun(plan) { progress?.show($0) }.standings(rejects: rejects.map { RejectsFile($0) })
    } catch {
      throw TapeError(error, path: plan.tape)
    }
  }

  private func tape(_ name: String, _ standings: TapeStandings) -> MigrationReport.Tape {
    MigrationReport.Tape(
      file: RescoreReport.SourceFile(name: name, sha256: standings.sha256), standings: standings)
  }

  private func text(of report: MigrationReport, isTerminal: Bool) -> String {
    switch format.format ?? .table {
    case .table: report.table(format.lang, isTerminal ? format.style : .plain)
    case .json: JSONOutput.document(report.json)
    case .csv: report.csv
    }
  }
}

/// The outputs of a migration, committed together or not at all.
struct MigrationFiles {
  var output: OutputSink?
  var rejects: OutputSink?
  var rejectsOld: OutputSink?

  func commit() throws {
    try rejectsOld?.commit()
    try rejects?.commit()
    try output?.commit()
  }

  func discard() {
    output?.discard()
    rejects?.discard()
    rejectsOld?.discard()
  }
}
