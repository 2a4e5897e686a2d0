public import Lending

/// Section `pricing` of the policy: method, rounding, floor, cap, concessions.
public struct PricingPolicy: Hashable, Sendable {
  /// Direction of rounding to the step.
  public enum RateRounding: String, CaseIterable, Sendable {
    /// Up.
    case up
    /// To the nearest, halves up.
    case halfUp = "half_up"
    /// Down.
    case down
  }

  /// The policy floor under a quote.
  public enum RateFloor: String, CaseIterable, Sendable {
    /// None.
    case none
    /// The floor rate of the loan.
    case floorRate = "floor_rate"
    /// The prime rate plus a spread.
    case lprSpread = "lpr_spread"
  }

  /// How the rate is found.
  public var method: PricingMethod
  /// Step of a quoted rate, basis points.
  public var roundingStepBasisPoints: Double
  /// Direction of rounding.
  public var rounding: RateRounding
  /// The policy floor.
  public var floor: RateFloor
  /// Spread over the prime rate of the floor `lpr_spread`, basis points.
  public var floorSpreadBasisPoints: Double
  /// Cap on the borrower's all-in cost, percent a year.
  public var maxAllInRatePercent: Double
  /// Concession by reason, basis points.
  public var concessionsBasisPoints: [ConcessionReason: Double]
  /// Limit of their total, basis points.
  public var concessionLimitBasisPoints: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    method: PricingMethod,
    roundingStepBasisPoints: Double,
    rounding: RateRounding,
    floor: RateFloor,
    floorSpreadBasisPoints: Double,
    maxAllInRatePercent: Double,
    concessionsBasisPoints: [ConcessionReason: Double],
    concessionLimitBasisPoints: Double
  ) {
    self.method = method
    self.roundingStepBasisPoints = roundingStepBasisPoints
    self.rounding = rounding
    self.floor = floor
    self.floorSpreadBasisPoints = floorSpreadBasisPoints
    self.maxAllInRatePercent = maxAllInRatePercent
    self.concessionsBasisPoints = concessionsBasisPoints
    self.concessionLimitBasisPoints = concessionLimitBasisPoints
  }
}
