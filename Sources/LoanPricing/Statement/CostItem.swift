public import Lending
public import LoanUnits

/// One item of a loan's cost as the cost sheet lists it.
public struct CostItem: Hashable, Sendable {
  /// What kind of cost it is.
  public enum Kind: String, Hashable, Sendable {
    /// Interest cost (利息成本).
    case interest
    /// Non-interest cost (非利息成本): fees, premiums, duties.
    case nonInterest = "non_interest"
    /// What a refundable deposit costs.
    case deposit
    /// A government subsidy (贴息), with a minus sign.
    case subsidy
  }

  /// Name of the fee, or `interest`, `stamp_duty`, `compensating_balance`, `interest_subsidy`.
  public var name: String
  /// Its kind.
  public var kind: Kind
  /// Who receives it.
  public var payee: CostParty
  /// When a fee falls due; nil for what is paid as the plan says.
  public var timing: FeeTiming?
  /// How a fee is measured; nil for what is no fee.
  public var size: Fee.Size?
  /// All of it over the term; a subsidy is negative, a deposit's interest too.
  public var total: Money
  /// What it adds to the sheet's figure, percent a year; nil where no rate makes this item alone whole, as of a
  /// subsidy over the amount lent.
  public var annualPercent: Double?
}
