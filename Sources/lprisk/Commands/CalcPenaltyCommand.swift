internal import ArgumentParser
internal import Cashflow
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// `calc penalty`: penalty interest (罚息) and compound interest (复利) of a breach.
struct CalcPenaltyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "penalty", abstract: "Penalty interest, and compound interest on unpaid interest.")

  /// What was breached.
  enum Breach: String, CaseIterable {
    /// 逾期.
    case overdue
    /// 挪用.
    case diverted
  }

  @Option(
    help: ArgumentHelp("Overdue or diverted principal.", valueName: "CNY"), transform: OptionValue.money)
  var principal: Money
  @Option(
    help: ArgumentHelp("Contract rate a year.", valueName: "percent"), transform: OptionValue.number(.percent)
  )
  var rate: Double
  @Option(
    help: ArgumentHelp("Days from the breach until it is paid.", valueName: "days"),
    transform: OptionValue.integer(0...36_500, "0 to 36500 days"))
  var days: Int
  @Option(
    help: ArgumentHelp("overdue or diverted; repeatable, the heavier holds.", valueName: "code"),
    transform: { text in try OptionValue.code(text, Breach.allCases.map { ($0.rawValue, $0) }) })
  var breach: [Breach]
  @Option(
    help: ArgumentHelp("Interest that is unpaid for these days.", valueName: "CNY"),
    transform: OptionValue.money)
  var unpaidInterest: Money = .zero
  @Option(
    help: ArgumentHelp("Share the rate is raised by, in place of the policy's.", valueName: "fraction"),
    transform: OptionValue.number(.from(0, to: 10, "a share of the rate from 0 to 10")))
  var uplift: Double?
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let policy = try policy.load().policy.penalty
    let uplifts = breach.map { $0 == .overdue ? policy.overdueUplift : policy.divertedUplift }
    let penalty = PenaltyInterest(
      contractRate: rate / 100, uplift: uplift ?? uplifts.max() ?? policy.overdueUplift,
      dayBasis: policy.dayBase)
    let onPrincipal = Money(rounding: penalty.interest(on: principal.yuan, days: days))
    let compound = Money(rounding: penalty.interest(on: unpaidInterest.yuan, days: days))
    try output.print(
      RecordReport([
        .init("penalty_rate_percent", .number(100 * penalty.annualRate)),
        .init("penalty_interest", .money(onPrincipal)), .init("compound_interest", .money(compound)),
        .init("total", .money(onPrincipal + compound)),
      ]))
  }
}
