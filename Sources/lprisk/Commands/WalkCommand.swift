internal import ArgumentParser
internal import Lending
internal import LoanPricing
internal import LoanTape
internal import LoanUnits
internal import PolicyDocument
internal import Reporting

/// `walk`: why the credit loss moved from one tape to another.
struct WalkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "walk",
    abstract: "Explains the change of the credit loss between two tapes, cause by cause, to the fen.")

  @Argument(help: ArgumentHelp("The earlier tape; - for standard input.", valueName: "old"))
  var old: String
  @Argument(help: ArgumentHelp("The later tape; - for standard input.", valueName: "new"))
  var new: String
  @Option(help: ArgumentHelp("Day of the earlier tape.", valueName: "date"))
  var asOfOld: String
  @Option(help: ArgumentHelp("Day of the later tape; today without it.", valueName: "date"))
  var asOf: String?
  @Option(
    help: ArgumentHelp("Policy of the earlier day; that of the later one without it.", valueName: "file"))
  var policyOld: String?
  @Option(help: ArgumentHelp("Change one leaf of the earlier policy; repeatable.", valueName: "key=value"))
  var setOld: [String] = []
  @Option(help: ArgumentHelp("A model of the earlier day; --model without it.", valueName: "file"))
  var modelOld: [String] = []
  @Option(
    help: ArgumentHelp(
      "Classes given by hand on the later day: loan_id, risk_class, reason, approver, expires.",
      valueName: "file"))
  var overrides: String?
  @Option(help: ArgumentHelp("Those of the earlier day, likewise.", valueName: "file"))
  var overridesOld: String?
  @OptionGroup var tapes: TapeOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var primeRates: PrimeRateOptions
  @OptionGroup var output: OutputOptions

  /// A tape with what it is rescored under.
  private struct Side {
    let path: String
    let source: LoadedSource
    let plan: TapeRunPlan
    let overrides: OverridesFile?

    func losses(_ progress: Progress?) throws -> TapeLosses {
      do {
        return try TapeRun(plan) { progress?.show($0) }.losses()
      } catch {
        throw TapeError(error, path: path, hasRejects: false)
      }
    }

    func reported(_ losses: TapeLosses) -> WalkReport.Side {
      WalkReport.Side(
        file: path, result: losses.result, policy: source.policy, context: source.context(asOf: plan.asOf),
        overrides: overrides.map { RescoreReport.SourceFile(name: $0.overrides.file, sha256: $0.sha256) })
    }
  }

  func run() throws {
    try StandardInputUse.check([
      ("OLD", old), ("NEW", new), ("--overrides-old", overridesOld), ("--overrides", overrides),
    ])
    let dayOld = try ValueReader.day("as-of-old", asOfOld)
    let day = try asOf.map { try ValueReader.day("as-of", $0) } ?? Today.day
    if day < dayOld {
      throw InputFault.option("as-of-old", value: asOfOld, allowed: "a day not after --as-of, \(day)")
    }
    let source = try policy.load()
    // Without a policy of its own the earlier day has that of the later one, changes included.
    let sourceOld =
      policyOld == nil
      ? try LoadedSource(path: policy.policy, changes: policy.set + setOld)
      : try LoadedSource(path: policyOld, changes: setOld)
    let inputs = try tapes.inputs(primeRates.load())
    let inputsOld = modelOld.isEmpty ? inputs : try tapes.inputs(inputs.primeRates, models: modelOld)
    var planOld = inputsOld.plan(old, policy: sourceOld.policy, asOf: dayOld, format: output.format)
    let givenOld = try overridesOld.map { try OverridesFile(path: $0) }
    planOld.overrides = givenOld?.overrides
    var plan = inputs.plan(new, policy: source.policy, asOf: day, format: output.format)
    let given = try overrides.map { try OverridesFile(path: $0) }
    plan.overrides = given?.overrides
    let before = Side(path: old, source: sourceOld, plan: planOld, overrides: givenOld)
    let after = Side(path: new, source: source, plan: plan, overrides: given)
    let progress = Progress(isQuiet: output.quiet)
    defer { progress?.finish() }
    let opening = try before.losses(progress)
    let closing = try after.losses(progress)
    let totals = try LossWalkRun(old: opening, new: closing).totals(threads: after.plan.threads)
    progress?.finish()
    var warnings: [String] = []
    let age = after.plan.primeRates.daysSinceLast(day)
    if age > source.policy.lpr.staleAfterDays {
      warnings.append(WarningText.stalePrimeRate(days: age, .english))
    }
    let report = WalkReport(
      totals, old: before.reported(opening), new: after.reported(closing), warnings: warnings)
    try output.write(report.table(output.lang, output.style), report.json, rows: report.rows)
  }
}
