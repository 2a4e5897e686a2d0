internal import ArgumentParser
internal import Lending
internal import LoanFiles
internal import LoanPricing
internal import LoanTape
internal import LoanUnits
internal import PolicyDocument
internal import Reporting
internal import Rescoring

/// `monitor`: the supervisory measures of small-business lending between two tapes.
struct MonitorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Growth, borrowers, structure, price and quality of small-business lending from two tapes.")

  /// Lights at which the command fails.
  enum Failure: String, CaseIterable {
    case red
    case amber
  }

  @Argument(
    help: ArgumentHelp("The earlier tape: CSV, gzip accepted; - for standard input.", valueName: "old"))
  var old: String
  @Argument(help: ArgumentHelp("The later tape, likewise.", valueName: "new"))
  var new: String
  @Option(
    help: ArgumentHelp(
      "Loans drawn and repaid between the tapes, with the columns of a tape.", valueName: "file"))
  var flows: String?
  @Option(
    help: ArgumentHelp("What growth is measured from: yoy, a year before, or ytd.", valueName: "basis"),
    transform: { text in try OptionValue.code(text, SupervisionBasis.allCases.map { ($0.rawValue, $0) }) })
  var basis: SupervisionBasis = .yearOnYear
  @Option(
    help: ArgumentHelp("Day of the earlier tape; that of the basis without it.", valueName: "date"),
    transform: OptionValue.day)
  var asOfOld: CalendarDay?
  @Option(
    help: ArgumentHelp("Day of the later tape; today without it.", valueName: "date"),
    transform: OptionValue.day)
  var asOf: CalendarDay?
  @Option(
    help: ArgumentHelp("Exit with 1 where a measure is red, or red or amber.", valueName: "light"),
    transform: { text in try OptionValue.code(text, Failure.allCases.map { ($0.rawValue, $0) }) })
  var failOn: Failure?
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
    try StandardInputUse.check([("OLD", old), ("NEW", new), ("--flows", flows)])
    let source = try policy.load()
    let sink = try output.map { try OutputSink.open($0, existing: force ? .replace : .refuse) }
    let report: MonitorReport
    do {
      report = try self.report(source, period)
      let text = text(of: report, isTerminal: sink == nil)
      if let sink {
        try sink.write(text)
        try sink.commit()
      } else {
        try format.write(text)
      }
    } catch {
      sink?.discard()
      throw error
    }
    guard let failOn else { return }
    let names = report.names(failOn == .red ? [.red] : [.red, .amber])
    if !names.isEmpty { throw InputFault.lights(failOn.rawValue, measures: names) }
  }

  private func period() throws -> (start: CalendarDay, end: CalendarDay) {
    let end = asOf ?? Today.day
    let start = asOfOld ?? basis.start(for: end)
    guard start < end else {
      throw InputFault.option(
        "as-of-old", value: "\(start)", allowed: "a day before \(end), the day of NEW")
    }
    return (start, end)
  }

  private func report(_ source: LoadedSource, _ period: (start: CalendarDay, end: CalendarDay)) throws
    -> MonitorReport
  {
    let inputs = try tapes.inputs(primeRates.load())
    let progress = Progress(isQuiet: format.quiet)
    defer { progress?.finish() }
    func tape(_ path: String, _ day: CalendarDay, isFlow: Bool = false) throws -> SupervisedTape {
      let window = SupervisionWindow(
        from: period.start, to: day, isFlow: isFlow, primeRates: inputs.primeRates, policy: source.policy)
      do {
        return try SupervisionRun(
          inputs.plan(path, policy: source.policy, asOf: day, format: format.format), window: window
        ) { progress?.show($0) }.tape()
      } catch {
        throw TapeError(error, path: path, hasRejects: false)
      }
    }
    let before = try tape(old, period.start)
    let after = try tape(new, period.end)
    let between = try flows.map { try tape($0, period.end, isFlow: true) }
    let tallies = try SupervisionJoin(
      old: before, new: after, flows: between, policy: source.policy.inclusive
    ).tallies(threads: tapes.threadCount)
    let age = inputs.primeRates.daysSinceLast(period.end)
    return MonitorReport(
      tallies, old: MonitorReport.Tape(name: old, before), new: MonitorReport.Tape(name: new, after),
      flows: between.map { MonitorReport.Tape(name: flows ?? "", $0) },
      period: MonitorReport.Period(basis: basis, start: period.start, end: period.end),
      policy: source.policy, context: source.context(asOf: period.end),
      stalePrimeRateDays: age > source.policy.lpr.staleAfterDays ? age : nil)
  }

  private func text(of report: MonitorReport, isTerminal: Bool) -> String {
    switch format.format ?? .table {
    case .table: report.table(format.lang, isTerminal ? format.style : .plain)
    case .json: JSONOutput.document(report.json)
    case .csv: report.csv
    }
  }
}
