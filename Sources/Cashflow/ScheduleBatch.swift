public import LoanUnits

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Schedules and yields of many plain loans, in columns that are filled again and again without allocation.
///
/// The rows are those of ``RepaymentSchedule`` to the fen, without grace, balloon, day count, calendar and floating
/// rate; the yield is the effective rate of the dated flows on a year of 365 days.
public struct ScheduleBatch: Sendable {
  /// A loan with a day of drawdown.
  public struct Loan: Hashable, Sendable {
    /// Amount lent.
    public var principal: Money
    /// Nominal annual rate as a fraction.
    public var annualRate: Double
    /// Months from drawdown to maturity.
    public var months: Int
    /// How it is repaid, monthly; a bullet is taken for interest only.
    public var method: RepaymentMethod
    /// Day of drawdown.
    public var start: CalendarDay

    /// Creates a loan.
    public init(
      principal: Money, annualRate: Double, months: Int, method: RepaymentMethod, start: CalendarDay
    ) {
      self.principal = principal
      self.annualRate = annualRate
      self.months = months
      self.method = method
      self.start = start
    }
  }

  /// Where a loan's rows end in the columns, those of the loan before being where they begin.
  public private(set) var ends: [Int] = []
  /// Due day of each payment, days since 1970.
  public private(set) var days: [Int32] = []
  /// Interest of each payment, fen.
  public private(set) var interest: [Int64] = []
  /// Principal of each payment, fen.
  public private(set) var principal: [Int64] = []
  /// Balance after each payment, fen.
  public private(set) var balance: [Int64] = []
  /// Effective annual yield of each loan; not a number where there is none.
  public private(set) var yields: [Double] = []

  /// What the yield of the last loan was found from.
  private var payments: [Payment] = []

  /// A payment as the yield sees it.
  private struct Payment {
    /// Fen.
    var amount = 0.0
    /// Days since drawdown.
    var days = 0.0
    /// Days since the payment before, over 28.
    var gap = 0
  }

  /// Creates empty columns.
  public init() {}

  /// Fills the columns with the schedules of some loans.
  ///
  /// - Parameter loans: In the order of the columns.
  /// - Throws: ``ScheduleError`` for the first loan that has none.
  public mutating func fill(_ loans: ArraySlice<Loan>) throws(ScheduleError) {
    ends.removeAll(keepingCapacity: true)
    yields.removeAll(keepingCapacity: true)
    var longest = 0
    for loan in loans {
      try LoanTerms(
        principal: loan.principal, annualRate: loan.annualRate, months: loan.months, method: loan.method,
        startDate: loan.start
      ).check()
      longest = max(longest, loan.months)
      ends.append((ends.last ?? 0) + loan.months)
    }
    let rows = ends.last ?? 0
    ScheduleBatch.resize(&days, to: rows, 0)
    ScheduleBatch.resize(&interest, to: rows, 0)
    ScheduleBatch.resize(&principal, to: rows, 0)
    ScheduleBatch.resize(&balance, to: rows, 0)
    ScheduleBatch.resize(&payments, to: longest, Payment())
    var first = 0
    for loan in loans {
      ScheduleBatch.write(loan, from: first, &days, &interest, &principal, &balance, &payments)
      first += loan.months
      let found = yield(of: loan) ?? searchedYield(of: loan, rows: first - loan.months..<first)
      yields.append(found)
    }
  }

  /// Gives a column so many rows; what they hold is overwritten.
  private static func resize<Value>(_ column: inout [Value], to rows: Int, _ value: Value) {
    if column.count > rows { column.removeLast(column.count - rows) }
    if column.count < rows { column.append(contentsOf: repeatElement(value, count: rows - column.count)) }
  }

  /// Writes the rows of a loan, and what its yield is found from.
  private static func write(
    _ loan: Loan, from first: Int, _ days: inout [Int32], _ interest: inout [Int64],
    _ principal: inout [Int64], _ balance: inout [Int64], _ payments: inout [Payment]
  ) {
    let periodic = PeriodInterest(rate: loan.annualRate)
    let slice = Money(rounding: loan.principal.yuan / Double(loan.months))
    let level =
      loan.method == .annuity
      ? Money(
        rounding: LevelPayment.amount(
          principal: loan.principal.yuan, periodicRate: loan.annualRate / 12, periods: loan.months)) : .zero
    let start = loan.start.components
    var (year, month) = (start.year, start.month)
    var length = CalendarDay.lastDay(ofMonth: month, year: year)
    // Days from drawdown to day 0 of the month, carried from month to month.
    var before = -start.day
    var previous = 0
    var left = loan.principal
    // Lent once, so that a store into a column does not ask who else holds it.
    var days = days.mutableSpan
    var interest = interest.mutableSpan
    var principal = principal.mutableSpan
    var balance = balance.mutableSpan
    var payments = payments.mutableSpan
    for period in 0..<loan.months {
      before += length
      month += 1
      if month > 12 {
        month = 1
        year += 1
      }
      length = CalendarDay.lastDay(ofMonth: month, year: year)
      let due = periodic.ofMonth(on: left)
      var part = Money.zero
      if period == loan.months - 1 {
        part = left
      } else {
        switch loan.method {
        case .annuity: part = max(.zero, min(level - due, left))
        case .linear: part = min(slice, left)
        case .interestOnly, .revolving, .bullet: break
        }
      }
      left -= part
      let sinceStart = before + min(start.day, length)
      // The terms were checked: the last year is in the calendar.
      days[first + period] = loan.start.daysSinceEpoch + Int32(sinceStart)
      interest[first + period] = due.fen
      principal[first + period] = part.fen
      balance[first + period] = left.fen
      payments[period] = Payment(
        amount: Double(due.fen + part.fen), days: Double(sinceStart), gap: sinceStart - previous - 28)
      previous = sinceStart
    }
  }

  /// Newton's method in the force of interest `x`, the discount of a payment being that of the one before times
  /// `e^(−x·gap/365)`; months have four lengths, so four factors do.
  ///
  /// What a step `s` leaves is at most `s²` times half the years to the last payment: `|f″/f′|` is a mean of times.
  ///
  /// - Returns: Nil where the steps go astray.
  private func yield(of loan: Loan) -> Double? {
    let count = loan.months
    let payments = payments.span
    let lent = Double(loan.principal.fen)
    let halfYears = payments[count - 1].days / 730
    var force = 12 * log1p(loan.annualRate / 12)
    var last = Double.infinity
    for _ in 0..<60 {
      let daily = exp(-force / 365)
      let month = exp(-force * 28 / 365)
      let factors: InlineArray<4, Double> = [
        month, month * daily, month * daily * daily, month * daily * daily * daily,
      ]
      var discount = 1.0
      var value = 0.0
      var slope = 0.0
      for period in 0..<count {
        let payment = payments[period]
        discount *= factors[payment.gap & 3]
        let part = payment.amount * discount
        value += part
        slope += part * payment.days
      }
      let step = (value - lent) * 365 / slope
      guard step.isFinite else { return nil }
      force += step
      let size = step.magnitude
      if size * size * halfYears < 1e-18 || (size >= last && size < 1e-12) { return expm1(force) }
      last = size
    }
    return nil
  }

  /// A loan on which the steps go astray, such as one of a few fen that pays no interest.
  private func searchedYield(of loan: Loan, rows: Range<Int>) -> Double {
    let outcome = InternalRateOfReturn.roots(
      days: [loan.start] + rows.map { CalendarDay(daysSinceEpoch: days[$0]) },
      amounts: [-loan.principal.yuan] + rows.map { Money(fen: interest[$0] + principal[$0]).yuan })
    guard case .rate(let rate) = outcome else { return .nan }
    return rate
  }
}
