internal import ArgumentParser
internal import Cashflow
internal import Lending
internal import LoanUnits
internal import Reporting

/// `calc schedule`: the repayment plan of a loan.
struct CalcScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "The repayment plan of a loan, rounded to the fen each period.")

  @Option(help: ArgumentHelp("Amount.", valueName: "CNY"), transform: OptionValue.positiveMoney)
  var amount: Money
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Rate a year of a fixed loan.", valueName: "percent"),
    transform: OptionValue.number(.over(-100, to: 10_000, "percent a year, over -100 up to 10000")))
  var rate: Double?
  @Option(
    help: ArgumentHelp("Term; a custom plan may leave it to its file.", valueName: "months"),
    transform: OptionValue.months)
  var term: Int?
  @OptionGroup var plan: PlanOptions
  @Option(help: ArgumentHelp("monthly or quarterly.", valueName: "code"), transform: OptionValue.frequency)
  var frequency: PaymentFrequency = .monthly
  @Option(help: ArgumentHelp("Day of drawdown.", valueName: "date"), transform: OptionValue.day)
  var startDate: CalendarDay?
  @Option(
    help: ArgumentHelp("Months of interest only at the beginning.", valueName: "months"),
    transform: OptionValue.graceMonths)
  var grace: Int = 0
  @Option(
    help: ArgumentHelp("A level payment in place of the computed one.", valueName: "CNY"),
    transform: OptionValue.positiveMoney)
  var payment: Money?
  @OptionGroup var days: ContractDayOptions
  @OptionGroup var floating: FloatingRateOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if term == nil, plan.repayment != .custom {
      throw InputFault.missing(option: "term", hint: "the months from drawdown to maturity")
    }
    var terms = LoanTerms(
      principal: amount, annualRate: 0, months: term ?? 0, method: plan.method, frequency: frequency,
      graceMonths: grace, startDate: startDate, givenPayment: payment)
    try days.apply(to: &terms)
    try plan.apply(to: &terms)
    if floating.rateType == .floating {
      if rate != nil { throw InputFault.together("rate", "rate-type floating") }
    } else {
      guard let rate else {
        throw InputFault.missing(option: "rate", hint: "percent a year, or --rate-type floating and a spread")
      }
      terms.annualRate = rate / 100
    }
    let age = try floating.apply(to: &terms)
    func warnings(_ language: ReportLanguage) -> [String] {
      age.map { [WarningText.primeRateAssumed(days: $0, language)] } ?? []
    }
    let schedule = try RepaymentSchedule.make(terms)
    let rows = ScheduleRow.rows(schedule)
    var fields: [JSONValue.Field] = [
      .init("schedule", .list(rows.map(\.json))), .init("total_interest", .money(schedule.totalInterest)),
      .init("total_payment", .money(schedule.totalPayment)),
    ]
    if floating.rateType == .floating {
      fields.append(.init("warnings", .list(warnings(.english).map { .text($0) })))
    }
    try output.print(
      RecordReport(fields, listKey: "schedule", listTable: { ScheduleRow.table(rows, $0) }),
      warnings: warnings(output.lang))
  }
}
