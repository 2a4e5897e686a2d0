internal import ArgumentParser
internal import Cashflow
internal import Reporting

/// `calc irr`: the internal rate of return of a file of flows.
struct CalcIRRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "irr", abstract: "The internal rate of return of flows by period or by date.")

  @Option(
    help: ArgumentHelp("CSV with period,amount or date,amount; - for standard input.", valueName: "file"))
  var flows: String
  @Option(
    help: ArgumentHelp("Periods of a year.", valueName: "count"),
    transform: OptionValue.number(.over(0, to: 366, "periods a year, over 0 up to 366")))
  var periodsPerYear: Double = 12
  @OptionGroup var output: OutputOptions

  func run() throws {
    let file = try FlowFile(path: flows, layouts: [.period, .date])
    let isDated = file.layout == .date
    let outcome =
      isDated
      ? InternalRateOfReturn.roots(days: file.days, amounts: file.amounts)
      : InternalRateOfReturn.roots(times: file.times, amounts: file.amounts)
    guard let periodic = outcome.nearest(to: 0) else { throw InputFault.noRate(file: flows) }
    let perYear = isDated ? 1 : periodsPerYear
    func annual(_ rate: Double) -> Double {
      100 * EffectiveRate.annual(periodic: rate, periodsPerYear: perYear)
    }
    let roots = outcome.rates.map(annual)
    func warnings(_ language: ReportLanguage) -> [String] {
      roots.count > 1 ? [WarningText.notUnique(roots, language)] : []
    }
    guard roots.allSatisfy(\.isFinite) else { throw InputFault.noRate(file: flows) }
    try output.print(
      RecordReport([
        .init("irr_percent", .number(annual(periodic))),
        .init("periodic_percent", isDated ? .null : .number(100 * periodic)),
        .init("nominal_percent", isDated ? .null : .number(100 * periodic * periodsPerYear)),
        .init("roots_percent", .list(roots.map { .number($0) })),
        .init("warnings", .list(warnings(.english).map { .text($0) })),
      ]), warnings: warnings(output.lang))
  }
}
