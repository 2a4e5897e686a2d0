internal import CreditRisk
internal import Lending

extension CapitalPolicy {
  init(_ section: SectionReader) {
    self.init(
      approach: section.choice("approach", standIn: .weighting),
      bankTier: section.integer("bank_tier", 1...3),
      ratio: section.number("ratio", .aboveZero),
      hurdleAfterTax: section.number("hurdle_after_tax", .fraction),
      creditPercent: section.optionalNumber("credit_percent", .rate),
      riskWeights: RiskWeightTable(section.section("risk_weights")),
      realEstateWeights: RealEstateWeights(section.section("real_estate_weights")),
      realEstatePrudent: section.flag("real_estate_prudent"),
      guarantors: section.optionalNumbers("guarantors", by: Guarantor.self, .weight),
      pledges: PledgeWeights(section.section("pledges")),
      ccf: CreditConversion(section.section("ccf")),
      smallMicroLimit: section.number("small_micro_limit", .money),
      smallMicroShare: section.number("small_micro_share", .fraction),
      smeTurnoverLimit: section.number("sme_turnover_limit", .money),
      defaultedProvisionShare: section.number("defaulted_provision_share", .fraction),
      defaultedDays: section.integer("defaulted_days", 0...36_500),
      debtorDefault: section.choice("debtor_default", standIn: .all),
      largeCustomerShare: section.number("large_customer_share", .fraction),
      smallCustomerLimit: section.number("small_customer_limit", .money),
      cet1: section.optionalNumber("cet1", .positiveMoney),
      creditExposure: section.optionalNumber("credit_exposure", .positiveMoney),
      outputFloor: section.number("output_floor", .fraction),
      provisions: ProvisionRecognition(section.section("provisions")),
      internalRatings: InternalRatingsPolicy(section.section("irb")))
    section.finish()
  }
}

extension PledgeWeights {
  fileprivate init(_ section: SectionReader) {
    self.init(
      deposit: section.optionalNumber("deposit", .weight),
      bond: section.optionalNumber("bond", .weight),
      floor: section.number("floor", .weight))
    section.finish()
  }
}

extension ProvisionRecognition {
  fileprivate init(_ section: SectionReader) {
    self.init(
      nonPerformingShare: section.number("npl_share", NumberRange(0, 10)),
      tier2ShareWeighting: section.number("tier_2_share_weighting", .fraction),
      tier2ShareRatings: section.number("tier_2_share_irb", .fraction))
    section.finish()
  }
}

extension CreditConversion {
  fileprivate init(_ section: SectionReader) {
    self.init(
      commitment: section.number("commitment", .fraction),
      cancellable: section.number("cancellable", .fraction))
    section.finish()
  }
}

extension RiskWeightTable {
  fileprivate init(_ section: SectionReader) {
    self.init(
      tier1: Tier(section.section("tier_1"), isFirst: true),
      tier2: Tier(section.section("tier_2"), isFirst: false),
      tier3: LocalTier(section.section("tier_3")))
    section.finish()
  }
}

extension RiskWeightTable.Tier {
  /// Tier 2 has neither investment grade nor classes of defaulted exposures.
  fileprivate init(_ section: SectionReader, isFirst: Bool) {
    self.init(
      investmentGrade: isFirst ? section.number("investment_grade", .weight) : nil,
      sme: section.number("sme", .weight),
      smallMicro: section.number("small_micro", .weight),
      otherCompany: section.number("other_company", .weight),
      retail: section.number("retail", .weight),
      otherIndividual: section.number("other_individual", .weight),
      defaultedLowProvision: isFirst ? section.number("defaulted_low_provision", .weight) : nil,
      defaulted: isFirst ? section.number("defaulted", .weight) : nil)
    section.finish()
  }
}

extension RiskWeightTable.LocalTier {
  fileprivate init(_ section: SectionReader) {
    self.init(
      smallMicroLarge: section.number("small_micro_large", .weight),
      smallMicroSmall: section.number("small_micro_small", .weight),
      smallMicro: section.number("small_micro", .weight),
      otherCompanyLarge: section.number("other_company_large", .weight),
      otherCompany: section.number("other_company", .weight),
      otherCompanyNonLocal: section.number("other_company_non_local", .weight),
      otherIndividualLarge: section.number("other_individual_large", .weight),
      otherIndividual: section.number("other_individual", .weight))
    section.finish()
  }
}

extension RealEstateWeights {
  fileprivate init(_ section: SectionReader) {
    self.init(
      housingIndependent: Self.bands(section.items("housing_independent")),
      housingDependent: Self.bands(section.items("housing_dependent")),
      commercialIndependent: Self.bands(section.items("commercial_independent")),
      commercialDependent: Self.bands(section.items("commercial_dependent")),
      dependentNotPrudent: section.number("dependent_not_prudent", .weight),
      defaultedHousing: section.number("defaulted_housing", .weight))
    section.finish()
  }

  /// Bands by ascending loan to value; only the last may have no bound.
  private static func bands(_ items: [SectionReader]) -> [Band] {
    var bands: [Band] = []
    for item in items {
      let band = Band(
        upToPercent: item.optionalNumber("up_to_percent", NumberRange(0, 1000, includesLower: false)),
        weightPercent: item.optionalNumber("weight_percent", .weight),
        atLeastCounterparty: item.optionalFlag("at_least_counterparty"))
      if let previous = bands.last {
        item.reportDescent(
          of: "up_to_percent", from: previous.upToPercent ?? .infinity, to: band.upToPercent ?? .infinity)
      }
      item.finish()
      bands.append(band)
    }
    return bands
  }
}
