internal import ArgumentParser
internal import Lending
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// `calc lpr`: the loan prime rate of a day.
struct CalcLPRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lpr", abstract: "The loan prime rate in force on a day.")

  @Option(
    help: ArgumentHelp("The day; today in Beijing without it.", valueName: "date"), transform: OptionValue.day
  )
  var date: CalendarDay?
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var primeRates: PrimeRateOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let day = date ?? Today.day
    let source = try policy.load()
    let history = try primeRates.load()
    let publication = try history.publication(on: day)
    let age = history.daysSinceLast(day)
    let isStale = age > source.policy.lpr.staleAfterDays
    func warnings(_ language: ReportLanguage) -> [String] {
      isStale ? [WarningText.stalePrimeRate(days: age, language)] : []
    }
    try output.print(
      RecordReport([
        .init("effective_date", .day(publication.effective)),
        .init("lpr_1y_percent", .number(publication.oneYearPercent)),
        .init("lpr_5y_percent", .number(publication.fiveYearPercent)),
        .init("warnings", .list(warnings(.english).map { .text($0) })),
      ]), warnings: warnings(output.lang))
  }
}
