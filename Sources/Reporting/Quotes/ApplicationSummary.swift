public import Cashflow
public import Lending
public import LoanUnits

/// The few facts of an application that head its quote.
public struct ApplicationSummary: Sendable {
  /// Amount.
  public let amount: Money
  /// Months.
  public let termMonths: Int
  /// How often it is paid.
  public let frequency: PaymentFrequency
  /// Repayment.
  public let repayment: RepaymentPlan

  /// Takes them from an application.
  public init(_ application: LoanApplication) {
    amount = application.amount
    termMonths = application.termMonths
    frequency = application.frequency
    repayment = application.plan
  }
}
