internal import ArgumentParser
internal import Cashflow
internal import Lending
internal import LoanFiles
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// What a contract says of its rate: fixed, or a spread over the prime rate.
struct FloatingRateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("fixed or floating.", valueName: "code"),
    transform: { text in try OptionValue.code(text, RateType.allCases.map { ($0.code, $0) }) })
  var rateType: RateType = .fixed
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Spread of a floating loan over the prime rate.", valueName: "bp"),
    transform: OptionValue.number(.from(-10_000, to: 10_000, "basis points from -10000 to 10000")))
  var spreadBp: Double?
  @Option(
    help: ArgumentHelp("anniversary, january, quarter or month.", valueName: "code"),
    transform: { text in try OptionValue.code(text, RepricingCycle.allCases.map { ($0.code, $0) }) })
  var repricing: RepricingCycle = .anniversary
  @Option(
    help: ArgumentHelp("Months between anniversaries.", valueName: "months"),
    transform: OptionValue.integer(1...12, "1 to 12 months"))
  var repricingMonths: Int = 12
  @Option(
    help: ArgumentHelp("1Y or 5Y; by the term and the policy without it.", valueName: "code"),
    transform: { text in try OptionValue.code(text, PrimeRateTenor.allCases.map { ($0.code, $0) }) })
  var lprTenor: PrimeRateTenor?
  @Option(
    help: ArgumentHelp(
      "same_day or previous_day, whose rate is taken; the policy's without it.", valueName: "code"),
    transform: { text in
      try OptionValue.code(text, LoanPrimeRatePolicy.Reference.allCases.map { ($0.rawValue, $0) })
    })
  var reference: LoanPrimeRatePolicy.Reference?
  @Option(help: ArgumentHelp("Prime rates to come, after the table's.", valueName: "file"))
  var lprPath: String?
  @OptionGroup var primeRates: PrimeRateOptions
  @OptionGroup var policy: PolicyOptions

  /// The table of prime rates, with the path behind it.
  func history() throws -> LoanPrimeRateHistory {
    let history = try primeRates.load()
    guard let lprPath else { return history }
    do {
      return try history.followed(by: LoanPrimeRateHistory(csv: try FileContents.read(lprPath)))
    } catch {
      throw PathFault(error, path: lprPath)
    }
  }

  /// Puts the rates of a floating loan into its terms.
  ///
  /// - Returns: Days from the last rate of the table to the last repricing, where that is long.
  func apply(to terms: inout LoanTerms) throws -> Int? {
    guard rateType == .floating else {
      if spreadBp != nil { throw InputFault.needs(option: "spread-bp", other: "rate-type floating") }
      if lprPath != nil { throw InputFault.needs(option: "lpr-path", other: "rate-type floating") }
      return nil
    }
    guard let spreadBp else {
      throw InputFault.missing(option: "spread-bp", hint: "a floating loan pays the prime rate and a spread")
    }
    guard let start = terms.startDate else { throw ScheduleError.startDateNeeded }
    let policy = try policy.load().policy.lpr
    let history = try history()
    let rate = FloatingRate(
      spreadBasisPoints: spreadBp, tenor: lprTenor ?? policy.tenor(months: terms.months), cycle: repricing,
      anniversaryMonths: repricingMonths, reference: reference ?? policy.reference)
    let maturity = terms.paymentDays.last ?? start.adding(months: terms.months)
    terms.annualRate = try rate.percent(on: start, in: history) / 100
    terms.rateChanges = try rate.changes(from: start, to: maturity, in: history)
    let age = history.daysSinceLast(terms.rateChanges.last?.day ?? start)
    return age > policy.staleAfterDays ? age : nil
  }
}
