public import Cashflow

/// Effective maturity (有效期限) of the advanced approach: `M = Σ t·CF_t / Σ CF_t` over the contract's payments,
/// interest included, `t` in years (CRE32).
public enum EffectiveMaturity {
  /// The mean time of the payments, years, before bounds.
  ///
  /// Payments are counted back from maturity: a first period may be a stub, with a whole period's payment, as
  /// ``UnroundedBalances`` has it. The sums over level payments and equal shares of principal are closed, so no schedule
  /// is made: level payments are worth the same each, and with `n` payments of a share `1/n` and the periodic rate
  /// `i` the interest of payment `k` is `i·(n−k)/n`, `k` from 0.
  ///
  /// - Parameters:
  ///   - months: To maturity, at least 1.
  ///   - monthlyRate: Contract rate a month, a fraction; a negative one counts as 0.
  public static func years(
    months: Int, method: RepaymentMethod, frequency: PaymentFrequency, monthlyRate: Double
  ) -> Double {
    let step = frequency.monthsPerPeriod
    let periods = (max(1, months) + step - 1) / step
    let last = Double(max(1, months))
    let first = last - Double((periods - 1) * step)
    let count = Double(periods)
    let mean = (first + last) / 2
    let rate = max(0, monthlyRate) * Double(step)
    switch method {
    case .bullet: return last / 12
    case .annuity: return mean / 12
    case .interestOnly, .revolving: return (rate * count * mean + last) / (rate * count + 1) / 12
    case .linear:
      let interest = rate * (count + 1) / 2
      let times = rate * (first * (count + 1) / 2 + Double(step) * (count - 1) * (count + 1) / 6)
      return (mean + times) / (1 + interest) / 12
    }
  }
}
