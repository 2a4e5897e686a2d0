internal import ArgumentParser
internal import Foundation
internal import LoanFiles
internal import Reporting

/// How a result is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  /// For eyes.
  case table
  /// For programs.
  case json
  /// For spreadsheets.
  case csv
}

/// Options of every command that prints a result.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("table, json or csv.", valueName: "format"))
  var format: OutputFormat?
  @Option(
    help: ArgumentHelp("Language of tables: en or zh.", valueName: "language"),
    transform: { text in
      try OptionValue.code(text, ReportLanguage.allCases.map { ($0.rawValue, $0) })
    })
  var lang: ReportLanguage = .english
  @Flag(help: "No progress on standard error.")
  var quiet = false

  /// Emphasis only on a terminal, and never with NO_COLOR.
  var style: TextStyle {
    TextStyle(isColoured: isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil)
  }

  /// Prints a small result.
  func print(_ report: RecordReport, warnings: [String] = []) throws {
    let text =
      switch format ?? .table {
      case .table: report.table(lang, warnings: warnings, style)
      case .json: JSONOutput.document(report.json)
      case .csv: report.csv
      }
    try write(text)
  }

  /// Writes a result in the format asked for.
  func write(
    _ table: @autoclosure () -> String, _ json: @autoclosure () -> JSONValue,
    rows: @autoclosure () -> [JSONValue]
  ) throws {
    switch format ?? .table {
    case .table: try write(table())
    case .json: try write(JSONOutput.document(json()))
    case .csv: try write(CSVOutput.table(rows()))
    }
  }

  /// Writes a finished text to standard output.
  func write(_ text: String) throws {
    try OutputSink.standardOutput(StandardOutput()).write(text)
  }
}
