internal import ArgumentParser
internal import Cashflow
internal import LoanUnits
internal import Reporting

/// `calc days`: the part of a year between two days.
struct CalcDaysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "days", abstract: "Calendar days and the fraction of a year between two days.")

  @Option(
    name: .customLong("from"), help: ArgumentHelp("First day, counted.", valueName: "date"),
    transform: OptionValue.day)
  var start: CalendarDay
  @Option(
    name: .customLong("to"), help: ArgumentHelp("Last day, not counted.", valueName: "date"),
    transform: OptionValue.day)
  var end: CalendarDay
  @Option(
    help: ArgumentHelp(
      "act/360, act/365, act/act-isda, act/act-afb, 30/360, 30/360-us, 30e/360 or nl/365.", valueName: "code"),
    transform: OptionValue.dayCount)
  var dayCount: DayCount
  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.print(
      RecordReport([
        .init("days", .integer(start.days(to: end))),
        .init("year_fraction", .number(dayCount.yearFraction(from: start, to: end))),
      ]))
  }
}
