public import Lending
public import LoanUnits

/// A loan with and without the guarantor who shares its risk (风险分担): what the bank takes off the rate, what the
/// guarantor costs, and what is left of it for the borrower.
public struct RiskSharing: Hashable, Sendable {
  /// The loan on one side of the comparison.
  public struct Side: Hashable, Sendable {
    /// Loss given default, a fraction.
    public var lossGivenDefault: Double
    /// Expected loss, percent of the balance a year.
    public var expectedLossPercent: Double
    /// Target, percent a year.
    public var targetRatePercent: Double
    /// Quote, percent a year.
    public var quotedRatePercent: Double
    /// The borrower's cost, effective, percent a year.
    public var allInCostPercent: Double

    init(_ quote: Quote) {
      lossGivenDefault = quote.lossGivenDefault
      expectedLossPercent = quote.expectedLossPercent
      targetRatePercent = quote.targetRatePercent
      quotedRatePercent = quote.quotedRatePercent
      allInCostPercent = quote.borrowerCost.effectivePercent
    }
  }

  /// An insurer's premium (保费), percent a year of the loan.
  public struct Premium: Hashable, Sendable {
    /// Loss given default without the insurer, a fraction.
    public var lossGivenDefault: Double
    /// Probability of default × this loss × insured share.
    public var purePercent: Double
    /// With the policy's loadings.
    public var grossPercent: Double
    /// These loadings.
    public var loadings: RiskSharingPolicy.Insurance
  }

  /// Who shares the risk.
  public var guarantor: Guarantor
  /// The share of the loss that the guarantor bears, a fraction.
  public var share: Double
  /// The loan without guarantor and without what is paid to one; nil where it has no price.
  public var without: Side?
  /// The loan with both.
  public var with: Side
  /// All that is paid to guarantor and insurer over the term.
  public var fee: Money
  /// Whether the fee is the policy's, since the application gives none.
  public var isFeeAssumed: Bool
  /// The assumed fee, percent a year of the loan; nil where the fee was given.
  public var assumedFeePercent: Double?
  /// The premium of an insurer by formula.
  public var premium: Premium?

  /// What the guarantor takes off the quoted rate, basis points.
  public var rateCutBasisPoints: Double? {
    without.map { 100 * ($0.quotedRatePercent - with.quotedRatePercent) }
  }
  /// What the borrower's all-in cost changes by, basis points.
  public var netEffectBasisPoints: Double? {
    without.map { 100 * (with.allInCostPercent - $0.allInCostPercent) }
  }
  /// What the fee adds to the all-in cost at the rate with guarantor, basis points.
  public var feeCostBasisPoints: Double? { allInWithoutFeePercent.map { 100 * (with.allInCostPercent - $0) } }
  /// The borrower's cost at the rate with guarantor, had the guarantor come free.
  var allInWithoutFeePercent: Double?
}
