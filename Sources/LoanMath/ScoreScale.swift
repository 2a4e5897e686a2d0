#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Points on a scale on which a fixed number of points doubles the odds; a higher score is better.
///
/// `score = offset + factor · ln(odds)` with odds good : bad.
/// - SeeAlso: The field reference, 8.1.
public struct ScoreScale: Hashable, Sendable {
  /// Points per unit of log odds: the points to double the odds over `ln 2`.
  public let factor: Double
  /// The score at odds of 1 : 1.
  public let offset: Double

  /// Creates a scale from one of its points and its steepness.
  ///
  /// - Parameters:
  ///   - baseScore: Points at the base odds; finite.
  ///   - baseOdds: Good : bad, above 0.
  ///   - pointsToDoubleOdds: Not 0; below 0 makes a higher score worse.
  /// - Throws: ``LoanMathError`` with the value that is out of range.
  public init(baseScore: Double, baseOdds: Double, pointsToDoubleOdds: Double) throws(LoanMathError) {
    guard baseScore.isFinite else { throw .baseScoreOutOfRange(baseScore) }
    guard baseOdds > 0, baseOdds.isFinite else { throw .oddsOutOfRange(baseOdds) }
    guard pointsToDoubleOdds.isFinite, pointsToDoubleOdds != 0 else {
      throw .pointsToDoubleOddsOutOfRange(pointsToDoubleOdds)
    }
    self.factor = pointsToDoubleOdds / log(2)
    self.offset = baseScore - factor * log(baseOdds)
  }

  /// The probability of default at a score.
  ///
  /// - Parameter score: Any number.
  /// - Returns: 0…1.
  public func probability(score: Double) -> Double {
    LogOdds.probability(of: (offset - score) / factor)
  }

  /// The score at a probability of default.
  ///
  /// - Parameter probability: 0…1; infinite at the ends.
  public func score(probability: Double) -> Double {
    offset - factor * LogOdds.logOdds(of: probability)
  }
}
