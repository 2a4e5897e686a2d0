internal import LoanPricing

extension ConcentrationPolicy {
  init(_ section: SectionReader) {
    let percent = NumberRange(0, 1000, includesLower: false)
    self.init(
      topCount: section.integer("top_n", 1...1000),
      netCapital: section.optionalNumber("net_capital", .positiveMoney),
      tierOne: section.optionalNumber("tier1", .positiveMoney),
      borrowerPercent: section.number("borrower_percent", percent),
      customerPercent: section.number("customer_percent", percent),
      groupPercent: section.number("group_percent", percent),
      industries: ShareLimits(section.section("industry_percent")),
      regions: ShareLimits(section.section("region_percent")))
    section.finish()
  }
}

extension ConcentrationPolicy.ShareLimits {
  private static let elsewhere = "other"

  /// `other`, and whatever codes the bank names beside it.
  init(_ section: SectionReader) {
    let range = NumberRange(0, 100, includesLower: false)
    let other = section.optionalNumber(Self.elsewhere, range)
    let named = section.entries.map(\.key).filter { $0 != Self.elsewhere }.map { key in
      Named(prefix: key, percent: section.optionalNumber(key, range))
    }
    self.init(other: other, named: named)
    section.finish()
  }
}

extension SupervisionPolicy {
  init(_ section: SectionReader) {
    let points = NumberRange(-100, 100)
    self.init(
      growthGapPercentagePoints: section.number("growth_gap_pp", points),
      growthAmberPercentagePoints: section.number("growth_amber_pp", .percentage),
      hasBorrowerFloor: section.isOn("borrower_floor"),
      borrowerAmberPercent: section.number("borrower_amber_percent", .percentage),
      firstLoanPercent: section.optionalNumber("first_loan_percent", .percentage),
      renewalPercent: section.optionalNumber("renewal_percent", .percentage),
      creditPercent: section.optionalNumber("credit_percent", .percentage),
      mediumLongPercent: section.optionalNumber("medium_long_percent", .percentage),
      legalPersonPercent: section.optionalNumber("legal_person_percent", .percentage),
      shareAmberPercentagePoints: section.number("share_amber_pp", .percentage),
      mediumLongMonths: section.integer("medium_long_months", 0...1200),
      overPrimeBasisPoints: section.optionalNumber("over_lpr_bp", .spread),
      allInPercent: section.optionalNumber("all_in_percent", .percentage),
      rateAmberBasisPoints: section.number("rate_amber_bp", .discount),
      nplTolerancePercentagePoints: section.number("npl_tolerance_pp", .percentage),
      nplAmberPercentagePoints: section.number("npl_amber_pp", .percentage))
    section.finish()
  }
}
