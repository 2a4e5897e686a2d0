internal import CreditRisk
internal import Lending
internal import LoanPricing

extension BankPolicy {
  /// Reads all sections; usable only when the context holds no fault afterwards.
  init(_ root: SectionReader) {
    self.init(
      name: root.text("name"), version: root.text("version"),
      lpr: LoanPrimeRatePolicy(root.section("lpr")),
      ftp: FundingPolicy(root.section("ftp")),
      cost: CostPolicy(root.section("cost")),
      tax: TaxPolicy(root.section("tax")),
      capital: CapitalPolicy(root.section("capital")),
      pd: DefaultPolicy(root.section("pd")),
      lgd: LossPolicy(root.section("lgd")),
      classification: ClassificationPolicy(root.section("classification")),
      restructuring: RestructuringPolicy(root.section("restructuring")),
      ecl: ImpairmentPolicy(root.section("ecl")),
      pricing: PricingPolicy(root.section("pricing")),
      authority: AuthorityPolicy(root.section("authority")),
      fees: FeePolicy(root.section("fees")),
      penalty: PenaltyPolicy(root.section("penalty")),
      disclosure: DisclosurePolicy(root.section("disclosure")),
      riskSharing: RiskSharingPolicy(root.section("risk_sharing")),
      inclusive: InclusivePolicy(root.section("inclusive")),
      enterpriseSize: EnterpriseSizeTable(root.section("enterprise_size")),
      migration: MigrationPolicy(root.section("migration")),
      concentration: ConcentrationPolicy(root.section("concentration")),
      supervision: SupervisionPolicy(root.section("supervision")))
    root.finish()
  }
}
