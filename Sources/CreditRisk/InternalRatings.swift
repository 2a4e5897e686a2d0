internal import LoanMath

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The risk-weight functions of the internal-ratings approach (内部评级法): CRE31, Order 4 of 2023.
///
/// `N` is the normal distribution, `G` its inverse, all rates fractions:
/// `K = [LGD·N((G(PD) + √R·G(q))/√(1−R)) − PD·LGD] · (1 + (M−2.5)·b)/(1 − 1.5·b)`, without the maturity term
/// for retail; K excludes the expected loss. K(0) = K(1) = 0.
public struct InternalRatings: Sendable {
  /// The class of an exposure.
  public enum ExposureClass: String, CaseIterable, Sendable {
    /// Company.
    case corporate
    /// Company with a size reduction.
    case sme
    /// Other retail.
    case retail
    /// Residential mortgage.
    case mortgage
    /// Qualifying revolving retail.
    case revolving
  }

  /// What the functions give for one exposure.
  public struct Result: Hashable, Sendable {
    /// Asset correlation R.
    public var correlation: Double
    /// The maturity factor; exactly 1 at one year and for retail.
    public var maturityAdjustment: Double
    /// Capital per unit of exposure, a fraction.
    public var k: Double
    /// Risk weight, percent.
    public var riskWeightPercent: Double
  }

  @usableFromInline let policy: InternalRatingsPolicy
  @usableFromInline let quantile: Double

  /// Prepares the functions.
  public init(_ policy: InternalRatingsPolicy) {
    self.policy = policy
    self.quantile = NormalDistribution.quantile(policy.confidence)
  }

  /// Capital of one exposure.
  ///
  /// - Parameters:
  ///   - probability: PD, a fraction; raised to the policy's floor unless it is 1.
  ///   - lossGivenDefault: A fraction.
  ///   - maturityYears: Effective maturity M; retail classes ignore it.
  ///   - exposureClass: Decides correlation and maturity.
  ///   - turnover: Annual revenue in the unit of the policy's turnover bounds; nil or NaN: no reduction.
  public func capital(
    probability: Double, lossGivenDefault: Double, maturityYears: Double, exposureClass: ExposureClass,
    turnover: Double?
  ) -> Result {
    let pd = floored(probability, exposureClass: exposureClass)
    let correlation = self.correlation(pd: pd, exposureClass: exposureClass, turnover: turnover)
    var factor = 1.0
    if exposureClass == .corporate || exposureClass == .sme, pd > 0 {
      let root = policy.maturitySlope + policy.maturityCurvature * log(pd)
      let b = root * root
      factor = (1 + (maturityYears - policy.maturityPivotYears) * b) / (1 - policy.maturityScale * b)
    }
    guard pd > 0, pd < 1 else {
      return Result(correlation: correlation, maturityAdjustment: factor, k: 0, riskWeightPercent: 0)
    }
    let stressed = NormalDistribution.cumulative(
      (NormalDistribution.quantile(pd) + correlation.squareRoot() * quantile) / (1 - correlation).squareRoot()
    )
    let k = max(0, (lossGivenDefault * stressed - pd * lossGivenDefault) * factor)
    return Result(
      correlation: correlation, maturityAdjustment: factor, k: k,
      riskWeightPercent: 100 * policy.rwaMultiple * k)
  }

  /// The PD that the functions take: raised to the floor of its class unless it is 1.
  public func floored(_ probability: Double, exposureClass: ExposureClass) -> Double {
    if probability >= 1 { return 1 }
    return max(probability, exposureClass == .revolving ? policy.revolvingPDFloor : policy.pdFloor)
  }

  /// Capital of a defaulted exposure (违约风险暴露): `K = max(0, LGD − EL_be)`, CRE31.
  ///
  /// - Parameters:
  ///   - lossGivenDefault: A fraction.
  ///   - bestEstimateLoss: The bank's best estimate of the loss (预期损失最佳估计值), a fraction of the exposure.
  public func defaulted(lossGivenDefault: Double, bestEstimateLoss: Double) -> Result {
    let k = max(0, lossGivenDefault - bestEstimateLoss)
    return Result(
      correlation: 0, maturityAdjustment: 1, k: k, riskWeightPercent: 100 * policy.rwaMultiple * k)
  }

  private func correlation(pd: Double, exposureClass: ExposureClass, turnover: Double?) -> Double {
    func blended(_ low: Double, _ high: Double, _ decay: Double) -> Double {
      let weight = expm1(-decay * pd) / expm1(-decay)
      return low * weight + high * (1 - weight)
    }
    switch exposureClass {
    case .mortgage: return policy.mortgageCorrelation
    case .revolving: return policy.revolvingCorrelation
    case .retail:
      return blended(policy.retailCorrelationLow, policy.retailCorrelationHigh, policy.retailDecay)
    case .corporate, .sme:
      let base = blended(
        policy.corporateCorrelationLow, policy.corporateCorrelationHigh, policy.corporateDecay)
      guard exposureClass == .sme, let turnover, !turnover.isNaN else { return base }
      let clipped = min(max(turnover, policy.smeTurnoverLow), policy.smeTurnoverHigh)
      let span = policy.smeTurnoverHigh - policy.smeTurnoverLow
      return base - policy.smeReduction * (1 - (clipped - policy.smeTurnoverLow) / span)
    }
  }
}
