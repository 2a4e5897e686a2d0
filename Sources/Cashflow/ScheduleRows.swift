internal import LoanUnits

/// Makes the rows of a repayment schedule.
struct ScheduleRows {
  private let terms: LoanTerms
  private let days: DueDays
  private let rates: RatePath

  init(_ terms: LoanTerms) throws(ScheduleError) {
    self.terms = terms
    days = try DueDays(terms)
    rates = RatePath(terms)
  }

  func rows() throws(ScheduleError) -> [RepaymentSchedule.Row] {
    terms.plan == .standard(.bullet) ? [bullet()] : try payments()
  }

  private func bullet() -> RepaymentSchedule.Row {
    let last = days.count
    let due = interest(on: terms.principal, from: 0, to: last)
    return RepaymentSchedule.Row(
      period: last, date: days.printed(last), payment: terms.principal + due.amount, interest: due.amount,
      principal: terms.principal, balance: .zero, segments: due.segments)
  }

  private func payments() throws(ScheduleError) -> [RepaymentSchedule.Row] {
    let last = days.count
    let grace = (0..<last).last { $0 == 0 || days.months(to: $0) <= terms.graceMonths } ?? 0
    let slice = Money(rounding: (terms.principal - terms.balloon).yuan / Double(last - grace))
    let listed = listedPrincipal()
    var rows = [RepaymentSchedule.Row]()
    rows.reserveCapacity(last)
    var balance = terms.principal
    var rate = rates.rate(on: days.accrued(grace))
    var level = terms.givenPayment ?? levelPayment(balance, after: grace, rate: rate)
    for period in 1...last {
      let due = interest(on: balance, from: period - 1, to: period)
      if period == grace + 1, let given = terms.givenPayment, given < max(due.amount, .zero) {
        throw .paymentBelowInterest(payment: given, interest: due.amount)
      }
      var principal = Money.zero
      if period == last {
        principal = balance
      } else if period > grace {
        switch terms.plan {
        case .standard(.annuity):
          let current = rates.rate(on: days.accrued(period - 1))
          if current != rate, terms.givenPayment == nil {
            rate = current
            level = levelPayment(balance, after: period - 1, rate: rate)
          }
          let regular =
            due.segments.count > 1
            ? PeriodInterest(rate: current).amount(
              on: balance, over: days.share(from: period - 1, to: period))
            : due.amount
          // Over a long month the level payment may fall short of the interest: the balance never rises.
          principal = max(.zero, min(level - regular, balance))
        case .standard(.linear): principal = min(slice, balance)
        case .standard: break
        case .stepped, .custom: principal = min(listed[period - 1], balance)
        }
      }
      balance -= principal
      rows.append(
        RepaymentSchedule.Row(
          period: period, date: days.printed(period), payment: due.amount + principal, interest: due.amount,
          principal: principal, balance: balance, segments: due.segments))
      if balance == .zero, terms.givenPayment != nil { break }
    }
    return rows
  }

  /// The interest between two payments, rounded once, and its parts where the loan floats.
  private func interest(
    on balance: Money, from first: Int, to last: Int
  ) -> (amount: Money, segments: [RateSegment]) {
    let whole = days.share(from: first, to: last)
    guard !rates.isFixed, let start = days.accrued(first), let end = days.accrued(last) else {
      return (PeriodInterest(rate: terms.annualRate).amount(on: balance, over: whole), [])
    }
    let segments = rates.segments(from: start, to: end)
    guard segments.count > 1 else {
      let rate = segments.first?.annualRate ?? terms.annualRate
      return (PeriodInterest(rate: rate).amount(on: balance, over: whole), segments)
    }
    let yuan = segments.reduce(0.0) { sum, part in
      // Without a day count the days share out the months of the period.
      let years =
        terms.dayCount == nil
        ? whole.years * Double(part.start.days(to: part.end)) / Double(start.days(to: end))
        : days.share(from: part.start, to: part.end).years
      return sum + balance.yuan * part.annualRate * years
    }
    return (Money(rounding: yuan), segments)
  }

  /// The principal of each payment where the plan lists it, rounded; empty otherwise.
  private func listedPrincipal() -> [Money] {
    var due = Array(repeating: Money.zero, count: days.count)
    switch terms.plan {
    case .standard: return []
    case .stepped(let steps):
      var first = 1
      var end = 0
      for step in steps {
        end += step.months
        let inside = (first..<max(first, days.count + 1)).prefix { days.months(to: $0) <= end }
        // A step without a payment of its own is repaid with the next.
        let payments = inside.isEmpty ? first...min(first, days.count) : first...(first + inside.count - 1)
        let whole = Money(rounding: terms.principal.yuan * step.share)
        let slice = Money(rounding: terms.principal.yuan * step.share / Double(payments.count))
        for payment in payments { due[payment - 1] += slice }
        // The last payment of a step closes it, as the last of the loan does the loan.
        due[payments.upperBound - 1] += whole - Money(fen: slice.fen * Int64(payments.count))
        first += inside.count
      }
    case .custom(let list):
      for part in list {
        let payment =
          terms.paymentDays.isEmpty
          ? (1...days.count).first { days.months(to: $0) >= part.month } ?? days.count : part.month
        due[payment - 1] += part.principal
      }
    }
    return due
  }

  /// The level payment after some payments, rounded.
  private func levelPayment(_ principal: Money, after paid: Int, rate: Double) -> Money {
    let last = days.count
    let balloon = terms.balloon.yuan
    if terms.dayCount == nil, !terms.hasOwnDays, !terms.interestFollowsShift {
      let periodicRate = rate * Double(terms.frequency.monthsPerPeriod) / 12
      return Money(
        rounding: LevelPayment.amount(
          principal: principal.yuan, periodicRate: periodicRate, periods: last - paid, balloon: balloon))
    }
    // Backwards over the fractions: the value of payments of 1, and of 1 at the end.
    var payments = 0.0
    var end = 1.0
    for period in stride(from: last, to: paid, by: -1) {
      let discount = 1 / (1 + rate * days.share(from: period - 1, to: period).years)
      payments = discount * (1 + payments)
      end *= discount
    }
    return Money(rounding: (principal.yuan - balloon * end) / payments)
  }
}
