public import Cashflow
public import Lending
public import LoanUnits

/// The borrower's all-in cost (综合融资成本): the internal rate of the flows, fees and subsidy included.
public struct BorrowerCost: Hashable, Sendable {
  /// The flows of one period.
  public struct Row: Hashable, Sendable {
    /// Period, from 1.
    public var period: Int
    /// Due date, where the loan has a start date.
    public var date: CalendarDay?
    /// Interest + principal.
    public var payment: Money
    /// Interest.
    public var interest: Money
    /// Principal.
    public var principal: Money
    /// Fees beside the payment.
    public var fees: Money
    /// Subsidy paid to the borrower with it.
    public var subsidy = Money.zero
    /// Balance after it.
    public var balance: Money
  }

  /// Effective cost, percent a year.
  public var effectivePercent: Double
  /// Periodic cost × periods a year, percent.
  public var nominalPercent: Double
  /// Effective cost before a subsidy, percent a year.
  public var effectiveBeforeSubsidyPercent: Double
  /// Periodic cost × periods a year before a subsidy, percent.
  public var nominalBeforeSubsidyPercent: Double
  /// Fees at drawdown, stamp duty included.
  public var upfrontFees: Money
  /// Stamp duty among them.
  public var stampDuty: Money
  /// What the borrower leaves with the bank until maturity.
  public var deposit: Money
  /// Interest on it, paid with its return.
  public var depositInterest: Money
  /// Total of a subsidy paid to the borrower.
  public var subsidy: Money
  /// The schedule.
  public var rows: [Row]
  /// All roots in percent where the rate is not unique, else empty.
  public var otherRoots: [Double]

  /// Computes the cost of an application at a rate.
  ///
  /// The flows are the amounts as they are paid, each rounded to the fen, on the period grid (domain 4.1, 4.4).
  ///
  /// - Parameters:
  ///   - application: Amount, plan, fees, deposit, subsidy; fees that are financed already in the amount.
  ///   - ratePercent: Contract rate, percent a year.
  ///   - stampDuty: Stamp duty that the borrower owes.
  /// - Throws: ``QuoteFault`` when fees and deposit leave nothing paid out, or there is no schedule or internal rate.
  public init(_ application: LoanApplication, ratePercent: Double, stampDuty: Money) throws(QuoteFault) {
    let principal = application.drawn
    let schedule: RepaymentSchedule
    do {
      schedule = try RepaymentSchedule.make(application.terms(ratePercent: ratePercent))
    } catch {
      throw .schedule(error)
    }
    let monthsPerPeriod = application.frequency.monthsPerPeriod
    let periods = application.termMonths / monthsPerPeriod
    let fees = FeeCalendar(application, principal: principal)
    guard fees.largestTotal <= Money.largest.yuan else {
      throw .outOfRange(
        option: "fee", value: "\(application.fees.count) in all", allowed: "fees that total 10^15 CNY at most"
      )
    }
    upfrontFees = fees.upfront + stampDuty
    guard upfrontFees < principal else {
      throw .outOfRange(
        option: "fee", value: "\(upfrontFees)",
        allowed: "fees at drawdown below the \(principal) that is drawn")
    }
    let balance = application.compensatingBalance
    deposit = balance?.deposit(on: principal) ?? .zero
    depositInterest = balance?.interest(on: deposit, months: application.termMonths) ?? .zero
    guard upfrontFees + deposit < principal else {
      throw .outOfRange(
        option: "compensating-balance", value: "\(deposit)",
        allowed: "a deposit below the \(principal - upfrontFees) that is paid out")
    }
    var rows = BorrowerCost.rows(schedule, fees: fees, application)
    self.stampDuty = stampDuty
    var flows = Array(repeating: 0.0, count: periods + 1)
    flows[0] = (principal - upfrontFees - deposit).yuan
    flows[periods] += (deposit + depositInterest).yuan
    for row in rows { flows[row.period] -= (row.payment + row.fees).yuan }
    let periodsPerYear = Double(12 / monthsPerPeriod)
    let contractRate = ratePercent / 100 / periodsPerYear
    let before = try BorrowerCost.root(flows, near: contractRate)
    effectiveBeforeSubsidyPercent =
      100 * EffectiveRate.annual(periodic: before.rate, periodsPerYear: periodsPerYear)
    nominalBeforeSubsidyPercent = 100 * before.rate * periodsPerYear
    var after = before
    subsidy = .zero
    if let given = application.subsidy, given.recipient == .borrower {
      guard principal.yuan * given.percent / 1200 * Double(application.termMonths) <= Money.largest.yuan
      else {
        throw .outOfRange(
          option: "subsidy", value: "\(given.percent)", allowed: "a subsidy that totals 10^15 CNY at most")
      }
      BorrowerCost.pay(given, on: principal, application, into: &rows)
      for row in rows { flows[row.period] += row.subsidy.yuan }
      subsidy = rows.reduce(.zero) { $0 + $1.subsidy }
      after = try BorrowerCost.root(flows, near: contractRate)
    }
    self.rows = rows
    effectivePercent = 100 * EffectiveRate.annual(periodic: after.rate, periodsPerYear: periodsPerYear)
    nominalPercent = 100 * after.rate * periodsPerYear
    otherRoots = after.roots.map { 100 * EffectiveRate.annual(periodic: $0, periodsPerYear: periodsPerYear) }
  }

  /// The schedule with the fees beside it; for a bullet with running fees also the periods that carry these alone.
  private static func rows(_ schedule: RepaymentSchedule, fees: FeeCalendar, _ application: LoanApplication)
    -> [Row]
  {
    let monthsPerPeriod = application.frequency.monthsPerPeriod
    var rows: [Row] = []
    rows.reserveCapacity(schedule.rows.count)
    var last = 0
    var balance = application.drawn
    func addBetween(_ next: Int) {
      guard fees.isPeriodic, last + 1 < next else { return }
      for period in last + 1..<next {
        rows.append(
          Row(
            period: period, date: application.startDate?.adding(months: period * monthsPerPeriod),
            payment: .zero, interest: .zero, principal: .zero,
            fees: fees.due(period: period, monthsPerPeriod: monthsPerPeriod, balance: balance),
            balance: balance))
      }
    }
    for row in schedule.rows {
      addBetween(row.period)
      rows.append(
        Row(
          period: row.period, date: row.date, payment: row.payment, interest: row.interest,
          principal: row.principal,
          fees: fees.due(period: row.period, monthsPerPeriod: monthsPerPeriod, balance: row.balance),
          balance: row.balance))
      last = row.period
      balance = row.balance
    }
    return rows
  }

  /// Pays a subsidy with the interest that it refunds: for a bullet at maturity, for all its months.
  private static func pay(
    _ subsidy: InterestSubsidy, on principal: Money, _ application: LoanApplication, into rows: inout [Row]
  ) {
    let covered = subsidy.months ?? application.termMonths
    var balance = principal
    var begin = 0
    for index in rows.indices where rows[index].payment != .zero || rows[index].interest != .zero {
      let end = rows[index].period * application.frequency.monthsPerPeriod
      let months = max(0, min(end, covered) - begin)
      rows[index].subsidy = Money(rounding: balance.yuan * subsidy.percent / 1200 * Double(months))
      balance = rows[index].balance
      begin = end
    }
  }

  /// The root of the flows; of several the one nearest the contract rate (domain 4.4).
  ///
  /// - Parameters:
  ///   - flows: Of period 0, 1, 2, …; received positive.
  ///   - rate: The contract rate a period, as a fraction.
  static func root(_ flows: [Double], near rate: Double) throws(QuoteFault) -> (rate: Double, roots: [Double])
  {
    if let level = levelRate(flows, near: rate) { return (level, []) }
    let outcome = InternalRateOfReturn.loanRate(received: flows[0], payments: flows.dropFirst().map { -$0 })
    switch outcome {
    case .rate(let rate): return (rate, [])
    case .several(let roots):
      guard let nearest = outcome.nearest(to: rate) else { throw .noCost }
      return (nearest, roots)
    case .none: throw .noCost
    }
  }

  /// The rate where all payments are the same but the last one.
  private static func levelRate(_ flows: [Double], near rate: Double) -> Double? {
    guard let last = flows.last, flows.count > 1 else { return nil }
    let level = flows.count > 2 ? flows[1] : 0
    guard flows[1..<(flows.count - 1)].allSatisfy({ $0 == level }) else { return nil }
    return InternalRateOfReturn.levelRate(
      received: flows[0], level: -level, last: -last, periods: flows.count - 1, near: rate)
  }
}

extension LoanApplication {
  /// What is drawn: the amount, or the drawn share of a revolving line, to the fen.
  public var drawn: Money {
    repayment == .revolving ? Money(rounding: amount.yuan * utilisation) : amount
  }

  /// The terms of the schedule at a rate.
  public func terms(ratePercent: Double) -> LoanTerms {
    var terms = LoanTerms(
      principal: drawn, annualRate: ratePercent / 100, months: termMonths, method: repayment,
      frequency: frequency, graceMonths: graceMonths, startDate: startDate, balloon: balloon)
    terms.plan = plan
    return terms
  }
}
