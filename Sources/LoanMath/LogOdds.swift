#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The logarithm of the odds, and the way back.
public enum LogOdds {
  /// `ln(p / (1 − p))`, with its relative accuracy at both ends and around a half.
  ///
  /// - Parameter probability: 0…1; 0 gives −∞ and 1 gives +∞.
  /// - SeeAlso: The logit cases of `Oracles/special_functions.json`.
  public static func logOdds(of probability: Double) -> Double {
    // Around a half the quotient is near 1 and its logarithm would lose digits; 2p − 1 is exact there.
    if probability > 0.25 && probability < 0.75 { return 2 * atanh(2 * probability - 1) }
    return log(probability / (1 - probability))
  }

  /// `1 / (1 + exp(−x))`.
  ///
  /// - Parameter logOdds: Any number.
  /// - Returns: 0…1, with its relative accuracy towards 0.
  public static func probability(of logOdds: Double) -> Double {
    if logOdds >= 0 { return 1 / (1 + exp(-logOdds)) }
    let odds = exp(logOdds)
    return odds / (1 + odds)
  }
}
