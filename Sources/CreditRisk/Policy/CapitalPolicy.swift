public import Lending

/// Section `capital` of the policy (资本): approach, ratio, hurdle and the tables of the weighting approach.
public struct CapitalPolicy: Hashable, Sendable {
  /// The two approaches of Order 4 (2023).
  public enum Approach: String, CaseIterable, Sendable {
    /// Weighting approach (权重法).
    case weighting
    /// Internal ratings (内部评级法).
    case irb
  }

  /// Which claims on a debtor in default are defaulted, beside those overdue themselves.
  public enum DebtorDefault: String, CaseIterable, Sendable {
    /// All claims on any debtor (债务人层面).
    case all
    /// All claims on companies; natural persons claim by claim (债项层面), as CRE20 allows for retail.
    case companies
    /// None: claim by claim.
    case off
  }

  /// How risk-weighted assets are measured.
  public var approach: Approach
  /// Tier of the bank (档), 1…3: it decides the table of weights.
  public var bankTier: Int
  /// Capital held per unit of risk-weighted assets, a fraction.
  public var ratio: Double
  /// Required return on capital after tax, a fraction a year (资本最低回报率).
  public var hurdleAfterTax: Double
  /// What the capital itself earns, percent a year; nil: the transfer price before concession.
  public var creditPercent: Double?
  /// Counterparty weights by tier.
  public var riskWeights: RiskWeightTable
  /// Weights of exposures secured by property, tier 1.
  public var realEstateWeights: RealEstateWeights
  /// Whether the prudence conditions of annex 2 are met (审慎条件).
  public var realEstatePrudent: Bool
  /// Weight of the covered part by guarantor, percent; absent: no effect.
  public var guarantors: [Guarantor: Double]
  /// Weights of the part that a pledge covers (合格质物).
  public var pledges: PledgeWeights
  /// Credit conversion factors (信用转换系数).
  public var ccf: CreditConversion
  /// Largest exposure to a firm or group that is still small or micro, or regulatory retail, CNY, inclusive.
  public var smallMicroLimit: Double
  /// The same as a share of the bank's total credit exposure, a fraction, inclusive.
  public var smallMicroShare: Double
  /// Largest latest-year revenue of an SME exposure, CNY, inclusive.
  public var smeTurnoverLimit: Double
  /// From this share of provisions in the book value a defaulted exposure takes the lower weight.
  public var defaultedProvisionShare: Double
  /// An exposure overdue more than so many days is defaulted.
  public var defaultedDays: Int
  /// Which other claims on the debtor are then defaulted as well.
  public var debtorDefault: DebtorDefault
  /// Tier 3: from this share of CET1 a customer is large.
  public var largeCustomerShare: Double
  /// Tier 3: largest balance of a small customer, CNY, inclusive.
  public var smallCustomerLimit: Double
  /// The bank's CET1 capital at the last year-end, CNY; nil: tests that need it are skipped with a warning.
  public var cet1: Double?
  /// The bank's total credit exposure, CNY; nil likewise.
  public var creditExposure: Double?
  /// Risk-weighted assets of an internal-ratings bank are at least this share of those by weights (资本底线).
  public var outputFloor: Double
  /// How provisions enter capital.
  public var provisions: ProvisionRecognition
  /// Parameters of the internal-ratings approach (内部评级法).
  public var internalRatings: InternalRatingsPolicy

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    approach: Approach,
    bankTier: Int,
    ratio: Double,
    hurdleAfterTax: Double,
    creditPercent: Double?,
    riskWeights: RiskWeightTable,
    realEstateWeights: RealEstateWeights,
    realEstatePrudent: Bool,
    guarantors: [Guarantor: Double],
    pledges: PledgeWeights,
    ccf: CreditConversion,
    smallMicroLimit: Double,
    smallMicroShare: Double,
    smeTurnoverLimit: Double,
    defaultedProvisionShare: Double,
    defaultedDays: Int,
    debtorDefault: DebtorDefault,
    largeCustomerShare: Double,
    smallCustomerLimit: Double,
    cet1: Double?,
    creditExposure: Double?,
    outputFloor: Double,
    provisions: ProvisionRecognition,
    internalRatings: InternalRatingsPolicy
  ) {
    self.approach = approach
    self.bankTier = bankTier
    self.ratio = ratio
    self.hurdleAfterTax = hurdleAfterTax
    self.creditPercent = creditPercent
    self.riskWeights = riskWeights
    self.realEstateWeights = realEstateWeights
    self.realEstatePrudent = realEstatePrudent
    self.guarantors = guarantors
    self.pledges = pledges
    self.ccf = ccf
    self.smallMicroLimit = smallMicroLimit
    self.smallMicroShare = smallMicroShare
    self.smeTurnoverLimit = smeTurnoverLimit
    self.defaultedProvisionShare = defaultedProvisionShare
    self.defaultedDays = defaultedDays
    self.debtorDefault = debtorDefault
    self.largeCustomerShare = largeCustomerShare
    self.smallCustomerLimit = smallCustomerLimit
    self.cet1 = cet1
    self.creditExposure = creditExposure
    self.outputFloor = outputFloor
    self.provisions = provisions
    self.internalRatings = internalRatings
  }
}
