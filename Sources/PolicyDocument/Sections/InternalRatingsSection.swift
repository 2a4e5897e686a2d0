internal import CreditRisk
internal import Lending

extension InternalRatingsPolicy {
  init(_ section: SectionReader) {
    let decay = NumberRange(0, 1000, includesLower: false)
    let coefficient = NumberRange(-10, 10)
    self.init(
      variant: section.choice("variant", standIn: .foundation),
      confidence: section.number("confidence", .insideOne),
      pdFloor: section.number("pd_floor", .belowOne),
      revolvingPDFloor: section.number("revolving_pd_floor", .belowOne),
      maturityYears: section.number("maturity_years", NumberRange(1, 5)),
      maturityLow: section.number("maturity_low", NumberRange(0, 100)),
      maturityHigh: section.number("maturity_high", NumberRange(0, 100)),
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
      rwaMultiple: section.number("rwa_multiple", NumberRange(0, 100, includesLower: false)),
      supervisoryLoss: SupervisoryLossPolicy(section.section("supervisory_lgd")))
    section.reportOrder("maturity_low", maturityLow, "maturity_high", maturityHigh)
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

extension SupervisoryLossPolicy {
  fileprivate init(_ section: SectionReader) {
    let floors = section.section("floors")
    self.init(
      unsecured: section.number("unsecured", .fraction),
      haircuts: section.numbers("haircuts", by: CollateralType.self, .fraction),
      secured: section.numbers("secured", by: CollateralType.self, .fraction),
      companyFloor: floors.number("company", .fraction),
      retailFloor: floors.number("retail", .fraction),
      mortgageFloor: floors.number("residential_mortgage", .fraction),
      revolvingFloor: floors.number("revolving", .fraction),
      securedFloors: floors.numbers("secured", by: CollateralType.self, .fraction))
    floors.finish()
    section.finish()
  }
}
