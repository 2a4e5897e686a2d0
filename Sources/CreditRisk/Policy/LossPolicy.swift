public import Lending

/// Section `lgd` of the policy: loss given default (违约损失率), fractions.
public struct LossPolicy: Hashable, Sendable {
  /// Unsecured loans, and the unsecured part of secured ones.
  public var credit: Double
  /// Guaranteed loans, before the guarantor's share.
  public var guarantee: Double
  /// Mortgages whose collateral has no value on the tape.
  public var mortgage: Double
  /// Pledges whose collateral has no value on the tape.
  public var pledge: Double
  /// Haircut of each type of collateral.
  public var haircuts: [CollateralType: Double]
  /// Loss given default of the part secured by it.
  public var secured: [CollateralType: Double]
  /// The type taken for a mortgage that names none.
  public var mortgageType: CollateralType
  /// The type taken for a pledge that names none.
  public var pledgeType: CollateralType
  /// Default probability of each kind of guarantor.
  public var guarantors: [Guarantor: Double]
  /// Smallest loss given default.
  public var floor: Double
  /// Months from default to what is recovered; the cash-flow method discounts it by them.
  public var recoveryLagMonths: Int

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    credit: Double,
    guarantee: Double,
    mortgage: Double,
    pledge: Double,
    haircuts: [CollateralType: Double],
    secured: [CollateralType: Double],
    mortgageType: CollateralType,
    pledgeType: CollateralType,
    guarantors: [Guarantor: Double],
    floor: Double,
    recoveryLagMonths: Int
  ) {
    self.credit = credit
    self.guarantee = guarantee
    self.mortgage = mortgage
    self.pledge = pledge
    self.haircuts = haircuts
    self.secured = secured
    self.mortgageType = mortgageType
    self.pledgeType = pledgeType
    self.guarantors = guarantors
    self.floor = floor
    self.recoveryLagMonths = recoveryLagMonths
  }
}
