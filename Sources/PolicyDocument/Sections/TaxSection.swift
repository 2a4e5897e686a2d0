internal import Lending
internal import LoanPricing

extension TaxPolicy {
  init(_ section: SectionReader) {
    let stampDuty = section.numbers("stamp_duty_by_size", by: EnterpriseSize.self, .fraction)
    self.init(
      vatRate: section.number("vat_rate", .belowOne),
      vatSurcharge: section.number("vat_surcharge", .fraction),
      vatSmallLineLimit: section.number("vat_small_line_limit", .money),
      vatLineLimit: section.number("vat_line_limit", .money),
      vat150PercentMethod: section.integer("vat_150_percent_method", 1...2),
      vatLPRMultiple: section.number("vat_lpr_multiple", NumberRange(0, 100)),
      vatLPRTenor: section.choice("vat_lpr_tenor", standIn: .quote),
      vatLPRDate: section.choice("vat_lpr_date", standIn: .drawdown),
      vatExemptSizes: section.set("vat_exempt_sizes", of: EnterpriseSize.self),
      vatExemptUntil: section.day("vat_exempt_until"),
      vatHorizon: section.choice("vat_horizon", standIn: .byMonth),
      vatThresholdToleranceBasisPoints: section.number("vat_threshold_tolerance_bp", .discount),
      stampDutyBySize: stampDuty,
      stampDutyExemptUntil: section.day("stamp_duty_exempt_until"),
      stampDutyExemptSizes: section.set("stamp_duty_exempt_sizes", of: EnterpriseSize.self),
      stampDutyAfterExemption: section.number("stamp_duty_after_exemption", .fraction),
      incomeTax: section.number("income_tax", .belowOne))
    section.finish()
  }
}
