public import Cashflow
public import Lending
public import LoanUnits

/// A named part of a rate, in basis points, with the formula that gives it.
public struct PriceComponent: Hashable, Sendable {
  /// An input of a formula.
  public struct Input: Hashable, Sendable {
    /// Name in the expression.
    public var name: String
    /// Value in the unit its name says.
    public var value: Double

    /// Creates an input.
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Its name in the contract.
  public var name: String
  /// Basis points of the balance a year.
  public var basisPoints: Double
  /// The formula over the inputs, in `+ − * / ( )`, that gives ``basisPoints``.
  public var expression: String
  /// The inputs, filled in.
  public var inputs: [Input]
  /// Where the formula comes from.
  public var source: String

  /// Creates a component.
  public init(
    name: String, basisPoints: Double, expression: String, inputs: [Input], source: String
  ) {
    self.name = name
    self.basisPoints = basisPoints
    self.expression = expression
    self.inputs = inputs
    self.source = source
  }
}

/// A change between the target and the quoted rate, in basis points.
public struct RateAdjustment: Hashable, Sendable {
  /// Its name in the contract.
  public var name: String
  /// Basis points.
  public var basisPoints: Double

  /// Creates an adjustment.
  public init(name: String, basisPoints: Double) {
    self.name = name
    self.basisPoints = basisPoints
  }
}

/// A level of authority with the lowest rate it may sign.
public struct AuthorityRung: Hashable, Sendable {
  /// Name of the level.
  public var level: String
  /// Percent a year; nil: it may not sign this amount.
  public var lowestRatePercent: Double?

  /// Creates a rung.
  public init(level: String, lowestRatePercent: Double?) {
    self.level = level
    self.lowestRatePercent = lowestRatePercent
  }
}

/// A priced application.
public struct Quote: Hashable, Sendable {
  /// How the rate was found.
  public var method: PricingMethod
  /// Tenor of the prime rate.
  public var primeRateTenor: PrimeRateTenor
  /// The prime rate, percent.
  public var primeRatePercent: Double
  /// Since when it holds; nil where it was given.
  public var primeRateEffective: CalendarDay?
  /// Probability of default, a fraction.
  public var probability: Double
  /// Grade of the master scale.
  public var grade: String
  /// Loss given default, a fraction.
  public var lossGivenDefault: Double
  /// Exposure at default.
  public var exposureAtDefault: Money
  /// Expected loss, percent of the balance a year.
  public var expectedLossPercent: Double
  /// Capital, percent of the exposure.
  public var capitalPercent: Double
  /// Risk weight, percent.
  public var riskWeightPercent: Double
  /// Parts of the target.
  public var components: [PriceComponent]
  /// Steps from the target to the quote.
  public var adjustments: [RateAdjustment]
  /// Floor, percent a year.
  public var floorRatePercent: Double
  /// Target, percent a year.
  public var targetRatePercent: Double
  /// Quote, percent a year.
  public var quotedRatePercent: Double
  /// Quote over the prime rate, basis points.
  public var spreadBasisPoints: Double
  /// Return on capital after tax at the quoted rate, percent; nil without capital.
  public var rarocPercent: Double?
  /// Economic profit at the quoted rate, CNY a year.
  public var economicProfit: Double
  /// The borrower's cost at the quoted rate.
  public var borrowerCost: BorrowerCost
  /// The same cost item by item, as the cost sheet adds it up.
  public var costSheet: CostSheet
  /// The first regular payment; nil for a bullet.
  public var regularPayment: Money?
  /// The lowest level that may sign, or `not_permitted`.
  public var authority: String
  /// All levels.
  public var authorityLadder: [AuthorityRung]
  /// Whether the loan counts as inclusive (普惠型小微企业贷款).
  public var isInclusive: Bool
  /// The borrower's size by the official table, where the application tells enough.
  public var computedSize: EnterpriseSize?
  /// What the reader should know.
  public var warnings: [QuoteWarning]
}

/// What the reader of a quote should know; the wording is written by `Reporting`.
public enum QuoteWarning: Hashable, Sendable {
  /// An input replaces the policy's: option name.
  case whatIf(String)
  /// The table of prime rates ends so many days before the day.
  case stalePrimeRate(days: Int)
  /// The quote is below the floor rate.
  case belowFloor
  /// The given rate costs the borrower more than the cap.
  case aboveCap(limitPercent: Double)
  /// The exemption ends inside the term: last exempt day, exempt share of the interest.
  case exemptionEnds(CalendarDay, exemptShare: Double)
  /// The exemption ends inside the term and the policy expects renewal.
  case exemptionExpectedToRenew(CalendarDay)
  /// No size was given: treated as non-retail and taxable.
  case sizeMissing
  /// A fee a bank may not charge small borrowers.
  case forbiddenFee(String, rule: String)
  /// A government fund leaves the bank less of the risk than the policy's minimum, fractions.
  case bankShareTooSmall(Double, minimum: Double)
  /// A government fund charges a small borrower more than the limit, percent a year of the guaranteed amount.
  case fundFeeTooHigh(percent: Double, limitPercent: Double)
  /// The all-in cost is not unique: roots in percent.
  case costNotUnique([Double])
  /// A rate between the threshold of method 1 and its taxed equivalent earns less than the threshold.
  case belowTaxedThreshold(thresholdPercent: Double)
  /// Tests of exposure against the bank's own capital or exposure were skipped: policy path.
  case bankFigureMissing(String)
  /// The official table gives another size than was declared: declared, computed.
  case sizeDiffers(EnterpriseSize, EnterpriseSize)
  /// The declared size could not be checked by the official table.
  case sizeNotChecked(EnterpriseSizeTable.Fault)
  /// Revenue is unknown, so the SME class was not reached.
  case revenueMissing
}

/// Why an application cannot be priced.
public enum QuoteFault: Error, Hashable, Sendable {
  /// A value is outside what is allowed: option name, value, what is allowed.
  case outOfRange(option: String, value: String, allowed: String)
  /// The hurdle is below what capital earns after tax: option or path, percent given, percent needed.
  case hurdleTooLow(percent: Double, neededPercent: Double)
  /// No prime rate.
  case primeRate(LoanPrimeRateFault)
  /// No schedule.
  case schedule(ScheduleError)
  /// No internal rate for the borrower's flows.
  case noCost
  /// What is asked for has no answer: the field solved for, and why.
  case noSolution(field: SolvedField, reason: String)
}
