/// Section `ftp` of the policy: the internal funds transfer price (内部资金转移定价).
public struct FundingPolicy: Hashable, Sendable {
  /// Transfer price by months, percent a year.
  public var curve: TermCurve
  /// Liquidity premium by months, percent a year (流动性溢价).
  public var liquidityPremium: TermCurve
  /// Concession by reason, basis points (FTP优惠).
  public var concessionBasisPoints: [ConcessionReason: Double]
  /// Required reserves per unit of deposits, a fraction (存款准备金率).
  public var reserveRatio: Double
  /// What reserves earn, percent a year.
  public var reserveRatePercent: Double
  /// Rate of relending for small firms, percent a year (支小再贷款).
  public var relendingRatePercent: Double
  /// Share of the loan funded by it, a fraction.
  public var relendingShare: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    curve: TermCurve,
    liquidityPremium: TermCurve,
    concessionBasisPoints: [ConcessionReason: Double],
    reserveRatio: Double,
    reserveRatePercent: Double,
    relendingRatePercent: Double,
    relendingShare: Double
  ) {
    self.curve = curve
    self.liquidityPremium = liquidityPremium
    self.concessionBasisPoints = concessionBasisPoints
    self.reserveRatio = reserveRatio
    self.reserveRatePercent = reserveRatePercent
    self.relendingRatePercent = relendingRatePercent
    self.relendingShare = relendingShare
  }
}
