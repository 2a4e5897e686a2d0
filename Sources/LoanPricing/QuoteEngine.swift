internal import Cashflow
internal import CreditRisk
public import Lending
internal import LoanUnits

/// Prices applications under one policy and one table of prime rates.
///
/// By the one-period formula of domain 3.1 or on the loan's cash flows, 3.2; everything a quote depends on is passed in. A
/// class, since a value of its kilobytes of policy would be copied for each row of a file.
public final class QuoteEngine: Sendable {
  /// The policy.
  public let policy: BankPolicy
  /// The prime rates.
  public let primeRates: LoanPrimeRateHistory
  let lossGivenDefault: LossGivenDefault
  let riskWeight: RiskWeight
  let internalRatings: InternalRatingsApproach
  let masterScale: MasterScale
  let ladder: AuthorityLadder
  let sizes: SizeTables
  let concessions: ConcessionTables

  /// Prepares an engine.
  public init(policy: BankPolicy, primeRates: LoanPrimeRateHistory) {
    self.policy = policy
    self.primeRates = primeRates
    lossGivenDefault = LossGivenDefault(policy.lgd)
    riskWeight = RiskWeight(policy.capital)
    internalRatings = InternalRatingsApproach(policy.capital)
    masterScale = MasterScale(policy.pd)
    ladder = AuthorityLadder(
      policy: policy, grid: RateGrid(stepBasisPoints: policy.pricing.roundingStepBasisPoints))
    sizes = SizeTables(policy)
    concessions = ConcessionTables(policy)
  }

  /// Prices one application.
  ///
  /// - Throws: ``QuoteFault`` with the option and the value that cannot be priced.
  public func quote(_ application: LoanApplication) throws(QuoteFault) -> Quote {
    try application.check()
    let application = try application.financingFees()
    let priced = try parts(application)
    let (prime, risk, parts) = (priced.prime, priced.risk, priced.parts)
    let decision = try RateDecision(
      application: application, engine: self, economics: parts.economics, primeRatePercent: prime.percent,
      stampDuty: stampDuty(application))
    let target = parts.economics.terms(atRate: decision.targetPercent / 100)
    let quoted = parts.economics.terms(atRate: decision.quotedPercent / 100)
    let net = quoted.tax.netRevenue(rate: decision.quotedPercent / 100)
    let firstPayment =
      application.repayment == .bullet
      ? nil
      : decision.cost.rows.first {
        $0.period > application.graceMonths / application.frequency.monthsPerPeriod
      }?
      .payment
    return Quote(
      method: application.method ?? policy.pricing.method, primeRateTenor: prime.tenor,
      primeRatePercent: prime.percent, primeRateEffective: prime.effective,
      probability: application.probability,
      grade: masterScale.names[
        application.probability >= 1
          ? masterScale.defaultGrade : masterScale.grade(of: application.probability)],
      lossGivenDefault: risk.lossGivenDefault, exposureAtDefault: Money(rounding: risk.exposure),
      expectedLossPercent: 100 * target.unit.expectedLoss, capitalPercent: 100 * risk.capitalOfExposure,
      riskWeightPercent: risk.riskWeightPercent,
      components: parts.components(target, targetPercent: decision.targetPercent),
      adjustments: decision.adjustments,
      floorRatePercent: decision.floorPercent, targetRatePercent: decision.targetPercent,
      quotedRatePercent: decision.quotedPercent,
      spreadBasisPoints: 100 * (decision.quotedPercent - prime.percent),
      rarocPercent: quoted.unit.raroc(net: net).map { 100 * $0 },
      economicProfit: quoted.unit.economicProfit(net: net) * quoted.averageBalance,
      borrowerCost: decision.cost,
      costSheet: CostSheet(
        application, cost: decision.cost, ratePercent: decision.quotedPercent,
        payees: policy.fees.defaultPayees),
      regularPayment: firstPayment, authority: decision.authority,
      authorityLadder: decision.ladder, isInclusive: isInclusive(application),
      computedSize: try? computedSize(application)?.get(),
      warnings: warnings(
        application, prime: prime, tax: quoted.tax, floorPercent: decision.floorPercent,
        quotedPercent: decision.quotedPercent, cost: decision.cost))
  }

  /// An application with all that its price hangs on, before a rate is chosen.
  struct PricedParts {
    var prime: PrimeRate
    var risk: ExposureRisk
    var tax: InterestTax
    var parts: PriceParts
  }

  /// Checks an application and finds the parts of its price.
  func parts(_ application: LoanApplication) throws(QuoteFault) -> PricedParts {
    try application.check()
    let prime = try primeRate(application)
    let risk = exposureRisk(application)
    let plan = applicationPlan(application, primeRatePercent: prime.percent)
    let tax = interestTax(application, prime: prime, exemptShare: plan.rates.exemptShare)
    let parts = PriceParts(
      application: application, policy: policy, plan: plan, risk: risk, tax: tax,
      fundingConcession: fundingConcession(application))
    try checkHurdle(parts.economics.base)
    return PricedParts(prime: prime, risk: risk, tax: tax, parts: parts)
  }

  /// Refuses a hurdle below what capital earns after tax.
  func checkHurdle(_ unit: UnitEconomics) throws(QuoteFault) {
    let needed = 100 * unit.capitalCredit * (1 - unit.incomeTax)
    guard 100 * unit.hurdle >= needed - 1e-12 else {
      throw .hurdleTooLow(percent: 100 * unit.hurdle, neededPercent: needed)
    }
  }

  /// The prime rate of an application.
  struct PrimeRate {
    var tenor: PrimeRateTenor
    var percent: Double
    var effective: CalendarDay?
    var staleDays: Int?
  }

  func primeRate(_ application: LoanApplication) throws(QuoteFault) -> PrimeRate {
    let tenor = policy.lpr.tenor(months: application.termMonths)
    let day = policy.lpr.reference == .sameDay ? application.asOf : application.asOf.adding(days: -1)
    let publication: LoanPrimeRateHistory.Publication
    do {
      publication = try primeRates.publication(on: day)
    } catch {
      throw .primeRate(error)
    }
    let age = primeRates.daysSinceLast(day)
    let stale = age > policy.lpr.staleAfterDays ? age : nil
    if let given = application.whatIf.primeRatePercent {
      return PrimeRate(tenor: tenor, percent: given, effective: publication.effective, staleDays: nil)
    }
    return PrimeRate(
      tenor: tenor, percent: publication.percent(tenor), effective: publication.effective, staleDays: stale)
  }

  func isInclusive(_ application: LoanApplication) -> Bool {
    guard let size = application.size else { return false }
    return sizes.isInclusive[Int(size.rawValue)] && application.line.yuan <= policy.inclusive.limit
  }

  /// The borrower's stamp duty on the amount, to the fen (印花税).
  func stampDuty(_ application: LoanApplication) -> Money {
    guard let size = application.size else { return .zero }
    let day = application.startDate ?? application.asOf
    let isRelieved = day <= policy.tax.stampDutyExemptUntil
    if isRelieved, sizes.isFreeOfStampDuty[Int(size.rawValue)] { return .zero }
    // Exemption and half rate end on the same day.
    let own = sizes.stampDuty[Int(size.rawValue)]
    let rate = isRelieved ? own : max(own, policy.tax.stampDutyAfterExemption)
    return Money(rounding: application.amount.yuan * rate)
  }

  func interestTax(_ application: LoanApplication, prime: PrimeRate, exemptShare: Double) -> InterestTax {
    let kept = InterestTax.keptOfTaxable(policy.tax)
    func threshold() -> Double {
      let tenor: PrimeRateTenor =
        switch policy.tax.vatLPRTenor {
        case .quote: prime.tenor
        case .oneYear: .oneYear
        case .fiveYear: .fiveYear
        }
      var percent = prime.percent
      if application.whatIf.primeRatePercent == nil {
        let drawdown = application.startDate ?? application.asOf
        let day = policy.tax.vatLPRDate == .drawdown ? drawdown : application.asOf
        percent = (try? primeRates.publication(on: day).percent(tenor)) ?? percent
      }
      return policy.tax.vatLPRMultiple * percent / 100
    }
    if let given = application.whatIf.tax {
      switch given {
      case .exempt: return InterestTax(treatment: .exempt, keptOfTaxable: kept, exemptShare: 1)
      case .taxable: return InterestTax(treatment: .taxable, keptOfTaxable: kept, exemptShare: 0)
      case .method1:
        return InterestTax(treatment: .method1(threshold: threshold()), keptOfTaxable: kept, exemptShare: 1)
      case .method2:
        return InterestTax(treatment: .method2(threshold: threshold()), keptOfTaxable: kept, exemptShare: 1)
      }
    }
    let line = application.line.yuan
    guard let size = application.size, sizes.isVATExempt[Int(size.rawValue)],
      line <= policy.tax.vatLineLimit,
      exemptShare > 0
    else { return InterestTax(treatment: .taxable, keptOfTaxable: kept, exemptShare: 0) }
    if line <= policy.tax.vatSmallLineLimit {
      return InterestTax(treatment: .exempt, keptOfTaxable: kept, exemptShare: exemptShare)
    }
    let treatment: InterestTax.Treatment =
      policy.tax.vat150PercentMethod == 1
      ? .method1(threshold: threshold()) : .method2(threshold: threshold())
    return InterestTax(treatment: treatment, keptOfTaxable: kept, exemptShare: exemptShare)
  }
}

extension LoanApplication {
  /// The borrower's line: as given, else what this loan commits.
  var line: Money { creditLimit ?? (amount + undrawn) }

  func check() throws(QuoteFault) {
    func require(
      _ condition: Bool, _ option: String, _ value: @autoclosure () -> String,
      _ allowed: @autoclosure () -> String
    ) throws(QuoteFault) {
      guard condition else { throw .outOfRange(option: option, value: value(), allowed: allowed()) }
    }
    try require(amount > .zero && amount <= .largest, "amount", "\(amount)", "an amount over 0 up to 10^15")
    try require((1...1200).contains(termMonths), "term", "\(termMonths)", "1 to 1200 months")
    try require(
      termMonths % frequency.monthsPerPeriod == 0, "term", "\(termMonths)",
      "a multiple of the payment period of \(frequency.monthsPerPeriod) months")
    try require(
      (0..<termMonths).contains(graceMonths), "grace", "\(graceMonths)", "0 to a month under the term")
    try require(
      graceMonths % frequency.monthsPerPeriod == 0, "grace", "\(graceMonths)",
      "a multiple of the payment period of \(frequency.monthsPerPeriod) months")
    try require(
      utilisation > 0 && utilisation <= 1, "utilisation", "\(utilisation)", "a fraction over 0 up to 1")
    try require(drawn > .zero, "utilisation", "\(utilisation)", "a drawn amount of a fen at least")
    try require(probability >= 0 && probability <= 1, "pd", "\(probability)", "a fraction from 0 to 1")
    if let share = guarantorShare {
      try require(share >= 0 && share <= 1, "guarantor-share", "\(share)", "a fraction from 0 to 1")
    }
    if let rate = givenRatePercent {
      try require(rate > -100 && rate <= 1000, "rate", "\(rate)", "a rate over -100 up to 1000 percent")
    }
  }
}
