public import Cashflow
internal import CreditRisk
public import Lending
internal import LoanMath
public import LoanUnits

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Prices loans of a portfolio as of one day: what each would be quoted for its remaining term and balance.
///
/// The formula and the order of adjustments are those of ``QuoteEngine``; what depends on the shape of a plan
/// alone is computed once a shape. Acquisition cost is left out, and there are no fees.
public final class PortfolioPricer: Sendable {
  /// What decides the price of one loan beside its plan.
  public struct Loan: Sendable {
    /// Balance, CNY, over 0.
    public var balance: Double
    /// Exposure at default, CNY.
    public var exposure: Double
    /// Twelve-month probability of default, a fraction.
    public var probability: Double
    /// A fraction.
    public var lossGivenDefault: Double
    /// Risk weight, percent.
    public var riskWeightPercent: Double
    /// Code of ``EnterpriseSize``.
    public var size: UInt8
    /// The borrower's line, CNY.
    public var line: Double
    /// Deposits with the bank, CNY.
    public var deposits: Double
    /// Flags of the loan.
    public var flags: LoanFlags
    /// Bits of ``PrioritySector``, or ``missingCode``.
    public var sectors: UInt8

    /// Creates the facts.
    public init(
      balance: Double, exposure: Double, probability: Double, lossGivenDefault: Double,
      riskWeightPercent: Double, size: UInt8, line: Double, deposits: Double, flags: LoanFlags, sectors: UInt8
    ) {
      self.balance = balance
      self.exposure = exposure
      self.probability = probability
      self.lossGivenDefault = lossGivenDefault
      self.riskWeightPercent = riskWeightPercent
      self.size = size
      self.line = line
      self.deposits = deposits
      self.flags = flags
      self.sectors = sectors
    }
  }

  /// What all loans of a plan share: numbers alone, so that nothing is retained and released for each loan, and few of them,
  /// since a tape has thousands of plans.
  public struct Figures: Sendable {
    /// Share of the interest earned in exempt months, a fraction.
    public let exemptShare: Double
    /// Prime rate of its tenor, percent.
    public let primeRatePercent: Double
    /// Threshold of the 150 % rule, a fraction a year.
    public let taxThreshold: Double
    /// Highest rate on the grid within the cap on the borrower's cost, percent.
    public let capPercent: Double
    /// Its months, by the cash-flow method.
    let months: PlanMonths
    /// What a recovery is worth at default, for its lag.
    let recoveryDiscount: Double
    /// Transfer price before concession, a fraction.
    let funding: Double
    /// Liquidity premium, a fraction.
    let liquidity: Double
    /// Cost of required reserves, a fraction.
    let reserve: Double
    /// Benefit of relending, ≤ 0, a fraction.
    let relending: Double
  }

  /// A plan: its figures, and what its loans share on their cash flows, month by month.
  public struct Plan: Sendable {
    /// The numbers.
    public let figures: Figures
    let valuation: PlanValuation
  }

  let policy: BankPolicy
  let publication: LoanPrimeRateHistory.Publication
  /// In force on the day itself, which is that of drawdown: the 150 % rule looks at it.
  let drawdownPublication: LoanPrimeRateHistory.Publication
  let asOf: CalendarDay
  let grid: RateGrid
  let kept: Double
  /// Capital per unit of exposure and percent of risk weight.
  let capitalPerPercent: Double
  /// What deposits give, a fraction of them a year.
  let depositBenefit: Double
  /// Operating cost in proportion to the balance, a fraction a year.
  let variableCost: Double
  /// Other income, a fraction a year.
  let otherIncome: Double
  /// What capital earns, a fraction a year; nil: the transfer price.
  let capitalCredit: Double?
  let isExemptSize: [Bool]
  let isInclusiveSize: [Bool]
  /// What concessions take off the transfer price, a fraction, by the bits of ``reasons(_:)``.
  let fundingConcession: [Double]
  /// What they take off a quote, at most the policy's limit, percentage points, likewise.
  let quoteConcession: [Double]
  let hasHazardShape: Bool
  let monthly = MonthlyHazard()

  /// Prepares a day.
  ///
  /// - Throws: ``QuoteFault`` when the day has no prime rate or the hurdle is below what capital earns.
  public init(policy: BankPolicy, primeRates: LoanPrimeRateHistory, asOf: CalendarDay) throws(QuoteFault) {
    self.policy = policy
    self.asOf = asOf
    let day = policy.lpr.reference == .sameDay ? asOf : asOf.adding(days: -1)
    do {
      publication = try primeRates.publication(on: day)
      drawdownPublication = try primeRates.publication(on: asOf)
    } catch {
      throw .primeRate(error)
    }
    let highest = policy.capital.creditPercent ?? policy.ftp.curve.nodes.map(\.percent).max() ?? 0
    let needed = highest * (1 - policy.tax.incomeTax)
    guard 100 * policy.capital.hurdleAfterTax >= needed - 1e-12 else {
      throw .hurdleTooLow(percent: 100 * policy.capital.hurdleAfterTax, neededPercent: needed)
    }
    grid = RateGrid(stepBasisPoints: policy.pricing.roundingStepBasisPoints)
    kept = InterestTax.keptOfTaxable(policy.tax)
    capitalPerPercent = policy.capital.ratio / 100
    depositBenefit = policy.cost.depositBenefitPercent / 100
    variableCost = policy.cost.variablePercent / 100
    otherIncome = policy.cost.otherIncomePercent / 100
    capitalCredit = policy.capital.creditPercent.map { $0 / 100 }
    isExemptSize = EnterpriseSize.allCases.map { policy.tax.vatExemptSizes.contains($0) }
    isInclusiveSize = EnterpriseSize.allCases.map { policy.inclusive.sizes.contains($0) }
    fundingConcession = PortfolioPricer.sums(
      ConcessionReason.allCases.map { policy.ftp.concessionBasisPoints[$0] ?? 0 }
    ).map { $0 / 10_000 }
    quoteConcession = PortfolioPricer.sums(
      ConcessionReason.allCases.map { policy.pricing.concessionsBasisPoints[$0] ?? 0 }
    ).map { min($0, policy.pricing.concessionLimitBasisPoints) / 100 }
    hasHazardShape = !policy.pd.hazardShape.steps.isEmpty
  }

  /// The prime rate of a tenor on the day, percent.
  public func primeRatePercent(months: Int) -> Double {
    publication.percent(policy.lpr.tenor(months: months))
  }

  /// The rates of a plan; a caller keeps them by shape.
  ///
  /// - Parameter repricingMonths: Nil for a fixed rate.
  public func plan(
    months: Int, method: RepaymentMethod, frequency: PaymentFrequency, repricingMonths: Int?
  ) -> Plan {
    let prime = primeRatePercent(months: months)
    let exempt =
      policy.tax.vatHorizon == .drawdown
      ? (asOf <= policy.tax.vatExemptUntil ? months : 0)
      : PlanRates.exemptMonths(from: asOf, until: policy.tax.vatExemptUntil, months: months)
    let rates = PlanRates(
      months: months, plan: .standard(method), frequency: frequency, graceMonths: 0, balloonShare: 0,
      repricingMonths: repricingMonths,
      exemptMonths: exempt, primeRatePercent: prime, funding: policy.ftp)
    let ruleTenor: PrimeRateTenor =
      switch policy.tax.vatLPRTenor {
      case .quote: policy.lpr.tenor(months: months)
      case .oneYear: .oneYear
      case .fiveYear: .fiveYear
      }
    let funding = rates.fundingPercent / 100
    let valuation = PlanValuation(
      months: months, method: method, frequency: frequency, exemptMonths: exempt, funding: funding,
      cost: policy.cost)
    return Plan(
      figures: Figures(
        exemptShare: rates.exemptShare, primeRatePercent: prime,
        taxThreshold: policy.tax.vatLPRMultiple * drawdownPublication.percent(ruleTenor) / 100,
        capPercent: capPercent(months: months, method: method, frequency: frequency),
        months: valuation.months,
        recoveryDiscount: pow(
          1 + rates.fundingPercent / 1200, -Double(policy.lgd.recoveryLagMonths)),
        funding: funding, liquidity: rates.liquidityPercent / 100,
        reserve: policy.ftp.reserveCost(funding: funding),
        relending: -policy.ftp.relendingShare * (funding - policy.ftp.relendingRatePercent / 100)),
      valuation: valuation)
  }

  /// The highest rate whose effective cost stays within the cap: compounding a period, or once for a bullet.
  private func capPercent(months: Int, method: RepaymentMethod, frequency: PaymentFrequency) -> Double {
    let years = method == .bullet ? Double(months) / 12 : Double(frequency.monthsPerPeriod) / 12
    let growth = expm1(years * log1p(policy.pricing.maxAllInRatePercent / 100))
    return grid.round(100 * growth / years, .down)
  }

  /// Parts of a loan's price a unit of balance by the one-period formula.
  @inline(__always)
  func economics(_ loan: Loan, plan: Figures, reasons: Int) -> UnitEconomics {
    let perBalance = 1 / loan.balance
    let exposure = loan.exposure * perBalance
    return UnitEconomics(
      funding: plan.funding, liquidity: plan.liquidity, reserve: plan.reserve,
      fundingConcession: -fundingConcession[reasons], relending: plan.relending,
      operating: variableCost + policy.cost.servicingCNYPerYear * perBalance,
      expectedLoss: loan.probability * loan.lossGivenDefault * exposure, otherIncome: -otherIncome,
      depositBenefit: -depositBenefit * loan.deposits * perBalance,
      capital: capitalOfExposure(loan) * exposure, hurdle: policy.capital.hurdleAfterTax,
      capitalCredit: capitalCredit ?? plan.funding, incomeTax: policy.tax.incomeTax)
  }

  /// Capital per unit of exposure, a fraction.
  @inline(__always)
  func capitalOfExposure(_ loan: Loan) -> Double { loan.riskWeightPercent * capitalPerPercent }

  /// How the interest of a loan is taxed.
  public func tax(_ loan: Loan, plan: Figures) -> InterestTax {
    guard loan.size != missingCode, isExemptSize[Int(loan.size)], loan.line <= policy.tax.vatLineLimit,
      plan.exemptShare > 0
    else { return InterestTax(treatment: .taxable, keptOfTaxable: kept, exemptShare: 0) }
    if loan.line <= policy.tax.vatSmallLineLimit {
      return InterestTax(treatment: .exempt, keptOfTaxable: kept, exemptShare: plan.exemptShare)
    }
    let threshold = plan.taxThreshold
    return InterestTax(
      treatment: policy.tax.vat150PercentMethod == 1
        ? .method1(threshold: threshold) : .method2(threshold: threshold),
      keptOfTaxable: kept, exemptShare: plan.exemptShare)
  }

  /// What the loan would be quoted, percent a year: concessions, threshold, rounding, floor, cap in that order.
  ///
  /// - Parameters:
  ///   - target: The target, a fraction; nil where no rate covers the cost of so small a loan.
  ///   - floor: The floor rate, a fraction.
  ///   - shortfall: What the target lacks at a threshold rate that is exempt, a fraction.
  func requiredRatePercent(
    _ loan: Loan, plan: Figures, tax: InterestTax, target: Double?, floor floorRate: () -> Double?,
    shortfall: (Double) -> Double
  ) -> Double {
    // Where no rate covers it, the cap is what is left.
    guard let target else { return plan.capPercent }
    var percent = 100 * target
    percent -= quoteConcession[reasons(loan)]
    if case .method1(let threshold) = tax.treatment, percent > threshold * 100,
      percent < threshold * 100 / tax.keptOfTaxable,
      shortfall(threshold) * 10_000 <= policy.tax.vatThresholdToleranceBasisPoints
    {
      percent = threshold * 100
    }
    percent = grid.round(percent, policy.pricing.rounding)
    if policy.pricing.floor == .floorRate, let floor = floorRate().map({ 100 * $0 }) {
      percent = lifted(percent, to: floor)
    }
    return bounded(percent, plan: plan)
  }

  /// A rounded rate within the policy's floor over the prime rate and the cap, percent.
  func bounded(_ percent: Double, plan: Figures) -> Double {
    let isOverPrime = policy.pricing.floor == .lprSpread
    let floor = plan.primeRatePercent + policy.pricing.floorSpreadBasisPoints / 100
    return min(isOverPrime ? lifted(percent, to: floor) : percent, plan.capPercent)
  }

  private func lifted(_ percent: Double, to floor: Double) -> Double {
    percent < floor - 1e-12 ? grid.percent(step: grid.stepUp(floor)) : percent
  }

  /// The reasons for concessions that a loan has, a bit each in the order of ``ConcessionReason``.
  func reasons(_ loan: Loan) -> Int {
    let isInclusive =
      loan.size != missingCode && isInclusiveSize[Int(loan.size)] && loan.line <= policy.inclusive.limit
    let sectors = loan.sectors == missingCode ? 0 : Int(loan.sectors & 15)
    return (isInclusive ? 1 : 0) | (loan.flags.contains(.firstLoan) ? 2 : 0)
      | (loan.flags.contains(.renewal) ? 4 : 0) | sectors << 3
  }

  /// The sum of the concessions of each set of reasons, added in their order.
  private static func sums(_ concessions: [Double]) -> [Double] {
    (0..<128).map { reasons in
      (0..<7).reduce(0) { reasons & (1 << $1) != 0 ? $0 + concessions[$1] : $0 }
    }
  }
}
