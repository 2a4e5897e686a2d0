internal import ArgumentParser
internal import CreditRisk
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// `calc capital`: the risk-weight functions of the internal-ratings approach, or the weight of one exposure.
///
/// Without `--variant` the loss given default and the maturity are taken as they are given.
struct CalcCapitalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capital",
    abstract: "Capital of one exposure by the internal-ratings functions or by weights.")

  /// Whose bounds of the turnover hold.
  enum Rules: String, CaseIterable, ExpressibleByArgument {
    /// 商业银行资本管理办法; turnover in millions of CNY.
    case china
    /// The Basel framework; turnover in millions of EUR.
    case basel
  }

  @Option(
    help: ArgumentHelp("irb or weighting.", valueName: "code"),
    transform: { text in
      try OptionValue.code(text, CapitalPolicy.Approach.allCases.map { ($0.rawValue, $0) })
    })
  var approach: CapitalPolicy.Approach = .irb
  @Option(
    help: ArgumentHelp(
      "foundation: the supervisor's LGD and maturity; advanced: own ones within floors and bounds.",
      valueName: "code"),
    transform: { text in
      try OptionValue.code(text, InternalRatingsPolicy.Variant.allCases.map { ($0.rawValue, $0) })
    })
  var variant: InternalRatingsPolicy.Variant?
  @Option(
    help: ArgumentHelp("Probability of default.", valueName: "fraction"),
    transform: OptionValue.number(.fraction))
  var pd: Double?
  @Option(
    help: ArgumentHelp("Loss given default.", valueName: "fraction"), transform: OptionValue.number(.fraction)
  )
  var lgd: Double?
  @Option(help: ArgumentHelp("Exposure at default.", valueName: "CNY"), transform: OptionValue.money)
  var ead: Money?
  @Option(
    help: ArgumentHelp("Effective maturity; retail ignores it.", valueName: "years"),
    transform: OptionValue.number(.from(0, to: 100, "years from 0 to 100")))
  var maturity: Double?
  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("corporate, sme, retail, mortgage or revolving.", valueName: "code"),
    transform: { text in
      try OptionValue.code(text, InternalRatings.ExposureClass.allCases.map { ($0.rawValue, $0) })
    })
  var exposureClass: InternalRatings.ExposureClass?
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
  @Flag(help: "The exposure is defaulted.")
  var defaulted = false
  @Option(
    help: ArgumentHelp(
      "Best estimate of the loss of a defaulted exposure; its LGD without it.", valueName: "fraction"),
    transform: OptionValue.number(.fraction))
  var bestEstimate: Double?
  @OptionGroup var collateral: CollateralOptions
  @OptionGroup(title: "Weighting approach") var weighted: WeightedExposureOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let policy = try policy.load().policy.capital
    switch approach {
    case .weighting:
      try refuseRatings()
      try output.print(
        weighted.report(
          policy, revenue: turnoverMillion.map { Money(fen: Rounding.fen($0 * 1e6)) }, collateral: collateral,
          isDefaulted: defaulted))
    case .irb: try output.print(ratings(policy))
    }
  }

  private func refuseRatings() throws {
    let given: [(String, Bool)] = [
      ("pd", pd != nil), ("lgd", lgd != nil), ("ead", ead != nil), ("maturity", maturity != nil),
      ("class", exposureClass != nil), ("variant", variant != nil), ("best-estimate", bestEstimate != nil),
      ("pd-floor", pdFloor != nil),
    ]
    if let name = given.first(where: \.1)?.0 { throw InputFault.together(name, "approach weighting") }
  }

  private func ratings(_ policy: CapitalPolicy) throws -> RecordReport {
    if let name = weighted.firstGiven { throw InputFault.together(name, "approach irb") }
    if variant == nil, let name = collateral.firstGiven {
      throw InputFault.needs(option: name, other: "variant")
    }
    guard let exposureClass else { throw InputFault.missing(option: "class", hint: "give --class") }
    guard let ead else { throw InputFault.missing(option: "ead", hint: "give --ead") }
    guard defaulted || pd != nil else {
      throw InputFault.missing(option: "pd", hint: "give --pd or --defaulted")
    }
    if defaulted, pd != nil { throw InputFault.together("pd", "defaulted") }
    if !defaulted, bestEstimate != nil {
      throw InputFault.needs(option: "best-estimate", other: "defaulted")
    }
    var policy = policy
    var turnover = turnoverMillion
    switch rules {
    case .china:
      turnover = turnover.map { $0 * 1e6 }
    case .basel:
      policy.internalRatings.smeTurnoverLow = 5
      policy.internalRatings.smeTurnoverHigh = 50
    }
    if let pdFloor {
      policy.internalRatings.pdFloor = pdFloor
      policy.internalRatings.revolvingPDFloor = pdFloor
    }
    if let variant { policy.internalRatings.variant = variant }
    let approach = InternalRatingsApproach(policy)
    let severity = try severity(approach, ead: ead, exposureClass)
    let years = try years(approach, exposureClass)
    let probability = defaulted ? 1 : approach.functions.floored(pd ?? 1, exposureClass: exposureClass)
    let loss = defaulted ? bestEstimate ?? severity : probability * severity
    let result =
      defaulted
      ? approach.functions.defaulted(lossGivenDefault: severity, bestEstimateLoss: loss)
      : approach.functions.capital(
        probability: probability, lossGivenDefault: severity, maturityYears: years,
        exposureClass: exposureClass, turnover: turnover)
    return RecordReport([
      .init("correlation", defaulted ? .null : .number(result.correlation)),
      .init("maturity_adjustment", defaulted ? .null : .number(result.maturityAdjustment)),
      .init("k", .number(result.k)), .init("risk_weight_percent", .number(result.riskWeightPercent)),
      .init("rwa", .number(result.riskWeightPercent / 100 * ead.yuan)), .init("pd", .number(probability)),
      .init("lgd", .number(severity)), .init("expected_loss", .number(loss * ead.yuan)),
    ])
  }

  private var isCompany: Bool { exposureClass == .corporate || exposureClass == .sme }

  /// The loss given default: the supervisor's, the given one above its floor, or the given one as it is.
  private func severity(
    _ approach: InternalRatingsApproach, ead: Money, _ exposureClass: InternalRatings.ExposureClass
  ) throws -> Double {
    let isSupervisory = variant == .foundation && isCompany
    if isSupervisory, lgd != nil { throw InputFault.together("lgd", "variant foundation") }
    guard isSupervisory || lgd != nil else {
      throw InputFault.missing(option: "lgd", hint: "only companies under --variant foundation need none")
    }
    guard variant != nil else { return lgd ?? 0 }
    return approach.lossGivenDefault(
      lgd ?? 0, collateral.collateral, exposure: ead.yuan, exposureClass: exposureClass)
  }

  /// The maturity: the supervisor's, the given one within bounds, or the given one as it is.
  private func years(
    _ approach: InternalRatingsApproach, _ exposureClass: InternalRatings.ExposureClass
  ) throws -> Double {
    if variant == .foundation, isCompany, maturity != nil {
      throw InputFault.together("maturity", "variant foundation")
    }
    guard maturity != nil || variant == .foundation || !isCompany || defaulted else {
      throw InputFault.missing(option: "maturity", hint: "give --maturity in years")
    }
    return variant == nil ? maturity ?? 0 : approach.maturityYears(maturity ?? 0)
  }
}
