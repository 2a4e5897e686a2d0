internal import ArgumentParser
internal import CreditRisk
internal import Foundation
internal import LoanFiles
internal import LoanTape
internal import Reporting

/// `backtest`: what a rescore expected against what became of the loans.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Expected against realised defaults and losses by cohort, with intervals.")

  @Argument(
    help: ArgumentHelp(
      "Per-loan output of a rescore: loan_id, pd, lgd, ead; gzip accepted, - for standard input.",
      valueName: "output"))
  var predictions: String
  @Option(
    help: ArgumentHelp(
      "What became of the loans, as CSV: loan_id, cohort, defaulted, loss, and weight where they are a sample.",
      valueName: "file"))
  var outcomes: String
  @Option(
    help: ArgumentHelp("Span in which the defaults fell; pd is carried over it.", valueName: "months"),
    transform: OptionValue.months)
  var months = 12
  @Option(
    help: ArgumentHelp("Level of the intervals.", valueName: "percent"),
    transform: { text in
      guard let level = Double(text), (50...99.99).contains(level) else {
        throw AllowedValues(words: "50 to 99.99 percent")
      }
      return level
    })
  var confidence = 95.0
  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("Where the result goes; standard output without it.", valueName: "file"))
  var destination: String?
  @Option(
    help: ArgumentHelp("Threads; all processors without it.", valueName: "count"),
    transform: OptionValue.integer(1...256, "1 to 256"))
  var threads: Int?
  @Option(help: ArgumentHelp("Where temporary files lie.", valueName: "folder"))
  var tempDir: String?
  @Flag(help: "Replace an output file that exists.")
  var force = false
  @OptionGroup var format: OutputOptions

  func run() throws {
    try StandardInputUse.check([("OUTPUT", predictions), ("--outcomes", outcomes)])
    let horizon = DefaultHorizon(months: months)
    let run = BacktestRun(
      predictions: predictions, outcomes: outcomes, horizon: horizon,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, temporaryFolder: tempDir)
    let sink = try destination.map { try OutputSink.open($0, existing: force ? .replace : .refuse) }
    do {
      let report = BacktestReport(try compare(run), horizon: horizon, confidencePercent: confidence)
      let text =
        switch format.format ?? .table {
        case .table: report.table(format.lang, sink == nil ? format.style : .plain)
        case .json: JSONOutput.document(report.json)
        case .csv: report.csv
        }
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
  }

  private func compare(_ run: BacktestRun) throws -> BacktestResult {
    let progress = Progress(isQuiet: format.quiet)
    defer { progress?.finish() }
    return try run.compare { progress?.show($0) }
  }
}
