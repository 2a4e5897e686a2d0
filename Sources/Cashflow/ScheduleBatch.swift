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

  /// Creates empty columns.
  public init() {}

  /// Fills the columns with the schedules of some loans.
  ///
  /// - Parameter loans: In the order of the columns.
  /// - Throws: ``ScheduleError`` for the first loan that has none.
  public mutating func fill(_ loans: ArraySlice<Loan>) throws(ScheduleError) {
    ends.removeAll(keepingCapacity: true)
    days.removeAll(keepingCapacity: true)
    interest.removeAll(keepingCapacity: true)
    principal.removeAll(keepingCapacity: true)
    balance.removeAll(keepingCapacity: true)
    yields.removeAll(keepingCapacity: true)
    for loan in loans {
      try LoanTerms(
        principal: loan.principal, annualRate: loan.annualRate, months: loan.months, method: loan.method,
        startDate: loan.start
      ).check()
      append(loan)
    }
  }

  private mutating func append(_ loan: Loan) {
    let first = days.count
    let periodic = PeriodInterest(rate: loan.annualRate)
    let slice = Money(rounding: loan.principal.yuan / Double(loan.months))
    let level =
      loan.method == .annuity
      ? Money(
        rounding: LevelPayment.amount(
          principal: loan.principal.yuan, periodicRate: loan.annualRate / 12, periods: loan.months)) : .zero
    var (year, month, _) = loan.start.components
    let day = loan.start.components.day
    // Day 0 of the month, carried from month to month.
    var before = Int(loan.start.daysSinceEpoch) - day
    var left = loan.principal
    for period in 1...loan.months {
      before += CalendarDay.lastDay(ofMonth: month, year: year)
      month += 1
      if month > 12 {
        month = 1
        year += 1
      }
      let due = periodic.amount(on: left, over: .exact(1, of: 12))
      var part = Money.zero
      if period == loan.months {
        part = left
      } else {
        switch loan.method {
        case .annuity: part = max(.zero, min(level - due, left))
        case .linear: part = min(slice, left)
        case .interestOnly, .revolving, .bullet: break
        }
      }
      left -= part
      // The terms were checked: the last year is in the calendar.
      days.append(Int32(before + min(day, CalendarDay.lastDay(ofMonth: month, year: year))))
      interest.append(due.fen)
      principal.append(part.fen)
      balance.append(left.fen)
    }
    ends.append(days.count)
    yields.append(yield(of: loan, rows: first..<days.count))
  }

  /// Newton's method in the force of interest `x`, the discount of a payment being that of the one before times
  /// `e^(−x·gap/365)`; months have four lengths, so four factors do.
  private func yield(of loan: Loan, rows: Range<Int>) -> Double {
    let lent = Double(loan.principal.fen)
    var force = 12 * log1p(loan.annualRate / 12)
    var last = Double.infinity
    for _ in 0..<60 {
      let daily = exp(-force / 365)
      let month = exp(-force * 28 / 365)
      let factors = (month, month * daily, month * daily * daily, month * daily * daily * daily)
      var discount = 1.0
      var value = 0.0
      var slope = 0.0
      var previous = loan.start.daysSinceEpoch
      for row in rows {
        switch days[row] - previous {
        case 28: discount *= factors.0
        case 29: discount *= factors.1
        case 30: discount *= factors.2
        default: discount *= factors.3
        }
        previous = days[row]
        let paid = Double(interest[row] + principal[row]) * discount
        value += paid
        slope += paid * Double(previous - loan.start.daysSinceEpoch)
      }
      let step = (value - lent) * 365 / slope
      guard step.isFinite else { break }
      force += step
      let size = step.magnitude
      if size <= 4e-16 || (size >= last && size < 1e-12) { return expm1(force) }
      last = size
    }
    return searchedYield(of: loan, rows: rows)
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
