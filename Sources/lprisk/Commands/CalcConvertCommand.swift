internal import ArgumentParser
internal import Lending
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// `calc convert`: a loan from a fixed rate to a floating one and back (固定与浮动利率互转).
struct CalcConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "The spread of a fixed rate on a day, or the rate of a spread.")

  @Option(
    help: ArgumentHelp("floating: from --rate; fixed: from --spread-bp.", valueName: "code"),
    transform: { text in try OptionValue.code(text, RateType.allCases.map { ($0.code, $0) }) })
  var to: RateType
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The fixed rate a year.", valueName: "percent"),
    transform: OptionValue.number(.rate))
  var rate: Double?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The spread of the floating loan.", valueName: "bp"),
    transform: OptionValue.number(.from(-10_000, to: 10_000, "basis points from -10000 to 10000")))
  var spreadBp: Double?
  @Option(help: ArgumentHelp("Day of conversion.", valueName: "date"), transform: OptionValue.day)
  var date: CalendarDay
  @Option(
    help: ArgumentHelp("Original contract term, which decides the tenor.", valueName: "months"),
    transform: OptionValue.months)
  var term: Int?
  @Option(
    help: ArgumentHelp("1Y or 5Y, in place of the term's.", valueName: "code"),
    transform: { text in try OptionValue.code(text, PrimeRateTenor.allCases.map { ($0.code, $0) }) })
  var lprTenor: PrimeRateTenor?
  @OptionGroup var primeRates: PrimeRateOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let policy = try policy.load().policy.lpr
    guard let tenor = lprTenor ?? term.map(policy.tenor) else {
      throw InputFault.missing(
        option: "term", hint: "the original term or --lpr-tenor decides the prime rate")
    }
    let history = try primeRates.load()
    let publication = try FloatingRate(
      spreadBasisPoints: 0, tenor: tenor, cycle: .anniversary, reference: policy.reference
    ).publication(on: date, in: history)
    let prime = publication.percent(tenor)
    let fixed: Double
    let spread: Double
    switch to {
    case .floating:
      guard let rate else {
        throw InputFault.missing(option: "rate", hint: "the fixed rate that is converted")
      }
      if spreadBp != nil { throw InputFault.together("spread-bp", "to floating") }
      (fixed, spread) = (rate, 100 * (rate - prime))
    case .fixed:
      guard let spreadBp else {
        throw InputFault.missing(option: "spread-bp", hint: "the spread of the floating loan")
      }
      if rate != nil { throw InputFault.together("rate", "to fixed") }
      (fixed, spread) = (prime + spreadBp / 100, spreadBp)
    }
    let age = history.daysSinceLast(date)
    func warnings(_ language: ReportLanguage) -> [String] {
      age > policy.staleAfterDays ? [WarningText.stalePrimeRate(days: age, language)] : []
    }
    try output.print(
      RecordReport([
        .init("rate_percent", .number(fixed)), .init("spread_bp", .number(spread)),
        .init("lpr_tenor", .text(tenor.code)), .init("lpr_percent", .number(prime)),
        .init("lpr_effective_date", .day(publication.effective)),
        .init("warnings", .list(warnings(.english).map { .text($0) })),
      ]), warnings: warnings(output.lang))
  }
}
