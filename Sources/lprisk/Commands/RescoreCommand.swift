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
  @Option(
    help: ArgumentHelp(
      "Per-loan output of the rescore before: upgrade guard, probation, movement.", valueName: "file"))
  var previous: String?
  @Option(
    help: ArgumentHelp(
      "Overrides of classes: loan_id, risk_class, reason, approver, expires.", valueName: "file"))
  var overrides: String?
  @Option(
    help: ArgumentHelp(
      "Print why a loan has its class, and what a better one asks for.", valueName: "loan-id"))
  var explain: String?
  @Option(help: ArgumentHelp("Totals of the ledger: balance=CNY,count=ROWS.", valueName: "totals"))
  var control: String?
  @Option(help: ArgumentHelp("Threads; all processors without it.", valueName: "count"))
  var threads: String?
  @Option(help: ArgumentHelp("Where temporary files lie.", valueName: "folder"))
  var tempDir: String?
  @Flag(help: "Capital by both approaches: two more columns, and capital_by_approach in the summary.")
  var bothApproaches = false
  @Flag(help: "Read and check only: prints a profile of the tape's data.")
  var check = false
  @Option(help: ArgumentHelp("With --check or --explain: table or json.", valueName: "format"))
  var format: OutputFormat?
  @Flag(help: "Refuse columns that nothing reads.")
  var strict = false
  @Flag(help: "Replace output files that exist.")
  var force = false
  @Option(
    help: ArgumentHelp(
      "Where totals go that merge puts together, for a part of a tape; needs --output.", valueName: "file"))
  var partial: String?
  @OptionGroup(title: "Sample for checking by hand") var sampling: SampleOptions
  @OptionGroup(title: "Comparison with another rescore") var comparison: ComparisonOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var primeRates: PrimeRateOptions
  @Option(
    help: ArgumentHelp("Language of the table: en or zh.", valueName: "language"),
    transform: { text in try OptionValue.code(text, ReportLanguage.allCases.map { ($0.rawValue, $0) }) })
  var lang: ReportLanguage = .english
  @Flag(help: "No progress and no table on standard error.")
  var quiet = false

  func run() throws {
    try refuseBesideExplain()
    try comparison.check(
      beside: [("check", check), ("explain", explain != nil), ("partial", partial != nil)], output: output)
    if format != nil, explain == nil, !check {
      throw InputFault.needs(option: "format", other: "check or --explain")
    }
    if format == .csv { throw InputFault.option("format", value: "csv", allowed: "table or json") }
    try DistinctOutputs.check([
      ("output", output), ("summary", summary), ("rejects", rejects), ("partial", partial),
      ("sample-output", sampling.sampleOutput), ("differences", comparison.differences),
    ])
    let sample = try sampling.plan()
    if check, sample != nil { throw InputFault.together("check", "sample") }
    if partial != nil {
      for (name, isGiven) in [
        ("check", check), ("previous", previous != nil), ("overrides", overrides != nil),
      ]
      where isGiven {
        throw InputFault.together(name, "partial")
      }
      guard let output, output != "-" else { throw InputFault.needs(option: "partial", other: "output") }
    }
    let source = try policy.load()
    let models = try RescoreInputs.models(model)
    let day = try asOf.map { try ValueReader.day("as-of", $0) } ?? Today.day
    var plan = TapeRunPlan(
      tape: file, policy: source.policy, models: models.map(\.scorecard), areModelsGiven: !model.isEmpty,
      primeRates: try primeRates.load(), asOf: day)
    plan.mapping = try RescoreInputs.mapping(mapping, models: models)
    let given = try readOverrides()
    plan.previous = previous
    plan.compared = comparison.compare
    plan.overrides = given?.overrides
    plan.isStrict = strict
    plan.keepsRejects = rejects != nil
    plan.comparesApproaches = bothApproaches
    plan.threads = try ThreadCount.read(threads)
    plan.profilesQuality = check
    plan.sample = sample
    plan.hashesTape = summary != nil || partial != nil
    plan.hashesOutput = partial != nil
    plan.temporaryFolder = tempDir
    if let control { plan.control = try ControlOption.read(control) }
    let progress = Progress(isQuiet: quiet)
    do {
      if let explain {
        try print(explain, plan: plan, source: source, progress)
        return
      }
      let result = try execute(plan, progress)
      progress?.finish()
      try finish(result, plan: plan, source: source, models: models, overrides: given)
    } catch {
      progress?.finish()
      throw TapeError(error, path: file)
    }
  }

  private func refuseBesideExplain() throws {
    guard explain != nil else { return }
    for (name, isGiven) in [
      ("output", output != nil), ("summary", summary != nil), ("check", check), ("partial", partial != nil),
    ]
    where isGiven {
      throw InputFault.together("explain", name)
    }
  }

  /// One of the inputs may be standard input.
  private func readOverrides() throws -> OverridesFile? {
    try StandardInputUse.check([
      ("FILE", file), ("--previous", previous), ("--overrides", overrides), ("--compare", comparison.compare),
    ])
    return try overrides.map { try OverridesFile(path: $0) }
  }

  /// Opens what is written before the work, so that a wrong path costs nothing, and commits all or none.
  private func execute(_ plan: TapeRunPlan, _ progress: Progress?) throws -> RescoreFiles {
    let existing: ExistingOutput = force ? .replace : .refuse
    var files = RescoreFiles()
    do {
      if let rejects { files.rejects = try OutputSink.open(rejects, existing: existing) }
      if let path = sampling.sampleOutput {
        files.sample = try OutputSink.open(path, existing: existing)
      }
      if let path = comparison.differences {
        files.differences = try OutputSink.open(path, existing: existing)
      }
      if let partial { files.partial = try OutputSink.open(partial, existing: existing) }
      if let summary { files.summary = try OutputSink.open(summary, existing: existing) }
      if !check { files.output = try OutputSink.open(output ?? "-", existing: existing) }
      let run = try TapeRun(plan) { progress?.show($0) }
      let rejected = files.rejects.map { RejectsFile($0) }
      files.result =
        if let sink = files.output {
          try run.run(output: sink, rejects: rejected, differences: files.differences)
        } else {
          try run.check(rejects: rejected)
        }
      return files
    } catch {
      files.discard()
      throw error
    }
  }

  private func finish(
    _ files: RescoreFiles, plan: TapeRunPlan, source: LoadedSource, models: [LoadedModel],
    overrides given: OverridesFile?
  ) throws {
    guard let result = files.result else { return }
    var inputs = [RescoreReport.SourceFile(name: file, sha256: result.tapeSHA256)]
    if !result.modelNames.isEmpty {
      inputs += models.map { RescoreReport.SourceFile(name: $0.file, sha256: $0.sha256) }
    }
    if let previous, let digest = result.previousSHA256 {
      inputs.append(RescoreReport.SourceFile(name: previous, sha256: digest))
    }
    if let compared = result.comparison {
      inputs.append(RescoreReport.SourceFile(name: compared.file, sha256: compared.sha256))
    }
    if let given { inputs.append(RescoreReport.SourceFile(name: given.overrides.file, sha256: given.sha256)) }
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
      if let quality = report.quality { try show(quality) }
      if let sink = files.sample { try result.sample?.write(to: sink) }
      if let partial, let output {
        let state = PartialRescore(
          report, policy: source.partialSource, output: PartialOutput.name(output, beside: partial))
        try files.partial?.write(state.text())
      }
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

extension RescoreCommand {
  /// Prints the profile of an accepted tape.
  private func show(_ quality: QualityReport) throws {
    let isColoured = isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    let text =
      format == .json
      ? JSONOutput.document(quality.json) : quality.table(lang, TextStyle(isColoured: isColoured))
    try OutputSink.standardOutput(StandardOutput()).write(text)
  }
}

/// The outputs of a rescore, committed together or not at all.
struct RescoreFiles {
  var output: OutputSink?
  var summary: OutputSink?
  var rejects: OutputSink?
  var sample: OutputSink?
  var differences: OutputSink?
  var partial: OutputSink?
  var result: TapeRunResult?

  func commit() throws {
    try output?.commit()
    try rejects?.commit()
    try sample?.commit()
    try differences?.commit()
    try partial?.commit()
    try summary?.commit()
  }

  func discard() {
    output?.discard()
    summary?.discard()
    rejects?.discard()
    sample?.discard()
    differences?.discard()
    partial?.discard()
  }
}

/// An error of a tape with the tape's name.
struct TapeError: Error {
  let fault: any Error
  let path: String
  /// Whether the command can set bad rows aside.
  let hasRejects: Bool

  init(_ fault: any Error, path: String, hasRejects: Bool = true) {
    self.fault = fault
    self.path = path
    self.hasRejects = hasRejects
  }
}
