public import LoanUnits

/// One flow of a statement: one amount, one item, one receiver.
public struct StatementFlow: Hashable, Sendable {
  /// Period, 0 at drawdown.
  public var period: Int
  /// Day, where the loan has a start date.
  public var date: CalendarDay?
  /// Name of the item: a cost item's, or `principal`, `deposit_interest`.
  public var item: String
  /// Who receives it.
  public var payee: CostParty
  /// What the borrower receives, positive, or pays, negative.
  public var amount: Money
}
