internal import ArgumentParser
internal import CreditRisk
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// `calc capital`: the risk-weight functions of the internal-ratings approach.
struct CalcCapitalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capital", abstract: "Capital of one exposure by the internal-ratings functions.")

  /// Whose bounds of the turnover hold.
  enum Rules: String, CaseIterable, ExpressibleByArgument {
    /// 商业银行资本管理办法; turnover in millions of CNY.
    case china
    /// The Basel framework; turnover in millions of EUR.
    case basel
  }

  @Option(
    help: ArgumentHelp("Probability of default.", valueName: "fraction"),
    transform: OptionValue.number(.fraction))
  var pd: Double
  @Option(
    help: ArgumentHelp("Loss given default.", valueName: "fraction"), transform: OptionValue.number(.fraction)
  )
  var lgd: Double
  @Option(help: ArgumentHelp("Exposure at default.", valueName: "CNY"), transform: OptionValue.money)
  var ead: Money
  @Option(
    help: ArgumentHelp("Effective maturity; retail ignores it.", valueName: "years"),
    transform: OptionValue.number(.from(0, to: 100, "years from 0 to 100")))
  var maturity: Double
  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("corporate, sme, retail, mortgage or revolving.", valueName: "code"),
    transform: { text in
      try OptionValue.code(text, InternalRatings.ExposureClass.allCases.map { ($0.rawValue, $0) })
    })
  var exposureClass: InternalRatings.ExposureClass
  @Option(
    help: ArgumentHelp("Annual revenue: CNY under china, EUR under basel.", valueName: "millions"),
    transform: OptionValue.number(.from(0, to: 1e9, "millions from 0 to 1000000000")))
  var turnoverMillion: Double?
  @Option(help: ArgumentHelp("china or basel.", valueName: "code"))
  var rules: Rules = .china
  @Option(
    help: ArgumentHelp("Floor of the PD; the policy's without it.", valueName: "fraction"),
    transform: OptionValue.number(.fraction))
  var pdFloor: Double?
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var parameters = try policy.load().policy.capital.internalRatings
    var turnover = turnoverMillion
    switch rules {
    case .china:
      turnover = turnover.map { $0 * 1e6 }
    case .basel:
      parameters.smeTurnoverLow = 5
      parameters.smeTurnoverHigh = 50
    }
    if let pdFloor { parameters.pdFloor = pdFloor }
    let result = InternalRatings(parameters).capital(
      probability: pd, lossGivenDefault: lgd, maturityYears: maturity, exposureClass: exposureClass,
      turnover: turnover)
    try output.print(
      RecordReport([
        .init("correlation", .number(result.correlation)),
        .init("maturity_adjustment", .number(result.maturityAdjustment)), .init("k", .number(result.k)),
        .init("risk_weight_percent", .number(result.riskWeightPercent)),
        .init("rwa", .number(result.riskWeightPercent / 100 * ead.yuan)),
      ]))
  }
}
