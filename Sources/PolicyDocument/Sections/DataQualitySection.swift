internal import Lending
internal import LoanPricing

extension DataQualityPolicy {
  init(_ section: SectionReader) {
    let switches = section.section("rules")
    let rules = Set(QualityRule.allCases.filter { switches.isOn($0.code) })
    switches.finish()
    self.init(
      rules: rules,
      lowestRatePercent: section.number("lowest_rate_percent", NumberRange(-50, 1000)),
      highestRatePercent: section.number("highest_rate_percent", NumberRange(-50, 1000)),
      rateToleranceBasisPoints: section.number("rate_tolerance_bp", NumberRange(0, 1000)),
      previousClassDays: section.integer("previous_class_days", 0...366),
      unitMedian: section.number("unit_median", .money))
    section.finish()
  }
}
