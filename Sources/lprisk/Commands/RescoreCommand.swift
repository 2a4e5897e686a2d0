internal import LoanPricing
internal import Lending
internal import ArgumentParser
internal import Foundation
internal import LoanFiles
internal import LoanTape
internal import LoanUnits
internal import PolicyDocument
internal import Reporting

/// `rescore`: re-scores and classifies a loan tape.
struct RescoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescore",
    abstract: "Re-scores, classifies, provisions, capitalises and prices every loan of a tape.")

  @Argument(help: ArgumentHelp("The tape: CSV, gzip accepted; - for standard input.", valueName: "file"))
  var file: String
  @Option(help: ArgumentHelp("Where the per-loan CSV goes; standard output without it.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("Where the summary goes, as JSON.", valueName: "file"))
  var summary: String?
  @Option(help: ArgumentHelp("Where bad rows go; they stop the run without it.", valueName: "file"))
  var rejects: String?
  @Option(help: ArgumentHelp("Day of the rescore; today without it.", valueName: "date"))
  var asOf: String?
  @Option(help: ArgumentHelp("How a foreign tape is read.", valueName: "file"))
  var mapping: String?
  @Option(help: ArgumentHelp("A model; repeatable, the first decides.", valueName: "file"))
  var model: [String] = []
  @Option(help: ArgumentHelp("Totals of the ledger: balance=CNY,count=ROWS.", valueName: "totals"))
  var control: String?
  @Option(help: ArgumentHelp("Threads; all processors without it.", valueName: "count"))
  var threads: String?
  @Option(help: ArgumentHelp("Where temporary files lie.", valueName: "folder"))
  var tempDir: String?
  @Flag(help: "Capital by both approaches: two more columns, and capital_by_approach in the summary.")
  var bothApproaches = false
  @Flag(help: "Read and check only.")
  var check = false
  @Flag(help: "Refuse columns that nothing reads.")
  var strict = false
  @Flag(help: "Replace output files that exist.")
  var force = false
  @OptionGroup(title: "Later steps") var later: LaterRescoreOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var primeRates: PrimeRateOptions
  @Option(
    help: ArgumentHelp("Language of the table: en or zh.", valueName: "language"),
    transform: { text in try OptionValue.code(text, ReportLanguage.allCases.map { ($0.rawValue, $0) }) })
  var lang: ReportLanguage = .english
  @Flag(help: "No progress and no table on standard error.")
  var quiet = false

  func run() throws {
    try later.refuse()
    let source = try policy.load()
    let models = try RescoreInputs.models(model)
    let day = try asOf.map { try ValueReader.day("as-of", $0) } ?? Today.day
    var plan = TapeRunPlan(
      tape: file, policy: source.policy, models: models.map(\.scorecard), areModelsGiven: !model.isEmpty,
      primeRates: try primeRates.load(), asOf: day)
    plan.mapping = try RescoreInputs.mapping(mapping, models: models)
    plan.isStrict = strict
    plan.keepsRejects = rejects != nil
    plan.comparesApproaches = bothApproaches
    plan.threads = try threadCount()
    plan.temporaryFolder = tempDir
    if let control { plan.control = try ControlOption.read(control) }
    let progress = Progress(isQuiet: quiet)
    do {
      let result = try execute(plan, progress)
      progress?.finish()
      try finish(result, plan: plan, source: source, models: models)
    } catch {
      progress?.finish()
      throw TapeError(error, path: file)
    }
  }

  private func threadCount() throws -> Int {
    guard let threads else { return ProcessInfo.processInfo.activeProcessorCount }
    guard let count = Int(threads), (1...256).contains(count) else {
      throw InputFault.option("threads", value: threads, allowed: "1 to 256")
    }
    return count
  }

  /// Opens what is written before the work, so that a wrong path costs nothing, and commits all or none.
  private func execute(_ plan: TapeRunPlan, _ progress: Progress?) throws -> RescoreFiles {
    let existing: ExistingOutput = force ? .replace : .refuse
    var files = RescoreFiles()
    do {
      if let rejects { files.rejects = try OutputSink.open(rejects, existing: existing) }
      if let summary { files.summary = try OutputSink.open(summary, existing: existing) }
      if !check { files.output = try OutputSink.open(output ?? "-", existing: existing) }
      let run = try TapeRun(plan) { progress?.show($0) }
      let rejected = files.rejects.map { RejectsFile($0) }
      files.result =
        if let sink = files.output {
          try run.run(output: sink, rejects: rejected)
        } else {
          try run.check(rejects: rejected)
        }
      return files
    } catch {
      files.discard()
      throw error
    }
  }

  private func finish(_ files: RescoreFiles, plan: TapeRunPlan, source: LoadedSource, models: [LoadedModel])
    throws
  {
    guard let result = files.result else { return }
    var inputs = [RescoreReport.SourceFile(name: file, sha256: result.tapeSHA256)]
    if !result.modelNames.isEmpty {
      inputs += models.map { RescoreReport.SourceFile(name: $0.file, sha256: $0.sha256) }
    }
    var warnings: [String] = []
    let age = plan.primeRates.daysSinceLast(plan.asOf)
    if age > plan.policy.lpr.staleAfterDays {
      warnings.append(WarningText.stalePrimeRate(days: age, .english))
    }
    let report = RescoreReport(
      result, policy: plan.policy, context: source.context(asOf: plan.asOf), files: inputs,
      control: plan.control,
      warnings: warnings)
    do {
      try files.summary?.write(JSONOutput.document(report.json))
      try files.commit()
    } catch {
      files.discard()
      throw error
    }
    if !quiet, isatty(2) == 1 {
      let isColoured = ProcessInfo.processInfo.environment["NO_COLOR"] == nil
      StandardError.write(report.table(lang, TextStyle(isColoured: isColoured)))
    }
  }
}

/// The outputs of a rescore, committed together or not at all.
struct RescoreFiles {
  var output: OutputSink?
  var summary: OutputSink?
  var rejects: OutputSink?
  var result: TapeRunResult?

  func commit() throws {
    try output?.commit()
    try rejects?.commit()
    try summary?.commit()
  }

  func discard() {
    output?.discard()
    summary?.discard()
    rejects?.discard()
  }
}

/// An error of a tape with the tape's name.
struct TapeError: Error {
  let fault: any Error
  let path: String

  init(_ fault: any Error, path: String) {
    self.fault = fault
    self.path = path
  }
}
