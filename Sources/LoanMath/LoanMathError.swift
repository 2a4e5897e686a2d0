/// An argument outside the range in which a formula has a meaning.
public enum LoanMathError: Error, Equatable, Sendable {
  /// A probability that is not in 0…1.
  case probabilityOutOfRange(Double)
  /// A correlation that is not in 0…1.
  case correlationOutOfRange(Double)
  /// Odds that are not positive and finite.
  case oddsOutOfRange(Double)
  /// Points to double the odds that are 0 or not finite.
  case pointsToDoubleOddsOutOfRange(Double)
  /// A base score that is not finite.
  case baseScoreOutOfRange(Double)
}
