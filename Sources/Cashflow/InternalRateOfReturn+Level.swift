#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

extension InternalRateOfReturn {
  /// The periodic rate of a loan whose payments are all the same but the last one, by the closed form
  /// `L·a_n + (P_n − L)·vⁿ`.
  ///
  /// Newton's method as in ``loanRate(received:payments:)``, a step costing two elementary functions instead of a pass
  /// over the payments.
  ///
  /// - Parameters:
  ///   - received: Amount at time 0, net of fees withheld.
  ///   - level: Payment at the end of period 1 … n − 1, counted positive.
  ///   - last: Payment at the end of period n.
  ///   - periods: n.
  ///   - start: A rate near the one sought, such as the contract's.
  /// - Returns: A fraction; nil where the closed form would cancel, near a rate of 0, and where the steps go astray.
  public static func levelRate(
    received: Double, level: Double, last: Double, periods: Int, near start: Double
  ) -> Double? {
    guard received > 0, level >= 0, last >= 0, periods > 0, received.isFinite, level.isFinite, last.isFinite
    else { return nil }
    let count = Double(periods)
    if level == 0 {
      let rate = expm1(log(last / received) / count)
      return rate.isFinite && rate > -1 ? rate : nil
    }
    let rest = last - level
    var rate = start
    for _ in 0..<30 {
      guard rate * count > 1e-4, rate < 1 else { return nil }
      // −(1 − vⁿ)
      let change = expm1(-count * log1p(rate))
      let annuity = -change / rate
      let slopeOfPower = count * (1 + change) / (1 + rate)
      let value = level * annuity + rest * (1 + change)
      let slope = level * (slopeOfPower - annuity) / rate - rest * slopeOfPower
      let step = (received - value) / slope
      guard step.isFinite else { return nil }
      rate += step
      // What a step of Newton's leaves is of the order of its square.
      if count * step * step < 1e-18 { return rate * count > 1e-4 ? rate : nil }
    }
    return nil
  }
}
