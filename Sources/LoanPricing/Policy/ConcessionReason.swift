/// Why a concession is given: on the transfer price or on the quoted rate.
public enum ConcessionReason: String, CaseIterable, Sendable {
  /// An inclusive small-business loan (普惠型小微企业贷款).
  case inclusive
  /// A first-time borrower (首贷户).
  case firstLoan = "first_loan"
  /// A renewal (续贷).
  case renewal
  /// Foreign trade (外贸).
  case foreignTrade = "foreign_trade"
  /// A private firm (民营).
  case privateFirm = "private"
  /// Technology (科技).
  case technology
  /// Consumption (消费).
  case consumption
}
