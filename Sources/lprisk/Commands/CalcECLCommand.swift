internal import ArgumentParser
internal import Cashflow
internal import CreditRisk
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// `calc ecl`: expected credit loss of one loan.
struct CalcECLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ecl", abstract: "Expected credit loss over twelve months and over the life of a loan.")

  /// A probability of default and its weight.
  struct WeightedPD {
    let probability: Double
    let weight: Double
  }

  @Option(help: ArgumentHelp("Balance.", valueName: "CNY"), transform: OptionValue.money)
  var balance: Money
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Contract rate a year.", valueName: "percent"),
    transform: OptionValue.number(.rate))
  var rate: Double
  @Option(help: ArgumentHelp("Remaining term.", valueName: "months"), transform: OptionValue.months)
  var term: Int
  @Option(
    help: ArgumentHelp("annuity, linear, interest-only, bullet or revolving.", valueName: "code"),
    transform: OptionValue.repayment)
  var repayment: RepaymentMethod
  @Option(help: ArgumentHelp("monthly or quarterly.", valueName: "code"), transform: OptionValue.frequency)
  var frequency: PaymentFrequency = .monthly
  @Option(
    help: ArgumentHelp("Twelve-month probability of default.", valueName: "fraction"),
    transform: OptionValue.number(.fraction))
  var pd: Double?
  @Option(
    help: ArgumentHelp("Loss given default.", valueName: "fraction"), transform: OptionValue.number(.fraction)
  )
  var lgd: Double
  @Option(help: ArgumentHelp("Committed and not drawn.", valueName: "CNY"), transform: OptionValue.money)
  var undrawn: Money = .zero
  @Option(
    help: ArgumentHelp("Credit conversion factor of it; the policy's without it.", valueName: "fraction"),
    transform: OptionValue.number(.fraction))
  var ccf: Double?
  @Option(
    help: ArgumentHelp("end or middle of the month; the policy's without it.", valueName: "code"),
    transform: { text in
      try OptionValue.code(text, ImpairmentPolicy.Timing.allCases.map { ($0.rawValue, $0) })
    })
  var timing: ImpairmentPolicy.Timing?
  @Option(
    help: ArgumentHelp("A scenario in place of --pd; repeatable.", valueName: "pd:weight"),
    transform: CalcECLCommand.scenario)
  var scenario: [WeightedPD] = []
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var output: OutputOptions
  @Option(
    help: ArgumentHelp("Day that the result carries; today in Beijing without it.", valueName: "date"),
    transform: OptionValue.day)
  var asOf: CalendarDay?

  private func check() throws {
    if pd == nil, scenario.isEmpty { throw InputFault.missing(option: "pd", hint: "give --pd or --scenario") }
    if pd != nil, !scenario.isEmpty { throw InputFault.together("pd", "scenario") }
    let sum = scenario.reduce(0) { $0 + $1.weight }
    if !scenario.isEmpty, (sum - 1).magnitude > 1e-9 {
      throw InputFault.option(
        "scenario", value: "with weights that sum to \(DecimalText.significant(sum, digits: 12))",
        allowed: "weights that sum to 1")
    }
  }

  func run() throws {
    try check()
    let source = try policy.load()
    let scenarios = scenario.isEmpty ? [WeightedPD(probability: pd ?? 0, weight: 1)] : scenario
    // The probabilities are given as such: multiples of 1.
    let loss = CreditLoss(
      scenarios: scenarios.map {
        ImpairmentPolicy.Scenario(name: "", weight: $0.weight, pdMultiplier: $0.probability)
      }, timing: timing ?? source.policy.ecl.timing)
    let plan = CreditLoss.Plan(
      balance: balance.yuan, converted: (ccf ?? source.policy.capital.ccf.commitment) * undrawn.yuan,
      months: term,
      method: repayment, frequency: frequency, monthlyRate: rate / 1200, monthlyDiscount: rate / 1200)
    let losses = loss.losses(plan, probability: 1, lossGivenDefault: lgd)
    let context = source.context(asOf: asOf ?? Today.day)
    try output.print(
      RecordReport(
        [
          .init("ecl_12m", .number(losses.twelveMonth)), .init("ecl_lifetime", .number(losses.lifetime)),
          .init("warnings", .list(context.warnings(.english).map { .text($0) })),
        ] + context.fields), warnings: context.warnings(output.lang))
  }

  private static let scenario: @Sendable (String) throws -> WeightedPD = { text in
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let probability = StrictNumber.double(parts[0]), (0...1).contains(probability),
      let weight = StrictNumber.double(parts[1]), (0...1).contains(weight)
    else { throw AllowedValues(words: "PD:WEIGHT, both fractions from 0 to 1") }
    return WeightedPD(probability: probability, weight: weight)
  }
}
