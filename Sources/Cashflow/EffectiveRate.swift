#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Rates of a period and of a year with compound interest.
public enum EffectiveRate {
  /// The effective annual rate `(1 + i)ⁿ − 1`.
  ///
  /// - Parameters:
  ///   - periodic: Rate of a period, as a fraction above −1.
  ///   - periodsPerYear: Periods of a year.
  public static func annual(periodic: Double, periodsPerYear: Double) -> Double {
    periodsPerYear == 1 ? periodic : expm1(periodsPerYear * log1p(periodic))
  }

  /// The periodic rate `(1 + r)^(1/n) − 1`.
  ///
  /// - Parameters:
  ///   - annual: Effective annual rate, as a fraction above −1.
  ///   - periodsPerYear: Periods of a year.
  public static func periodic(annual: Double, periodsPerYear: Double) -> Double {
    periodsPerYear == 1 ? annual : expm1(log1p(annual) / periodsPerYear)
  }
}
