#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The span over which defaults are counted, and the probability of a default within it.
public struct DefaultHorizon: Hashable, Sendable {
  /// Its length in months, above 0.
  public let months: Int

  /// A horizon.
  public init(months: Int) {
    self.months = months
  }

  /// `1 − (1 − p)^(months ⁄ 12)`, the probability over the horizon under a hazard that stays as in the first year.
  ///
  /// - Parameter annual: Probability of twelve months, a fraction; 1 from 1 on.
  /// - SeeAlso: Lando, *Credit Risk Modeling* (2004), section 5.2, for constant intensities.
  public func probability(annual: Double) -> Double {
    annual >= 1 ? 1 : -expm1(log1p(-annual) * Double(months) / 12)
  }
}
