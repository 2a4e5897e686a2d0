public import LoanUnits

/// The payments of a loan, each rounded half up to the fen.
///
/// The last payment closes the balance, so that the principal sums to the amount lent exactly.
/// - SeeAlso: The field reference, 11.2; `Oracles/amortisation.json`.
public struct RepaymentSchedule: Hashable, Sendable {
  /// One payment.
  public struct Row: Hashable, Sendable {
    /// Number of the period, from 1; a bullet's only row has the last one.
    public var period: Int
    /// Day of the payment, moved off holidays; without a start date there is none.
    public var date: CalendarDay?
    /// Interest and principal.
    public var payment: Money
    /// Interest of the period.
    public var interest: Money
    /// Principal repaid.
    public var principal: Money
    /// Principal still owed afterwards.
    public var balance: Money

    /// Creates a row.
    public init(
      period: Int, date: CalendarDay?, payment: Money, interest: Money, principal: Money, balance: Money
    ) {
      self.period = period
      self.date = date
      self.payment = payment
      self.interest = interest
      self.principal = principal
      self.balance = balance
    }
  }

  /// The payments in the order of their days.
  public let rows: [Row]
  /// Sum of the interest.
  public let totalInterest: Money
  /// Sum of the payments.
  public let totalPayment: Money

  /// Makes the schedule of a loan.
  ///
  /// Without a day count a month is a twelfth of a year, also for a bullet, whose interest is simple:
  /// `P·r·months/12`. With one, interest is `balance · r · yearFraction` between the unshifted days, and the level
  /// payment of an annuity is the one that repays the loan over just these fractions. A small loan that the
  /// rounding repays early keeps its empty rows; with a given payment the plan ends when nothing is owed.
  ///
  /// - Parameter terms: What is lent, and how it is repaid.
  /// - Throws: ``ScheduleError`` with the term that does not fit.
  public static func make(_ terms: LoanTerms) throws(ScheduleError) -> RepaymentSchedule {
    try terms.check()
    let days = DueDays(terms)
    let interest = PeriodInterest(rate: terms.annualRate)
    if terms.plan == .standard(.bullet) {
      return RepaymentSchedule(rows: [try bulletRow(terms, days: days, interest: interest)])
    }
    return RepaymentSchedule(rows: try periodRows(terms, days: days, interest: interest))
  }

  private init(rows: [Row]) {
    self.rows = rows
    self.totalInterest = rows.reduce(.zero) { $0 + $1.interest }
    self.totalPayment = rows.reduce(.zero) { $0 + $1.payment }
  }

  private static func bulletRow(
    _ terms: LoanTerms, days: DueDays, interest: PeriodInterest
  ) throws(ScheduleError) -> Row {
    let last = terms.periods
    let due = interest.amount(on: terms.principal, over: days.share(from: 0, to: last))
    return Row(
      period: last, date: try days.printed(last), payment: terms.principal + due, interest: due,
      principal: terms.principal, balance: .zero)
  }

  private static func periodRows(
    _ terms: LoanTerms, days: DueDays, interest: PeriodInterest
  ) throws(ScheduleError) -> [Row] {
    let last = terms.periods
    let grace = terms.graceMonths / terms.frequency.monthsPerPeriod
    let level = terms.givenPayment ?? levelPayment(terms, grace: grace, days: days)
    let slice = Money(rounding: (terms.principal - terms.balloon).yuan / Double(last - grace))
    let listed = listedPrincipal(terms)
    var rows = [Row]()
    rows.reserveCapacity(last)
    var balance = terms.principal
    for period in 1...last {
      let due = interest.amount(on: balance, over: days.share(from: period - 1, to: period))
      if period == grace + 1, let given = terms.givenPayment, given < max(due, .zero) {
        throw .paymentBelowInterest(payment: given, interest: due)
      }
      var principal = Money.zero
      if period == last {
        principal = balance
      } else if period > grace {
        switch terms.plan {
        // Over a long month the level payment may fall short of the interest: the balance never rises.
        case .standard(.annuity): principal = max(.zero, min(level - due, balance))
        case .standard(.linear): principal = min(slice, balance)
        case .standard: break
        case .stepped, .custom: principal = min(listed[period - 1], balance)
        }
      }
      balance -= principal
      rows.append(
        Row(
          period: period, date: try days.printed(period), payment: due + principal, interest: due,
          principal: principal, balance: balance))
      if balance == .zero, terms.givenPayment != nil { break }
    }
    return rows
  }

  /// The principal of each period where the plan lists it, rounded; empty otherwise.
  private static func listedPrincipal(_ terms: LoanTerms) -> [Money] {
    let step = terms.frequency.monthsPerPeriod
    switch terms.plan {
    case .standard: return []
    case .stepped(let steps):
      return steps.flatMap { part in
        let payments = part.months / step
        let slice = Money(rounding: terms.principal.yuan * part.share / Double(payments))
        return Array(repeating: slice, count: payments)
      }
    case .custom(let list):
      var due = Array(repeating: Money.zero, count: terms.periods)
      for part in list { due[part.month / step - 1] += part.principal }
      return due
    }
  }

  /// The level payment after the grace, rounded.
  private static func levelPayment(_ terms: LoanTerms, grace: Int, days: DueDays) -> Money {
    let principal = terms.principal.yuan
    let balloon = terms.balloon.yuan
    let last = terms.periods
    guard terms.dayCount != nil else {
      let periodicRate = terms.annualRate * Double(terms.frequency.monthsPerPeriod) / 12
      return Money(
        rounding: LevelPayment.amount(
          principal: principal, periodicRate: periodicRate, periods: last - grace, balloon: balloon))
    }
    // Backwards over the fractions: the value of payments of 1, and of 1 at the end.
    var payments = 0.0
    var end = 1.0
    for period in stride(from: last, to: grace, by: -1) {
      let discount = 1 / (1 + terms.annualRate * days.share(from: period - 1, to: period).years)
      payments = discount * (1 + payments)
      end *= discount
    }
    return Money(rounding: (principal - balloon * end) / payments)
  }
}
