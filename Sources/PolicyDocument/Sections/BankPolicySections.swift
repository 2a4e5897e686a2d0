internal import CreditRisk
internal import Lending
internal import LoanPricing

extension BankPolicy {
  /// Reads all sections; usable only when the context holds no fault afterwards.
  init(_ root: SectionReader) {
    let (name, version) = (root.text("name"), root.text("version"))
    let lpr = LoanPrimeRatePolicy(root.section("lpr"))
    let ftp = FundingPolicy(root.section("ftp"))
    let cost = CostPolicy(root.section("cost"))
    let tax = TaxPolicy(root.section("tax"))
    let capital = CapitalPolicy(root.section("capital"))
    // The credit loss names its grades.
    let pd = DefaultPolicy(root.section("pd"))
    self.init(
      name: name, version: version, lpr: lpr, ftp: ftp, cost: cost, tax: tax, capital: capital, pd: pd,
      lgd: LossPolicy(root.section("lgd")),
      classification: ClassificationPolicy(root.section("classification")),
      restructuring: RestructuringPolicy(root.section("restructuring")),
      ecl: ImpairmentPolicy(root.section("ecl"), pd: pd),
      provision: ProvisionPolicy(root.section("provision")),
      pricing: PricingPolicy(root.section("pricing")),
      authority: AuthorityPolicy(root.section("authority")),
      fees: FeePolicy(root.section("fees")),
      penalty: PenaltyPolicy(root.section("penalty")),
      disclosure: DisclosurePolicy(root.section("disclosure")),
      riskSharing: RiskSharingPolicy(root.section("risk_sharing")),
      inclusive: InclusivePolicy(root.section("inclusive")),
      enterpriseSize: EnterpriseSizeTable(root.section("enterprise_size")),
      migration: MigrationPolicy(root.section("migration")),
      dataQuality: DataQualityPolicy(root.section("data_quality")),
      concentration: ConcentrationPolicy(root.section("concentration")),
      supervision: SupervisionPolicy(root.section("supervision")))
    root.finish()
  }
}
