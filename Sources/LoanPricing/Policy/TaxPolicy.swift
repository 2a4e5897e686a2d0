public import Lending
public import LoanUnits

/// Section `tax` of the policy: value-added tax on interest (增值税), stamp duty (印花税), income tax.
public struct TaxPolicy: Hashable, Sendable {
  /// Whose tenor of the prime rate decides the 150 % rule; the text does not say.
  public enum ExemptionTenor: String, CaseIterable, Sendable {
    /// The tenor of the quote.
    case quote
    /// One year.
    case oneYear = "1Y"
    /// Over five years.
    case fiveYear = "5Y"
  }

  /// Which day's prime rate decides the 150 % rule; the text does not say.
  public enum ExemptionDay: String, CaseIterable, Sendable {
    /// The day of drawdown.
    case drawdown
    /// The day of the quote.
    case quote
  }

  /// How interest after the last exempt day is treated.
  public enum ExemptionHorizon: String, CaseIterable, Sendable {
    /// A month is exempt when its last day is on or before the last exempt day.
    case byMonth = "by_month"
    /// The exemption at drawdown holds to the end: the bank expects renewal.
    case drawdown
  }

  /// VAT on interest, a fraction.
  public var vatRate: Double
  /// Surcharges on the VAT, a fraction of it (附加税费).
  public var vatSurcharge: Double
  /// Lines up to here are exempt at any rate, CNY, inclusive (公告2023年第13号).
  public var vatSmallLineLimit: Double
  /// Lines up to here fall under the 150 % rule, CNY, inclusive (公告2023年第16号).
  public var vatLineLimit: Double
  /// The bank's method for the year, 1 or 2.
  public var vat150PercentMethod: Int
  /// The multiple of the prime rate in that rule.
  public var vatLPRMultiple: Double
  /// Whose tenor the multiple is taken of.
  public var vatLPRTenor: ExemptionTenor
  /// Which day's prime rate.
  public var vatLPRDate: ExemptionDay
  /// Who can be exempt.
  public var vatExemptSizes: Set<EnterpriseSize>
  /// Last day of both exemptions.
  public var vatExemptUntil: CalendarDay
  /// Whether interest after that day is taxed.
  public var vatHorizon: ExemptionHorizon
  /// Method 1: a target above the threshold is quoted at it when the shortfall is within this.
  public var vatThresholdToleranceBasisPoints: Double
  /// Stamp duty that the borrower owes, a fraction of the amount.
  public var stampDutyBySize: [EnterpriseSize: Double]
  /// Last day of the exemption of small and micro firms.
  public var stampDutyExemptUntil: CalendarDay
  /// Who is exempt until then.
  public var stampDutyExemptSizes: Set<EnterpriseSize>
  /// What they owe afterwards, a fraction.
  public var stampDutyAfterExemption: Double
  /// Corporate income tax, a fraction (企业所得税).
  public var incomeTax: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    vatRate: Double,
    vatSurcharge: Double,
    vatSmallLineLimit: Double,
    vatLineLimit: Double,
    vat150PercentMethod: Int,
    vatLPRMultiple: Double,
    vatLPRTenor: ExemptionTenor,
    vatLPRDate: ExemptionDay,
    vatExemptSizes: Set<EnterpriseSize>,
    vatExemptUntil: CalendarDay,
    vatHorizon: ExemptionHorizon,
    vatThresholdToleranceBasisPoints: Double,
    stampDutyBySize: [EnterpriseSize: Double],
    stampDutyExemptUntil: CalendarDay,
    stampDutyExemptSizes: Set<EnterpriseSize>,
    stampDutyAfterExemption: Double,
    incomeTax: Double
  ) {
    self.vatRate = vatRate
    self.vatSurcharge = vatSurcharge
    self.vatSmallLineLimit = vatSmallLineLimit
    self.vatLineLimit = vatLineLimit
    self.vat150PercentMethod = vat150PercentMethod
    self.vatLPRMultiple = vatLPRMultiple
    self.vatLPRTenor = vatLPRTenor
    self.vatLPRDate = vatLPRDate
    self.vatExemptSizes = vatExemptSizes
    self.vatExemptUntil = vatExemptUntil
    self.vatHorizon = vatHorizon
    self.vatThresholdToleranceBasisPoints = vatThresholdToleranceBasisPoints
    self.stampDutyBySize = stampDutyBySize
    self.stampDutyExemptUntil = stampDutyExemptUntil
    self.stampDutyExemptSizes = stampDutyExemptSizes
    self.stampDutyAfterExemption = stampDutyAfterExemption
    self.incomeTax = incomeTax
  }
}
