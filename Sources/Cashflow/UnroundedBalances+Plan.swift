internal import LoanUnits

extension UnroundedBalances {
  /// Writes the balance at the start of each month, for a principal of 1, whatever the plan.
  ///
  /// - Parameters:
  ///   - shares: Emptied first; its storage is kept. It then has `months` numbers, the first of them 1.
  ///   - months: Months to maturity; under 1 gives no balance.
  ///   - plan: How the principal is repaid. Of a list, what it does not repay by then is due at maturity.
  ///   - frequency: As for the methods; the steps of a plan pay at the ends of their periods.
  ///   - graceMonths: As for the methods; a list has its own pauses and takes no notice.
  ///   - balloonShare: As for the methods; a list takes no notice.
  ///   - monthlyRate: As for the methods; the balances of a list do not depend on it.
  public static func fill(
    _ shares: inout [Double], months: Int, plan: RepaymentPlan, frequency: PaymentFrequency, graceMonths: Int,
    balloonShare: Double = 0, monthlyRate: Double
  ) {
    switch plan {
    case .standard(let method):
      fill(
        &shares, months: months, method: method, frequency: frequency, graceMonths: graceMonths,
        balloonShare: balloonShare, monthlyRate: monthlyRate)
    case .stepped(let steps):
      fill(&shares, months: months, steps: steps, monthsPerPeriod: frequency.monthsPerPeriod)
    case .custom(let list):
      fill(&shares, months: months, list: list)
    }
  }

  private static func fill(
    _ shares: inout [Double], months: Int, steps: [RepaymentPlan.PrincipalStep], monthsPerPeriod: Int
  ) {
    shares.removeAll(keepingCapacity: true)
    guard months > 0 else { return }
    var start = 1.0
    for step in steps where step.months >= monthsPerPeriod {
      let payments = step.months / monthsPerPeriod
      for month in 0..<step.months where shares.count < months {
        let paid = Double(min(month / monthsPerPeriod, payments)) / Double(payments)
        shares.append(max(0, start - step.share * paid))
      }
      start -= step.share
    }
    while shares.count < months { shares.append(max(0, start)) }
  }

  private static func fill(_ shares: inout [Double], months: Int, list: [RepaymentPlan.PrincipalDue]) {
    shares.removeAll(keepingCapacity: true)
    guard months > 0 else { return }
    shares.append(contentsOf: repeatElement(0, count: months))
    var whole = 0.0
    for due in list {
      whole += due.principal.yuan
      // What falls due at the end of a month is gone at the start of the next.
      if due.month >= 1, due.month < months { shares[due.month] += due.principal.yuan }
    }
    var paid = 0.0
    for month in shares.indices {
      paid += shares[month]
      shares[month] = whole > 0 ? max(0, 1 - paid / whole) : 1
    }
  }
}
