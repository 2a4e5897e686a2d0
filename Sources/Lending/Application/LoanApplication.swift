public import Cashflow
public import LoanUnits

/// One application for a loan: what the borrower asks for and what is known of the borrower.
public struct LoanApplication: Hashable, Sendable {
  /// Amount, or the line of a revolving loan.
  public var amount: Money
  /// Contract term, months.
  public var termMonths: Int
  /// Repayment.
  public var repayment: RepaymentMethod
  /// Steps or a list of principal in the contract, in place of ``repayment``.
  public var principalPlan: RepaymentPlan?
  /// Principal that is left for the last payment of an annuity or of equal principal.
  public var balloon: Money = .zero
  /// Payment frequency.
  public var frequency: PaymentFrequency = .monthly
  /// Months of grace.
  public var graceMonths = 0
  /// Drawn share of a revolving line, a fraction over 0 up to 1.
  public var utilisation = 1.0
  /// Day of drawdown; nil: the day of the quote, and a schedule without dates.
  public var startDate: CalendarDay?
  /// Day of the quote.
  public var asOf: CalendarDay
  /// Fixed or floating.
  public var rateType: RateType = .fixed
  /// Repricing of a floating loan.
  public var repricing: RepricingCycle = .anniversary
  /// Twelve-month probability of default, a fraction.
  public var probability: Double
  /// Points behind it, when they were given or computed.
  public var score: Double?
  /// How the loan is secured.
  public var guarantee: Guarantee
  /// What secures it.
  public var collateralType: CollateralType?
  /// Its value.
  public var collateralValue: Money?
  /// Who stands for the borrower.
  public var guarantor: Guarantor?
  /// The share of the loss that the guarantor bears, a fraction.
  public var guarantorShare: Double?
  /// The borrower's size.
  public var size: EnterpriseSize?
  /// The borrower's total credit line.
  public var creditLimit: Money?
  /// Committed and not drawn, beside the amount.
  public var undrawn: Money = .zero
  /// Industry by GB/T 4754.
  public var industry: String?
  /// Employees (从业人员).
  public var employees: Int?
  /// Revenue of the latest year.
  public var annualRevenue: Money?
  /// Total assets.
  public var totalAssets: Money?
  /// Average deposits kept with the bank.
  public var depositBalance: Money = .zero
  /// A first-time borrower.
  public var isFirstLoan = false
  /// A renewal.
  public var isRenewal = false
  /// Priority fields.
  public var sectors: Set<PrioritySector> = []
  /// Fees the borrower pays.
  public var fees: [Fee] = []
  /// A deposit that the borrower leaves with the bank until maturity.
  public var compensatingBalance: CompensatingBalance?
  /// A government interest subsidy.
  public var subsidy: InterestSubsidy?
  /// Evaluate this rate instead of solving, percent a year.
  public var givenRatePercent: Double?
  /// How the rate is found; nil: as the policy says.
  public var method: PricingMethod?
  /// What-if inputs that replace the policy's.
  public var whatIf = WhatIf()

  /// Creates an application from what every one needs.
  public init(
    amount: Money, termMonths: Int, repayment: RepaymentMethod, asOf: CalendarDay, probability: Double,
    guarantee: Guarantee
  ) {
    self.amount = amount
    self.termMonths = termMonths
    self.repayment = repayment
    self.asOf = asOf
    self.probability = probability
    self.guarantee = guarantee
  }
}

extension LoanApplication {
  /// How the principal is repaid: the contract's own plan, else by the method.
  public var plan: RepaymentPlan { principalPlan ?? .standard(repayment) }

  /// The balloon as a share of what is drawn.
  public var balloonShare: Double { amount > .zero ? balloon.yuan / amount.yuan : 0 }
}

/// Inputs that replace what the policy would give; each is named in the warnings of the quote.
public struct WhatIf: Hashable, Sendable {
  /// How VAT is treated.
  public enum Tax: String, CaseIterable, Sendable {
    /// All interest exempt, to the end.
    case exempt
    /// All interest taxable.
    case taxable
    /// The 150 % rule, method 1.
    case method1
    /// The 150 % rule, method 2.
    case method2
  }
  /// Prime rate, percent.
  public var primeRatePercent: Double?
  /// Loss given default, a fraction.
  public var lossGivenDefault: Double?
  /// All of funding, percent a year: liquidity, reserve and relending included.
  public var fundingPercent: Double?
  /// Concession on the transfer price, basis points.
  public var fundingConcessionBasisPoints: Double?
  /// Operating cost, percent of the balance a year; then no cost per loan.
  public var operatingCostPercent: Double?
  /// Risk weight, percent.
  public var riskWeightPercent: Double?
  /// Capital ratio, percent.
  public var capitalRatioPercent: Double?
  /// Hurdle after tax, percent.
  public var hurdlePercent: Double?
  /// VAT treatment.
  public var tax: Tax?

  /// Nothing replaced.
  public init() {}

  /// Option names of what is replaced, in the contract's order.
  public var names: [String] {
    var names: [String] = []
    if lossGivenDefault != nil { names.append("lgd") }
    if fundingPercent != nil { names.append("ftp") }
    if fundingConcessionBasisPoints != nil { names.append("ftp-concession") }
    if operatingCostPercent != nil { names.append("operating-cost") }
    if riskWeightPercent != nil { names.append("risk-weight") }
    if capitalRatioPercent != nil { names.append("capital-ratio") }
    if hurdlePercent != nil { names.append("hurdle") }
    if tax != nil { names.append("vat") }
    if primeRatePercent != nil { names.append("lpr") }
    return names
  }
}
