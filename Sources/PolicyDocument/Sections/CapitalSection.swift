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
      ccf: CreditConversion(section.section("ccf")),
      smallMicroLimit: section.number("small_micro_limit", .money),
      smallMicroShare: section.number("small_micro_share", .fraction),
      smeTurnoverLimit: section.number("sme_turnover_limit", .money),
      defaultedProvisionShare: section.number("defaulted_provision_share", .fraction),
      defaultedDays: section.integer("defaulted_days", 0...36_500),
      largeCustomerShare: section.number("large_customer_share", .fraction),
      smallCustomerLimit: section.number("small_customer_limit", .money),
      cet1: section.optionalNumber("cet1", .positiveMoney),
      creditExposure: section.optionalNumber("credit_exposure", .positiveMoney),
      internalRatings: InternalRatingsPolicy(section.section("irb")))
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

extension InternalRatingsPolicy {
  fileprivate init(_ section: SectionReader) {
    let decay = NumberRange(0, 1000, includesLower: false)
    let coefficient = NumberRange(-10, 10)
    self.init(
      confidence: section.number("confidence", .insideOne),
      pdFloor: section.number("pd_floor", .belowOne),
      maturityYears: section.number("maturity_years", NumberRange(1, 5)),
      corporateCorrelationLow: section.number("corporate_correlation_low", .belowOne),
      corporateCorrelationHigh: section.number("corporate_correlation_high", .belowOne),
      corporateDecay: section.number("corporate_decay", decay),
      retailCorrelationLow: section.number("retail_correlation_low", .belowOne),
      retailCorrelationHigh: section.number("retail_correlation_high", .belowOne),
      retailDecay: section.number("retail_decay", decay),
      mortgageCorrelation: section.number("mortgage_correlation", .belowOne),
      revolvingCorrelation: section.number("revolving_correlation", .belowOne),
      smeReduction: section.number("sme_reduction", .belowOne),
      smeTurnoverLow: section.number("sme_turnover_low", .money),
      smeTurnoverHigh: section.number("sme_turnover_high", .money),
      maturitySlope: section.number("maturity_slope", coefficient),
      maturityCurvature: section.number("maturity_curvature", coefficient),
      maturityPivotYears: section.number("maturity_pivot_years", NumberRange(0, 5)),
      maturityScale: section.number("maturity_scale", NumberRange(0, 10)),
      rwaMultiple: section.number("rwa_multiple", NumberRange(0, 100, includesLower: false)))
    section.reportOrder(
      "corporate_correlation_low", corporateCorrelationLow, "corporate_correlation_high",
      corporateCorrelationHigh)
    section.reportOrder(
      "retail_correlation_low", retailCorrelationLow, "retail_correlation_high", retailCorrelationHigh)
    section.reportOrder(
      "sme_turnover_low", smeTurnoverLow, "sme_turnover_high", smeTurnoverHigh, isStrict: true)
    section.reportOrder("sme_reduction", smeReduction, "corporate_correlation_low", corporateCorrelationLow)
    section.finish()
  }
}
