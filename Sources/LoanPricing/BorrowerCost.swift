internal import Cashflow
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
    /// Balance after it.
    public var balance: Money
  }

  /// Effective cost, percent a year.
  public var effectivePercent: Double
  /// Periodic cost × periods a year, percent.
  public var nominalPercent: Double
  /// Effective cost before a subsidy, percent a year.
  public var effectiveBeforeSubsidyPercent: Double
  /// Fees at drawdown, stamp duty included.
  public var upfrontFees: Money
  /// Stamp duty among them.
  public var stampDuty: Money
  /// Total of a subsidy paid to the borrower.
  public var subsidy: Money
  /// The schedule.
  public var rows: [Row]
  /// All roots in percent where the rate is not unique, else empty.
  public var otherRoots: [Double]

  /// Computes the cost of an application at a rate.
  ///
  /// - Parameters:
  ///   - application: Amount, plan, fees, subsidy.
  ///   - ratePercent: Contract rate, percent a year.
  ///   - stampDuty: Stamp duty that the borrower owes.
  /// - Throws: ``QuoteFault`` when there is no schedule or no internal rate.
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
    var rows: [Row] = []
    let byPeriod = Dictionary(schedule.rows.map { ($0.period, $0) }, uniquingKeysWith: { first, _ in first })
    for period in 1...max(1, periods) {
      let due = fees.due(period: period, monthsPerPeriod: monthsPerPeriod)
      if let row = byPeriod[period] {
        rows.append(
          Row(
            period: period, date: row.date, payment: row.payment, interest: row.interest,
            principal: row.principal, fees: due, balance: row.balance))
      } else if due != .zero || fees.isPeriodic {
        // A bullet with running fees: the periods in between carry the fees alone.
        rows.append(
          Row(
            period: period, date: application.startDate?.adding(months: period * monthsPerPeriod),
            payment: .zero, interest: .zero, principal: .zero, fees: due, balance: principal))
      }
    }
    self.rows = rows
    self.stampDuty = stampDuty
    upfrontFees = fees.upfront + stampDuty
    var flows = Array(repeating: 0.0, count: periods + 1)
    flows[0] = (principal - upfrontFees).yuan
    for row in rows { flows[row.period] -= (row.payment + row.fees).yuan }
    let before = try BorrowerCost.root(flows)
    let periodsPerYear = Double(12 / monthsPerPeriod)
    effectiveBeforeSubsidyPercent =
      100 * EffectiveRate.annual(periodic: before.rate, periodsPerYear: periodsPerYear)
    var after = before
    var paid = Money.zero
    if let subsidy = application.subsidy, subsidy.recipient == .borrower {
      // It comes with the interest that it refunds: for a bullet at maturity, for all its months.
      let covered = subsidy.months ?? application.termMonths
      var balance = principal
      var begin = 0
      for row in rows where row.payment != .zero || row.interest != .zero {
        let end = row.period * monthsPerPeriod
        let months = max(0, min(end, covered) - begin)
        let part = Money(rounding: balance.yuan * subsidy.percent / 1200 * Double(months))
        flows[row.period] += part.yuan
        paid += part
        balance = row.balance
        begin = end
      }
      after = try BorrowerCost.root(flows)
    }
    subsidy = paid
    effectivePercent = 100 * EffectiveRate.annual(periodic: after.rate, periodsPerYear: periodsPerYear)
    nominalPercent = 100 * after.rate * periodsPerYear
    otherRoots = after.roots.map { 100 * EffectiveRate.annual(periodic: $0, periodsPerYear: periodsPerYear) }
  }

  /// The root of the flows; of several the one nearest to zero, which is nearest to any contract rate.
  private static func root(_ flows: [Double]) throws(QuoteFault) -> (rate: Double, roots: [Double]) {
    switch InternalRateOfReturn.loanRate(received: flows[0], payments: flows.dropFirst().map { -$0 }) {
    case .rate(let rate): return (rate, [])
    case .several(let roots):
      guard let nearest = roots.min(by: { $0.magnitude < $1.magnitude }) else { throw .noCost }
      return (nearest, roots)
    case .none: throw .noCost
    }
  }
}

/// When an application's fees fall due.
struct FeeCalendar {
  let upfront: Money
  let monthly: Money
  let annual: Money
  let end: Money
  let termMonths: Int

  init(_ application: LoanApplication, principal: Money) {
    func total(_ timing: FeeTiming) -> Money {
      application.fees.filter { $0.timing == timing }.reduce(.zero) { $0 + $1.due(on: application.amount) }
    }
    annual = total(.annual)
    upfront = total(.upfront) + annual
    monthly = total(.monthly)
    end = total(.end)
    termMonths = application.termMonths
  }

  var isPeriodic: Bool { monthly != .zero || annual != .zero && termMonths > 12 }

  /// Fees of a period: monthly ones of its months, an annual one on an anniversary before maturity, the last.
  func due(period: Int, monthsPerPeriod: Int) -> Money {
    let last = period * monthsPerPeriod
    var due = Money(fen: monthly.fen * Int64(monthsPerPeriod))
    if last % 12 == 0, last < termMonths { due += annual }
    if last >= termMonths { due += end }
    return due
  }
}

extension LoanApplication {
  /// What is drawn: the amount, or the drawn share of a revolving line, to the fen.
  public var drawn: Money {
    repayment == .revolving ? Money(rounding: amount.yuan * utilisation) : amount
  }

  /// The terms of the schedule at a rate.
  func terms(ratePercent: Double) -> LoanTerms {
    LoanTerms(
      principal: drawn, annualRate: ratePercent / 100, months: termMonths, method: repayment,
      frequency: frequency, graceMonths: graceMonths, startDate: startDate)
  }
}
