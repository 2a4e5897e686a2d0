internal import Lending

/// Capital of a business loan under the internal-ratings approach (内部评级法): which class, PD, loss given default and
/// maturity the risk-weight function takes, foundation or advanced.
///
/// Retail has no foundation approach: its loss given default is always the bank's own.
public struct InternalRatingsApproach: Sendable {
  /// What decides the capital of one loan.
  public struct Exposure: Sendable {
    /// Code of ``EnterpriseSize``, or ``missingCode``.
    public var size: UInt8
    /// Exposure to the firm or group, CNY.
    public var borrowerExposure: Double
    /// Revenue of the latest year, CNY; NaN: no reduction of the correlation.
    public var annualRevenue: Double
    /// Twelve-month PD of the bank, a fraction.
    public var probability: Double
    /// Loss given default of the bank, a fraction.
    public var lossGivenDefault: Double
    /// What secures it.
    public var collateral: SupervisoryLoss.Collateral
    /// Exposure at default, CNY.
    public var exposure: Double
    /// Effective maturity by its payments, years.
    public var maturityYears: Double
    /// Whether it is defaulted.
    public var isDefaulted: Bool
    /// Best estimate of the loss of a defaulted exposure, a fraction of it.
    public var bestEstimateLoss: Double

    /// Creates the facts of an exposure.
    public init(
      size: UInt8, borrowerExposure: Double, annualRevenue: Double, probability: Double,
      lossGivenDefault: Double, collateral: SupervisoryLoss.Collateral, exposure: Double,
      maturityYears: Double, isDefaulted: Bool, bestEstimateLoss: Double
    ) {
      self.size = size
      self.borrowerExposure = borrowerExposure
      self.annualRevenue = annualRevenue
      self.probability = probability
      self.lossGivenDefault = lossGivenDefault
      self.collateral = collateral
      self.exposure = exposure
      self.maturityYears = maturityYears
      self.isDefaulted = isDefaulted
      self.bestEstimateLoss = bestEstimateLoss
    }
  }

  /// What the approach finds of one loan.
  public struct Assessment: Hashable, Sendable {
    /// Weight of the exposure at default, percent.
    public var percent: Double
    /// Expected loss, a fraction of the exposure.
    public var expectedLoss: Double
    /// The class whose function it is.
    public var exposureClass: InternalRatings.ExposureClass
  }

  /// The risk-weight functions.
  public let functions: InternalRatings
  /// Supervisory loss given default and its floors.
  public let supervisoryLoss: SupervisoryLoss
  private let policy: InternalRatingsPolicy
  private let retailLimit: Double

  /// Prepares the approach.
  public init(_ policy: CapitalPolicy) {
    self.policy = policy.internalRatings
    functions = InternalRatings(policy.internalRatings)
    supervisoryLoss = SupervisoryLoss(policy.internalRatings.supervisoryLoss)
    retailLimit = policy.smallMicroLimit
  }

  /// Whether the maturity of an exposure decides anything.
  public var needsMaturity: Bool { policy.variant == .advanced }

  /// The weight of an exposure with its expected loss and class.
  ///
  /// EL = PD·LGD with the parameters of the function, floors included; of a defaulted exposure the best estimate.
  public func assess(_ exposure: Exposure) -> Assessment {
    let exposureClass = RetailPooling.exposureClass(
      size: exposure.size, borrowerExposure: exposure.borrowerExposure, limit: retailLimit)
    let lossGivenDefault = lossGivenDefault(
      exposure.lossGivenDefault, exposure.collateral, exposure: exposure.exposure,
      exposureClass: exposureClass)
    if exposure.isDefaulted {
      let result = functions.defaulted(
        lossGivenDefault: lossGivenDefault, bestEstimateLoss: exposure.bestEstimateLoss)
      return Assessment(
        percent: result.riskWeightPercent, expectedLoss: exposure.bestEstimateLoss,
        exposureClass: exposureClass)
    }
    let result = functions.capital(
      probability: exposure.probability, lossGivenDefault: lossGivenDefault,
      maturityYears: maturityYears(exposure.maturityYears), exposureClass: exposureClass,
      turnover: exposure.annualRevenue)
    let probability = functions.floored(exposure.probability, exposureClass: exposureClass)
    return Assessment(
      percent: result.riskWeightPercent, expectedLoss: probability * lossGivenDefault,
      exposureClass: exposureClass)
  }

  /// The loss given default that the function takes: the supervisor's for companies under the foundation approach,
  /// else the bank's own, not below its floor.
  public func lossGivenDefault(
    _ own: Double, _ collateral: SupervisoryLoss.Collateral, exposure: Double,
    exposureClass: InternalRatings.ExposureClass
  ) -> Double {
    if policy.variant == .foundation, exposureClass == .corporate || exposureClass == .sme {
      return supervisoryLoss.foundation(collateral, exposure: exposure)
    }
    return max(own, supervisoryLoss.floor(collateral, exposure: exposure, exposureClass: exposureClass))
  }

  /// The maturity that the function takes: fixed under the foundation approach, else the payments', within bounds.
  public func maturityYears(_ effective: Double) -> Double {
    switch policy.variant {
    case .foundation: policy.maturityYears
    case .advanced: min(max(effective, policy.maturityLow), policy.maturityHigh)
    }
  }
}
