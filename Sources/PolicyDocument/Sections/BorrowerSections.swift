internal import Lending
internal import LoanPricing
internal import LoanUnits

extension PenaltyPolicy {
  init(_ section: SectionReader) {
    self.init(
      overdueUplift: section.number("overdue_uplift", NumberRange(0, 5)),
      divertedUplift: section.number("diverted_uplift", NumberRange(0, 5)),
      dayBase: section.integer("day_base", 360...366))
    section.finish()
  }
}

extension DisclosurePolicy {
  init(_ section: SectionReader) {
    self.init(
      enterpriseRule: section.text("enterprise_rule"), personRule: section.text("person_rule"),
      personSince: section.day("person_since"),
      personSizes: section.set("person_sizes", of: EnterpriseSize.self),
      personHeadline: section.choice("person_headline", standIn: .effective))
    section.finish()
  }
}

extension RiskSharingPolicy {
  init(_ section: SectionReader) {
    self.init(
      bankShareMinimum: section.number("bank_share_minimum", .fraction),
      fundFeeLimitPercent: section.number("fund_fee_limit_percent", .percentage),
      fundFeeLimitAmount: section.number("fund_fee_limit_amount", .money),
      fundFeePercent: section.number("fund_fee_percent", .percentage),
      companyFeePercent: section.number("company_fee_percent", .percentage),
      feeBase: section.choice("fee_base", standIn: .initial),
      insurance: Insurance(section.section("insurance")))
    section.finish()
  }
}

extension RiskSharingPolicy.Insurance {
  /// Loadings of a third each at most, so that something is left for losses.
  private static let loading = NumberRange(0, 0.33)

  init(_ section: SectionReader) {
    self.init(
      safetyMargin: section.number("safety_margin", NumberRange(0, 10)),
      expense: section.number("expense", Self.loading),
      commission: section.number("commission", Self.loading), profit: section.number("profit", Self.loading))
    section.finish()
  }
}
