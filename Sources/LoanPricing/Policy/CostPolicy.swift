public import Lending

/// Section `cost` of the policy: the bank's own cost and other income.
public struct CostPolicy: Hashable, Sendable {
  /// Acquisition, once a loan, CNY.
  public var originationCNY: Double
  /// Servicing, a year and loan, CNY.
  public var servicingCNYPerYear: Double
  /// Variable cost, percent of the balance a year.
  public var variablePercent: Double
  /// Other income net of its cost, percent of the balance a year (中间业务收入).
  public var otherIncomePercent: Double
  /// What a unit of the borrower's deposits is worth, percent a year (存款贡献).
  public var depositBenefitPercent: Double
  /// Prepayment, percent of the balance a year; the cash-flow method uses it.
  public var prepaymentPercentPerYear: Double
  /// Prepayment by age of the loan, percent of the balance a year; where it has steps, it holds.
  public var prepaymentCurve: MonthSteps

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    originationCNY: Double,
    servicingCNYPerYear: Double,
    variablePercent: Double,
    otherIncomePercent: Double,
    depositBenefitPercent: Double,
    prepaymentPercentPerYear: Double,
    prepaymentCurve: MonthSteps = MonthSteps(steps: [])
  ) {
    self.originationCNY = originationCNY
    self.servicingCNYPerYear = servicingCNYPerYear
    self.variablePercent = variablePercent
    self.otherIncomePercent = otherIncomePercent
    self.depositBenefitPercent = depositBenefitPercent
    self.prepaymentPercentPerYear = prepaymentPercentPerYear
    self.prepaymentCurve = prepaymentCurve
  }
}
