internal import ArgumentParser
internal import CreditRisk
internal import Lending
internal import LoanPricing
internal import LoanUnits
internal import Reporting

/// One exposure under the weighting approach, as options of `calc capital`.
struct WeightedExposureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Book value.", valueName: "CNY"), transform: OptionValue.money)
  var balance: Money?
  @Option(help: ArgumentHelp("Committed and not drawn.", valueName: "CNY"), transform: OptionValue.money)
  var undrawn: Money?
  @Option(help: ArgumentHelp("Booked provision.", valueName: "CNY"), transform: OptionValue.money)
  var provision: Money?
  @Option(
    help: ArgumentHelp("Size of the borrower; other without it.", valueName: "code"),
    transform: { text in try OptionValue.code(text, EnterpriseSize.allCases.map { ($0.code, $0) }) })
  var size: EnterpriseSize?
  @Option(
    help: ArgumentHelp("Exposure to the firm or group; this loan alone without it.", valueName: "CNY"),
    transform: OptionValue.money)
  var borrowerExposure: Money?
  @Option(
    help: ArgumentHelp("Balance of the borrower; this loan alone without it.", valueName: "CNY"),
    transform: OptionValue.money)
  var borrowerBalance: Money?
  @Option(
    help: ArgumentHelp("Who stands for the borrower.", valueName: "code"),
    transform: { text in try OptionValue.code(text, Guarantor.allCases.map { ($0.code, $0) }) })
  var guarantor: Guarantor?
  @Option(
    help: ArgumentHelp("Share the guarantor bears.", valueName: "fraction"),
    transform: OptionValue.number(.fraction))
  var guarantorShare: Double?
  @Flag(help: "The undrawn part is cancellable at any time without notice.")
  var cancellable = false
  @Flag(help: "Investment-grade company.")
  var investmentGrade = false
  @Flag(help: "Outside the bank's region.")
  var nonLocal = false
  @Flag(help: "More than half of the repayment comes from the property.")
  var propertyDependent = false

  /// The first option that was given, if any.
  var firstGiven: String? {
    let given: [(String, Bool)] = [
      ("balance", balance != nil), ("undrawn", undrawn != nil), ("provision", provision != nil),
      ("size", size != nil), ("borrower-exposure", borrowerExposure != nil),
      ("borrower-balance", borrowerBalance != nil), ("guarantor", guarantor != nil),
      ("guarantor-share", guarantorShare != nil), ("cancellable", cancellable),
      ("investment-grade", investmentGrade), ("non-local", nonLocal),
      ("property-dependent", propertyDependent),
    ]
    return given.first(where: \.1)?.0
  }

  /// The exposure's weight, class and risk-weighted assets.
  func report(
    _ policy: CapitalPolicy, revenue: Money?, collateral: CollateralOptions, isDefaulted: Bool
  ) throws -> RecordReport {
    guard let balance else {
      throw InputFault.missing(option: "balance", hint: "the weighting approach weighs a book value")
    }
    var flags: LoanFlags = []
    if investmentGrade { flags.insert(.investmentGrade) }
    if nonLocal { flags.insert(.nonLocal) }
    if propertyDependent { flags.insert(.propertyDependent) }
    let factor = cancellable ? policy.ccf.cancellable : policy.ccf.commitment
    let exposure = balance.yuan + factor * (undrawn?.yuan ?? 0)
    let net = max(0, exposure - (provision?.yuan ?? 0))
    let found = RiskWeight(policy).assess(
      RiskWeight.Exposure(
        size: size?.rawValue ?? missingCode,
        borrowerExposure: max(borrowerExposure?.fen ?? 0, Rounding.fen(exposure)),
        borrowerBalance: max(borrowerBalance?.fen ?? 0, balance.fen),
        annualRevenue: revenue?.fen ?? missingMoney, flags: flags,
        guarantee: collateral.guarantee?.rawValue ?? missingCode,
        collateralType: collateral.collateralType?.rawValue ?? missingCode,
        collateralValue: collateral.collateralValue?.fen ?? missingMoney, balance: balance.fen,
        undrawn: undrawn?.fen ?? 0, netExposure: net, isDefaulted: isDefaulted,
        provision: provision?.fen ?? 0, guarantor: guarantor?.rawValue ?? missingCode,
        guarantorShare: guarantorShare ?? 0))
    return RecordReport([
      .init("exposure_class", .text(found.exposureClass.code)), .init("ead", .number(exposure)),
      .init("net_exposure", .number(net)), .init("risk_weight_percent", .number(found.percent)),
      .init("rwa", .number(net * found.percent / 100)),
    ])
  }
}

/// What secures an exposure, as options.
struct CollateralOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("credit, guarantee, mortgage or pledge.", valueName: "code"),
    transform: { text in try OptionValue.code(text, Guarantee.allCases.map { ($0.code, $0) }) })
  var guarantee: Guarantee?
  @Option(
    help: ArgumentHelp("What secures a mortgage or pledge.", valueName: "code"),
    transform: { text in try OptionValue.code(text, CollateralType.allCases.map { ($0.code, $0) }) })
  var collateralType: CollateralType?
  @Option(help: ArgumentHelp("Its value.", valueName: "CNY"), transform: OptionValue.money)
  var collateralValue: Money?

  /// The first option that was given, if any.
  var firstGiven: String? {
    if guarantee != nil { return "guarantee" }
    if collateralType != nil { return "collateral-type" }
    return collateralValue == nil ? nil : "collateral-value"
  }

  /// As the supervisory loss takes it.
  var collateral: SupervisoryLoss.Collateral {
    SupervisoryLoss.Collateral(
      guarantee: guarantee?.rawValue ?? missingCode, type: collateralType?.rawValue ?? missingCode,
      value: collateralValue?.yuan ?? .nan)
  }
}
