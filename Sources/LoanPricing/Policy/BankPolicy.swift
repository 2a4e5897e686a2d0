public import CreditRisk
public import Lending

/// Everything a regulator or a bank may change, as one value.
public struct BankPolicy: Hashable, Sendable {
  /// Name of the policy.
  public var name: String
  /// Its version.
  public var version: String
  /// Section `lpr`.
  public var lpr: LoanPrimeRatePolicy
  /// Section `ftp`.
  public var ftp: FundingPolicy
  /// Section `cost`.
  public var cost: CostPolicy
  /// Section `tax`.
  public var tax: TaxPolicy
  /// Section `capital`.
  public var capital: CapitalPolicy
  /// Section `pd`.
  public var pd: DefaultPolicy
  /// Section `lgd`.
  public var lgd: LossPolicy
  /// Section `classification`.
  public var classification: ClassificationPolicy
  /// Section `restructuring`.
  public var restructuring: RestructuringPolicy
  /// Section `ecl`.
  public var ecl: ImpairmentPolicy
  /// Section `provision`.
  public var provision: ProvisionPolicy
  /// Section `pricing`.
  public var pricing: PricingPolicy
  /// Section `authority`.
  public var authority: AuthorityPolicy
  /// Section `fees`.
  public var fees: FeePolicy
  /// Section `penalty`.
  public var penalty: PenaltyPolicy
  /// Section `disclosure`.
  public var disclosure: DisclosurePolicy
  /// Section `risk_sharing`.
  public var riskSharing: RiskSharingPolicy
  /// Section `inclusive`.
  public var inclusive: InclusivePolicy
  /// Section `enterprise_size`.
  public var enterpriseSize: EnterpriseSizeTable
  /// Section `migration`.
  public var migration: MigrationPolicy
  /// Section `data_quality`.
  public var dataQuality: DataQualityPolicy
  /// Section `concentration`.
  public var concentration: ConcentrationPolicy
  /// Section `supervision`.
  public var supervision: SupervisionPolicy

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    name: String,
    version: String,
    lpr: LoanPrimeRatePolicy,
    ftp: FundingPolicy,
    cost: CostPolicy,
    tax: TaxPolicy,
    capital: CapitalPolicy,
    pd: DefaultPolicy,
    lgd: LossPolicy,
    classification: ClassificationPolicy,
    restructuring: RestructuringPolicy,
    ecl: ImpairmentPolicy,
    provision: ProvisionPolicy,
    pricing: PricingPolicy,
    authority: AuthorityPolicy,
    fees: FeePolicy,
    penalty: PenaltyPolicy,
    disclosure: DisclosurePolicy,
    riskSharing: RiskSharingPolicy,
    inclusive: InclusivePolicy,
    enterpriseSize: EnterpriseSizeTable,
    migration: MigrationPolicy,
    dataQuality: DataQualityPolicy,
    concentration: ConcentrationPolicy,
    supervision: SupervisionPolicy
  ) {
    self.name = name
    self.version = version
    self.lpr = lpr
    self.ftp = ftp
    self.cost = cost
    self.tax = tax
    self.capital = capital
    self.pd = pd
    self.lgd = lgd
    self.classification = classification
    self.restructuring = restructuring
    self.ecl = ecl
    self.provision = provision
    self.pricing = pricing
    self.authority = authority
    self.fees = fees
    self.penalty = penalty
    self.disclosure = disclosure
    self.riskSharing = riskSharing
    self.inclusive = inclusive
    self.enterpriseSize = enterpriseSize
    self.migration = migration
    self.dataQuality = dataQuality
    self.concentration = concentration
    self.supervision = supervision
  }
}
