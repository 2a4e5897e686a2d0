#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The balance of a loan over its months as a share of the first one, not rounded.
///
/// Credit loss, matched funding and the cash-flow rate multiply it by the loan's balance.
public enum UnroundedBalances {
  /// A periodic rate below this one is taken as this one: a balance must not grow beyond numbers.
  public static let lowestPeriodicRate = -0.3

  /// The balance at the start of each month, for a principal of 1.
  ///
  /// The payments are counted back from maturity. A quarterly loan whose months are no multiple of three
  /// therefore has a first period of one or two months: the rest of a quarter that has begun, with the full
  /// quarter's share of principal in its payment. Periods that end within the grace pay interest only.
  ///
  /// - Parameters:
  ///   - months: Months to maturity; under 1 gives no balance.
  ///   - method: Only ``RepaymentMethod/annuity`` and ``RepaymentMethod/linear`` lower the balance.
  ///   - frequency: With ``PaymentFrequency/quarterly`` the balance changes at quarter ends, the periodic
  ///     rate being a quarter of the annual one.
  ///   - graceMonths: Months of interest only; from the term on nothing is repaid before maturity.
  ///   - monthlyRate: A twelfth of the annual rate, as a fraction; a periodic rate below ``lowestPeriodicRate`` is taken as that.
  /// - Returns: `months` shares, the first of them 1: `B_m / P` of month `m` at index `m − 1`.
  public static func balances(
    months: Int, method: RepaymentMethod, frequency: PaymentFrequency, graceMonths: Int, monthlyRate: Double
  ) -> [Double] {
    var shares = [Double]()
    fill(
      &shares, months: months, method: method, frequency: frequency, graceMonths: graceMonths,
      monthlyRate: monthlyRate)
    return shares
  }

  /// Writes the shares of ``balances(months:method:frequency:graceMonths:monthlyRate:)`` over an array, so
  /// that a loop over loans allocates nothing.
  ///
  /// - Parameters:
  ///   - shares: Emptied first; its storage is kept.
  ///   - balloonShare: Share of the principal that ``RepaymentMethod/annuity`` and ``RepaymentMethod/linear``
  ///     leave for the day of the last payment, a fraction.
  public static func fill(
    _ shares: inout [Double], months: Int, method: RepaymentMethod, frequency: PaymentFrequency,
    graceMonths: Int, balloonShare: Double = 0, monthlyRate: Double
  ) {
    shares.removeAll(keepingCapacity: true)
    guard months > 0 else { return }
    let step = frequency.monthsPerPeriod
    let periods = (months + step - 1) / step
    // The month of the first payment, and how many payments the grace holds.
    let first = months - (periods - 1) * step
    let resting = graceMonths < first ? 0 : (graceMonths - first) / step + 1
    let amortising = periods - resting
    shares.append(contentsOf: repeatElement(1, count: months))
    guard method.amortises, amortising > 1 else { return }

    // The balance before the last k payments is in proportion to a_k = v + v² + … + v^k, the present value of
    // k payments of 1: a_k = v·(1 + a_{k−1}) only adds positive numbers, whatever the sign of the rate.
    // Without interest a_k is k, which is also the straight line of `linear`.
    let rate =
      method == .annuity && monthlyRate.isFinite ? max(monthlyRate * Double(step), lowestPeriodicRate) : 0
    let discount = 1 / (1 + rate)
    var value = 0.0
    var end = months
    for _ in 1..<amortising {
      value = discount * (1 + value)
      for month in (end - step)..<end { shares[month] = value }
      end -= step
    }
    let whole = discount * (1 + value)
    for month in end..<months { shares[month] /= whole }
    guard balloonShare != 0 else { return }

    // B = (1 − b·v^n)·a_k / a_n + b·v^k: what is left at the end is discounted as the payments are.
    let level = 1 - balloonShare * pow(discount, Double(amortising))
    var factor = 1.0
    end = months
    for _ in 1..<amortising {
      factor *= discount
      for month in (end - step)..<end { shares[month] = level * shares[month] + balloonShare * factor }
      end -= step
    }
  }
}
