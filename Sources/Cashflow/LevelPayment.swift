#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The level payment that repays a loan (等额本息), not rounded.
public enum LevelPayment {
  /// The payment at the end of each period: `(P − B·vⁿ) · i / (1 − vⁿ)` with `v = 1/(1 + i)`.
  ///
  /// - Parameters:
  ///   - principal: Amount lent.
  ///   - periodicRate: Rate of a period as a fraction above −1; 0 gives `(P − B)/n`.
  ///   - periods: Number of payments, at least 1.
  ///   - balloon: Amount that is left for the day of the last payment, beside it.
  /// - Returns: The payment in the unit of the principal.
  /// - SeeAlso: The annuity cases of `Oracles/time_value.json`.
  public static func amount(
    principal: Double, periodicRate: Double, periods: Int, balloon: Double = 0
  ) -> Double {
    let count = Double(periods)
    let growth = log1p(periodicRate)
    guard growth != 0, periods > 0 else { return (principal - balloon) / max(count, 1) }
    // P·i/(1 − vⁿ) − B·i/((1 + i)ⁿ − 1): neither denominator cancels.
    let payment = principal * periodicRate / -expm1(-count * growth)
    return balloon == 0 ? payment : payment - balloon * periodicRate / expm1(count * growth)
  }

  /// The balance after some of the payments.
  ///
  /// - Parameters:
  ///   - paid: Payments made, 0 to `periods`.
  ///   - principal: Amount lent.
  ///   - periodicRate: Rate of a period as a fraction above −1.
  ///   - periods: Number of payments, at least 1.
  ///   - balloon: Amount that is left for the day of the last payment, beside it.
  /// - Returns: The balance in the unit of the principal, the balloon included.
  public static func balance(
    after paid: Int, principal: Double, periodicRate: Double, periods: Int, balloon: Double = 0
  ) -> Double {
    let left = Double(periods - paid)
    let growth = log1p(periodicRate)
    guard growth != 0, periods > 0 else {
      return balloon + (principal - balloon) * left / max(Double(periods), 1)
    }
    // The present value of what is still to be paid.
    let payment = amount(
      principal: principal, periodicRate: periodicRate, periods: periods, balloon: balloon)
    return payment * -expm1(-left * growth) / periodicRate + balloon * exp(-left * growth)
  }
}
