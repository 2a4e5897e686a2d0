public import Cashflow
public import Lending
public import LoanUnits

/// The few facts of an application that head its quote.
public struct ApplicationSummary: Sendable {
  /// Amount.
  public let amount: Money
  /// Months.
  public let termMonths: Int
  /// Repayment.
  public let repayment: RepaymentMethod

  /// Takes them from an application.
  public init(_ application: LoanApplication) {
    amount = application.amount
    termMonths = application.termMonths
    repayment = application.repayment
  }
}
