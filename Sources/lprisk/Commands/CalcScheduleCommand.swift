internal import ArgumentParser
internal import Cashflow
internal import LoanUnits
internal import Reporting

/// `calc schedule`: the repayment plan of a loan.
struct CalcScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "The repayment plan of a loan, rounded to the fen each period.")

  @Option(help: ArgumentHelp("Amount.", valueName: "CNY"), transform: OptionValue.positiveMoney)
  var amount: Money
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Rate a year.", valueName: "percent"),
    transform: OptionValue.number(.over(-100, to: 10_000, "percent a year, over -100 up to 10000")))
  var rate: Double
  @Option(help: ArgumentHelp("Term.", valueName: "months"), transform: OptionValue.months)
  var term: Int
  @Option(
    help: ArgumentHelp("annuity, linear, interest-only, bullet or revolving.", valueName: "code"),
    transform: OptionValue.repayment)
  var repayment: RepaymentMethod
  @Option(help: ArgumentHelp("monthly or quarterly.", valueName: "code"), transform: OptionValue.frequency)
  var frequency: PaymentFrequency = .monthly
  @Option(help: ArgumentHelp("Day of drawdown.", valueName: "date"), transform: OptionValue.day)
  var startDate: CalendarDay?
  @Option(
    help: ArgumentHelp("Months of interest only at the beginning.", valueName: "months"),
    transform: OptionValue.graceMonths)
  var grace: Int = 0
  @Option(
    help: ArgumentHelp("Principal left for the last payment.", valueName: "CNY"), transform: OptionValue.money
  )
  var balloon: Money = .zero
  @Option(
    help: ArgumentHelp("A level payment in place of the computed one.", valueName: "CNY"),
    transform: OptionValue.positiveMoney)
  var payment: Money?
  @Option(
    help: ArgumentHelp("How interest counts days; a month is a twelfth without it.", valueName: "code"),
    transform: OptionValue.dayCount)
  var dayCount: DayCount?
  @Option(
    help: ArgumentHelp("unadjusted, following or modified-following.", valueName: "code"),
    transform: OptionValue.businessDayRule)
  var businessDay: BusinessDayRule = .unadjusted
  @Option(help: ArgumentHelp("CSV date,kind with holiday or workday.", valueName: "file"))
  var calendar: String?
  @Flag(help: "A loan drawn on the last day of a month is due on last days.")
  var endOfMonth = false
  @OptionGroup var output: OutputOptions

  func run() throws {
    let terms = LoanTerms(
      principal: amount, annualRate: rate / 100, months: term, method: repayment, frequency: frequency,
      graceMonths: grace, startDate: startDate, balloon: balloon, givenPayment: payment, dayCount: dayCount,
      businessDayRule: businessDay, calendar: try calendar.map(CalendarFile.read), endOfMonth: endOfMonth)
    let schedule = try RepaymentSchedule.make(terms)
    let rows = ScheduleRow.rows(schedule)
    try output.print(
      RecordReport(
        [
          .init("schedule", .list(rows.map(\.json))), .init("total_interest", .money(schedule.totalInterest)),
          .init("total_payment", .money(schedule.totalPayment)),
        ], listKey: "schedule", listTable: { ScheduleRow.table(rows, $0) }))
  }
}
