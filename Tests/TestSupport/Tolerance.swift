/// How far a number may lie from the expected one: within the absolute or the relative distance.
public struct Tolerance: Codable, Sendable {
  /// Absolute distance.
  public var abs: Double
  /// Distance relative to the expected number.
  public var rel: Double

  /// Creates a tolerance.
  public init(abs: Double = 0, rel: Double = 0) {
    self.abs = abs
    self.rel = rel
  }
}

extension Double {
  /// Whether the number lies within a tolerance of the expected one; NaN never does.
  public func isClose(to expected: Double, within tolerance: Tolerance) -> Bool {
    if self == expected { return true }
    return (self - expected).magnitude <= max(tolerance.abs, tolerance.rel * expected.magnitude)
  }

  /// Whether the number lies within an absolute distance of the expected one.
  public func isClose(to expected: Double, within distance: Double) -> Bool {
    isClose(to: expected, within: Tolerance(abs: distance))
  }
}
