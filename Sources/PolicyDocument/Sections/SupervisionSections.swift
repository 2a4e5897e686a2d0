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
