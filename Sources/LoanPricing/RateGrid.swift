#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The steps on which a bank quotes: multiples of the policy's step, domain 3.4.
public struct RateGrid: Hashable, Sendable {
  /// Step in basis points.
  public let stepBasisPoints: Double
  @usableFromInline let stepsPerPercent: Double
  /// Slack in steps: binary error below it never costs a whole step.
  static let slack = 1e-7

  /// Creates a grid.
  @inlinable public init(stepBasisPoints: Double) {
    self.stepBasisPoints = stepBasisPoints
    stepsPerPercent = 100 / stepBasisPoints
  }

  /// The rate of a step, percent, as the nearest double of its decimal.
  public func percent(step: Double) -> Double { step * stepBasisPoints / 100 }

  /// The lowest step at or above a rate.
  public func stepUp(_ percent: Double) -> Double {
    ceil(percent * stepsPerPercent - RateGrid.slack)
  }

  /// The step to which a rate is rounded.
  func step(_ percent: Double, _ direction: PricingPolicy.RateRounding) -> Double {
    let steps = percent * stepsPerPercent
    return switch direction {
    case .up: ceil(steps - RateGrid.slack)
    case .halfUp: floor(steps + 0.5 + RateGrid.slack)
    case .down: floor(steps + RateGrid.slack)
    }
  }

  /// A rate rounded to the grid, percent.
  public func round(_ percent: Double, _ direction: PricingPolicy.RateRounding) -> Double {
    self.percent(step: step(percent, direction))
  }
}
