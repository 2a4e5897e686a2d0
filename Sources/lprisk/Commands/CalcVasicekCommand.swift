internal import ArgumentParser
internal import LoanMath
internal import Reporting

/// `calc vasicek`: the loss of an infinitely granular portfolio.
struct CalcVasicekCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vasicek", abstract: "Loss quantiles of a granular portfolio with one common factor.")

  @Option(
    help: ArgumentHelp("Probability of default.", valueName: "fraction"),
    transform: OptionValue.number(.fraction))
  var pd: Double
  @Option(
    help: ArgumentHelp("Asset correlation.", valueName: "fraction"), transform: OptionValue.number(.fraction))
  var rho: Double
  @Option(
    help: ArgumentHelp("Quantile, such as 99.9.", valueName: "percent"),
    transform: OptionValue.number(.percent))
  var quantile: Double
  @Option(
    help: ArgumentHelp("Loss given default.", valueName: "fraction"), transform: OptionValue.number(.fraction)
  )
  var lgd: Double = 1
  @OptionGroup var output: OutputOptions

  func run() throws {
    let portfolio = try SingleFactorPortfolio(probability: pd, correlation: rho)
    let conditional = portfolio.conditionalDefaultRate(quantile: quantile / 100)
    try output.print(
      RecordReport([
        .init("conditional_pd", .number(conditional)), .init("var", .number(lgd * conditional)),
        .init("expected_shortfall", .number(lgd * portfolio.expectedShortfall(quantile: quantile / 100))),
        .init("standard_deviation", .number(lgd * portfolio.standardDeviation)),
      ]))
  }
}
