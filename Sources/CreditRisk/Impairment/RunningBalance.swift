internal import Cashflow

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The balance of a plan from month to month, by the plan's own recursion, unrounded.
struct RunningBalance {
  /// At the start of the month, CNY.
  private(set) var balance: Double
  /// What a period's payment takes off: a level payment less interest, or an equal share of principal.
  private let growth: Double
  private let payment: Double
  private let monthsPerPeriod: Int
  /// Months until the next payment: at first a stub when the periods do not fill the months.
  private var untilPayment: Int

  @inline(__always) init(_ plan: CreditLoss.Plan) {
    balance = plan.balance
    monthsPerPeriod = plan.frequency.monthsPerPeriod
    let periods = (plan.months + monthsPerPeriod - 1) / monthsPerPeriod
    let rate = plan.monthlyRate * Double(monthsPerPeriod)
    switch plan.method {
    case .annuity:
      growth = 1 + rate
      payment =
        rate == 0 ? balance / Double(periods) : balance * rate / -expm1(-Double(periods) * log1p(rate))
    case .linear:
      growth = 1
      payment = balance / Double(periods)
    case .interestOnly, .bullet, .revolving:
      growth = 1
      payment = 0
    }
    untilPayment = plan.months - (periods - 1) * monthsPerPeriod
  }

  /// To the start of the next month.
  @inline(__always) mutating func advance() {
    untilPayment -= 1
    if untilPayment == 0 {
      balance = balance * growth - payment
      untilPayment = monthsPerPeriod
    }
  }
}
