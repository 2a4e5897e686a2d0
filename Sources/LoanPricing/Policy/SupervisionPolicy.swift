/// Section `supervision` of the policy: thresholds of the monitor, informational until it ships.
public struct SupervisionPolicy: Hashable, Sendable {
  /// Tolerated excess of the inclusive NPL ratio, percentage points.
  public var nplTolerancePercentagePoints: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    nplTolerancePercentagePoints: Double
  ) {
    self.nplTolerancePercentagePoints = nplTolerancePercentagePoints
  }
}
