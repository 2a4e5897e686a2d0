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
    /// The parts of its period with their rates, of a floating loan; empty for a fixed one.
    public var segments: [RateSegment]

    /// Creates a row.
    public init(
      period: Int, date: CalendarDay?, payment: Money, interest: Money, principal: Money, balance: Money,
      segments: [RateSegment] = []
    ) {
      self.period = period
      self.date = date
      self.payment = payment
      self.interest = interest
      self.principal = principal
      self.balance = balance
      self.segments = segments
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
  /// payment of an annuity is the one that repays the loan over just these fractions. Where the rate of a floating
  /// loan changes, interest is the sum over the parts of the period (分段计息), the principal of that period is what
  /// the rate at its beginning had repaid, and the level payment is recomputed for the rest from the next period on. A small loan that the
  /// rounding repays early keeps its empty rows; with a given payment the plan ends when nothing is owed.
  ///
  /// - Parameter terms: What is lent, and how it is repaid.
  /// - Throws: ``ScheduleError`` with the term that does not fit.
  public static func make(_ terms: LoanTerms) throws(ScheduleError) -> RepaymentSchedule {
    try terms.check()
    return RepaymentSchedule(rows: try ScheduleRows(terms).rows())
  }

  private init(rows: [Row]) {
    self.rows = rows
    self.totalInterest = rows.reduce(.zero) { $0 + $1.interest }
    self.totalPayment = rows.reduce(.zero) { $0 + $1.payment }
  }
}
