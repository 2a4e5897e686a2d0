public import CreditRisk
internal import LoanUnits

/// How provisions stand against what capital asks of them (损失准备缺口与超额), fen.
///
/// Order 4 of 2023, art. 34 and form G4A-1(a): what falls short of the minimum is deducted from CET1, an excess counts
/// as tier 2 capital up to a share of credit RWA. The minimum is a share of non-performing loans under weights, the
/// expected loss under internal ratings.
public struct ProvisionStanding: Hashable, Sendable {
  /// Least provisions.
  public let minimum: Int128
  /// Booked provisions.
  public let booked: Int128
  /// Most that counts as tier 2.
  public let tier2Limit: Int128

  /// What is missing, deducted from CET1 (损失准备缺口).
  public var shortfall: Int128 { max(0, minimum - booked) }
  /// What is over (超额损失准备).
  public var excess: Int128 { max(0, booked - minimum) }
  /// The part of the excess that counts as tier 2 capital (可计入二级资本).
  public var tier2: Int128 { min(excess, tier2Limit) }
}

/// The capital of a portfolio under one approach, or both, from its summary.
public struct CapitalStanding: Hashable, Sendable {
  /// Both approaches side by side.
  public struct Comparison: Hashable, Sendable {
    /// Sums by class.
    public let totals: CapitalTotals
    /// Provisions under weights.
    public let weightingProvisions: ProvisionStanding
    /// Provisions under internal ratings.
    public let ratingsProvisions: ProvisionStanding
    /// Risk-weighted assets of the internal-ratings bank after the output floor (资本底线), fen.
    public let floored: Int128
    /// Capital on them, fen.
    public let flooredCapital: Int128
    /// Whether the floor is above the internal ratings' own.
    public let isFloorBinding: Bool
  }

  /// Provisions under the policy's approach.
  public let provisions: ProvisionStanding
  /// Both approaches; nil where only one was measured.
  public let comparison: Comparison?

  /// Finds the standing of a portfolio.
  public init(_ summary: PortfolioSummary, policy: CapitalPolicy) {
    let recognition = policy.provisions
    func weighting(_ riskWeighted: Int128) -> ProvisionStanding {
      ProvisionStanding(
        minimum: CapitalStanding.share(
          recognition.nonPerformingShare, of: summary.total.nonPerformingBalance),
        booked: summary.provisions,
        tier2Limit: CapitalStanding.share(recognition.tier2ShareWeighting, of: riskWeighted))
    }
    guard let totals = summary.capitalByApproach else {
      provisions = weighting(summary.total.riskWeighted)
      comparison = nil
      return
    }
    let (byWeights, byRatings) = (totals.weighting, totals.ratings)
    let least = CapitalStanding.share(policy.outputFloor, of: byWeights.riskWeighted)
    let isBinding = least > byRatings.riskWeighted
    let found = Comparison(
      totals: totals, weightingProvisions: weighting(byWeights.riskWeighted),
      ratingsProvisions: ProvisionStanding(
        minimum: byRatings.expectedLoss, booked: summary.provisions,
        tier2Limit: CapitalStanding.share(recognition.tier2ShareRatings, of: byRatings.riskWeighted)),
      floored: isBinding ? least : byRatings.riskWeighted,
      flooredCapital: isBinding ? CapitalStanding.share(policy.ratio, of: least) : byRatings.capital,
      isFloorBinding: isBinding)
    comparison = found
    provisions = policy.approach == .weighting ? found.weightingProvisions : found.ratingsProvisions
  }

  /// A share of an amount, in billionths, half up to the fen.
  private static func share(_ share: Double, of amount: Int128) -> Int128 {
    let product = amount * Int128((share * 1e9).rounded())
    return (product + (product < 0 ? -500_000_000 : 500_000_000)) / 1_000_000_000
  }
}
