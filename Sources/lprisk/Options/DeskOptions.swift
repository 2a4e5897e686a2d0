internal import ArgumentParser
internal import LoanPricing

/// What a pricing desk asks of one application beside its quote.
struct DeskOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Solve for rate, or at --rate for amount, term, fee or collateral-value.", valueName: "field"),
    transform: { text in
      try OptionValue.code(text, SolvedField.allCases.map { ($0.rawValue, $0) })
    })
  var solve: SolvedField?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What --solve must earn in place of the hurdle: CNY a year.", valueName: "CNY"))
  var economicProfit: String?
  @Flag(help: "What a change of each input does to the rate.")
  var sensitivity = false
  @Option(
    help: ArgumentHelp(
      "An offer beside the application, e.g. 'term=24;repayment=linear'; repeatable.", valueName: "changes"))
  var compare: [String] = []
  @Option(
    help: ArgumentHelp(
      "A rate card over rating, guarantee, term, size; values as in 'rating=AA;A,term=12;36'.",
      valueName: "fields"))
  var grid: String?
  @Option(
    help: ArgumentHelp(
      "Rates and churn; the rate of the largest expected profit for each segment.", valueName: "file"))
  var acceptance: String?
}
