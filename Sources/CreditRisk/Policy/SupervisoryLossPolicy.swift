public import Lending

/// Supervisory loss given default and floors (监管违约损失率及底线), fractions; Basel CRE32, Order 4 of 2023.
public struct SupervisoryLossPolicy: Hashable, Sendable {
  /// Foundation: senior unsecured claims on companies.
  public var unsecured: Double
  /// Off the value of each type of collateral.
  public var haircuts: [CollateralType: Double]
  /// Foundation: the part secured by each type.
  public var secured: [CollateralType: Double]
  /// Floor under own estimates of unsecured claims on companies.
  public var companyFloor: Double
  /// Floor under own estimates of unsecured retail claims.
  public var retailFloor: Double
  /// Floor under own estimates of residential mortgages.
  public var mortgageFloor: Double
  /// Floor under own estimates of qualifying revolving retail.
  public var revolvingFloor: Double
  /// Floor under own estimates of the part secured by each type.
  public var securedFloors: [CollateralType: Double]

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    unsecured: Double, haircuts: [CollateralType: Double], secured: [CollateralType: Double],
    companyFloor: Double, retailFloor: Double, mortgageFloor: Double, revolvingFloor: Double,
    securedFloors: [CollateralType: Double]
  ) {
    self.unsecured = unsecured
    self.haircuts = haircuts
    self.secured = secured
    self.companyFloor = companyFloor
    self.retailFloor = retailFloor
    self.mortgageFloor = mortgageFloor
    self.revolvingFloor = revolvingFloor
    self.securedFloors = securedFloors
  }
}
