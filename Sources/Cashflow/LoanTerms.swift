public import LoanUnits

/// What a repayment schedule is made from.
public struct LoanTerms: Hashable, Sendable {
  /// Amount lent.
  public var principal: Money
  /// Nominal annual rate as a fraction: 0.0345 for 3.45 %.
  public var annualRate: Double
  /// Months from drawdown to maturity.
  public var months: Int
  /// How it is repaid.
  public var plan: RepaymentPlan
  /// How often it is paid; a bullet only counts its period by it.
  public var frequency: PaymentFrequency
  /// Months of interest only at the beginning, whole periods.
  public var graceMonths: Int
  /// Day of drawdown; without it rows have no date.
  public var startDate: CalendarDay?
  /// Principal that is left to be paid with the last payment.
  public var balloon: Money
  /// The level payment of an annuity, in place of the computed one.
  public var givenPayment: Money?
  /// How interest counts days; without it each month is a twelfth of a year.
  public var dayCount: DayCount?
  /// Where payments on holidays go; interest runs between the unshifted days.
  public var businessDayRule: BusinessDayRule
  /// Workdays, needed by a business-day rule.
  public var calendar: HolidayCalendar?
  /// Whether a loan drawn on the last day of a month is due on last days.
  public var endOfMonth: Bool
  /// The day of the month on which interest is settled (结息日), 1 to 31, in place of days from the drawdown.
  ///
  /// Periods end with it and payment is on the next day; quarters are settled in their last month.
  public var settlementDay: Int?
  /// The first payment's day, from which the others are counted in place of the drawdown.
  public var firstPaymentDate: CalendarDay?
  /// The days of all payments, ascending, the last being the maturity.
  ///
  /// A custom plan then lists its principal by the number of the payment.
  public var paymentDays: [CalendarDay] = []
  /// What becomes of a short first period.
  public var firstPeriod = StubRule.short
  /// What becomes of a short last period.
  public var lastPeriod = StubRule.short
  /// Whether interest runs on to the day to which a payment is moved.
  public var interestFollowsShift = false
  /// Later rates of a floating loan, in any order; `annualRate` holds before.
  public var rateChanges: [RateChange] = []

  /// Creates the terms of a loan that is repaid by a method; only ``RepaymentSchedule/make(_:)`` checks them.
  ///
  /// A loan with a list of its own gets its ``plan`` afterwards.
  public init(
    principal: Money, annualRate: Double, months: Int, method: RepaymentMethod,
    frequency: PaymentFrequency = .monthly, graceMonths: Int = 0, startDate: CalendarDay? = nil,
    balloon: Money = .zero, givenPayment: Money? = nil, dayCount: DayCount? = nil,
    businessDayRule: BusinessDayRule = .unadjusted, calendar: HolidayCalendar? = nil, endOfMonth: Bool = false
  ) {
    self.principal = principal
    self.annualRate = annualRate
    self.months = months
    self.plan = .standard(method)
    self.frequency = frequency
    self.graceMonths = graceMonths
    self.startDate = startDate
    self.balloon = balloon
    self.givenPayment = givenPayment
    self.dayCount = dayCount
    self.businessDayRule = businessDayRule
    self.calendar = calendar
    self.endOfMonth = endOfMonth
  }

  /// The months a term may have: a century.
  public static let allowedMonths = 1...1200

  /// The annual rates a schedule may have: above −100 %, up to 10,000 %.
  public static let allowedRates = (-1.0).nextUp...100

  /// Whether the days of payment are others than those counted from the drawdown.
  var hasOwnDays: Bool { settlementDay != nil || firstPaymentDate != nil || !paymentDays.isEmpty }

  /// The number of periods, where the term has whole ones.
  var periods: Int { months / frequency.monthsPerPeriod }

  /// Finds the first term that no schedule can be made from.
  func check() throws(ScheduleError) {
    guard principal > .zero, principal <= .largest else { throw .principalOutOfRange(principal) }
    guard Self.allowedMonths.contains(months) else {
      throw .termOutOfRange(months: months, allowed: Self.allowedMonths)
    }
    guard Self.allowedRates.contains(annualRate) else {
      throw .rateOutOfRange(annualRate, allowed: Self.allowedRates)
    }
    let step = frequency.monthsPerPeriod
    guard hasOwnDays || months.isMultiple(of: step) else {
      throw .termNotWholePeriods(months: months, monthsPerPeriod: step)
    }
    guard graceMonths >= 0, graceMonths < months else {
      throw .graceOutOfRange(months: graceMonths, term: months)
    }
    guard hasOwnDays || graceMonths.isMultiple(of: step) else {
      throw .graceNotWholePeriods(months: graceMonths, monthsPerPeriod: step)
    }
    guard balloon >= .zero, balloon <= principal else {
      throw .balloonOutOfRange(balloon, principal: principal)
    }
    for change in rateChanges {
      guard Self.allowedRates.contains(change.annualRate) else {
        throw .rateOutOfRange(change.annualRate, allowed: Self.allowedRates)
      }
    }
    let highest = rateChanges.reduce(annualRate.magnitude) { max($0, $1.annualRate.magnitude) }
    if givenPayment != nil, plan != .standard(.annuity) { throw .paymentNotUsed(plan.code) }
    try checkPlan()
    // Twice the nominal interest, so that no day count can exceed what 64 bits and the rounding hold.
    guard principal.yuan * highest * Double(months) / 6 <= Money.largest.yuan else {
      throw .interestTooLarge(principal: principal, rate: annualRate, months: months)
    }
    try checkDates()
  }

  private func checkPlan() throws(ScheduleError) {
    let step = frequency.monthsPerPeriod
    if plan.method == nil {
      if graceMonths != 0 { throw .graceNotUsed(plan.code) }
      if balloon != .zero { throw .balloonNotUsed(plan.code) }
    }
    switch plan {
    case .standard: return
    case .stepped(let steps):
      for part in steps {
        guard part.months > 0, part.months <= months, hasOwnDays || part.months.isMultiple(of: step)
        else {
          throw .stepNotWholePeriods(months: part.months, monthsPerPeriod: step)
        }
        guard part.share >= 0, part.share <= 1 else { throw .stepShareOutOfRange(part.share) }
      }
      let whole = steps.reduce(0) { $0 + $1.months }
      guard whole == months else { throw .stepsNotTheTerm(months: whole, term: months) }
      let shares = steps.reduce(0) { $0 + $1.share }
      guard (shares - 1).magnitude <= 1e-9 else { throw .stepSharesNotWhole(shares) }
    case .custom(let list):
      for due in list {
        guard due.principal >= .zero, due.principal <= .largest else {
          throw .principalDueOutOfRange(due.principal)
        }
        let last = paymentDays.isEmpty ? months : paymentDays.count
        guard due.month >= 1, due.month <= last, hasOwnDays || due.month.isMultiple(of: step) else {
          throw .dueMonthOutOfRange(month: due.month, monthsPerPeriod: step, term: months)
        }
      }
      let whole = list.reduce(Int128.zero) { $0 + Int128($1.principal.fen) }
      guard whole == Int128(principal.fen) else {
        throw .listNotThePrincipal(Money(fen: Int64(clamping: whole)), principal: principal)
      }
    }
  }

  private func checkDates() throws(ScheduleError) {
    guard let startDate else {
      if dayCount != nil || businessDayRule != .unadjusted || endOfMonth || hasOwnDays || !rateChanges.isEmpty
      {
        throw .startDateNeeded
      }
      return
    }
    if interestFollowsShift, businessDayRule == .unadjusted { throw .businessDayRuleNeeded }
    if let settlementDay {
      guard (1...31).contains(settlementDay) else { throw .settlementDayOutOfRange(settlementDay) }
      if firstPaymentDate != nil { throw .settlementDayWithFirstPayment }
    }
    let maturity = startDate.adding(months: months)
    if let first = firstPaymentDate {
      guard first > startDate, first <= maturity else {
        throw .firstPaymentOutOfRange(first, start: startDate, maturity: maturity)
      }
    }
    for (earlier, day) in zip([startDate] + paymentDays, paymentDays) where day <= earlier {
      throw .paymentDayNotLater(day, earlier)
    }
    if businessDayRule != .unadjusted, calendar == nil { throw .calendarNeeded(businessDayRule) }
    guard startDate.adding(months: months).components.year <= 9999 else {
      throw .maturityBeyondCalendar(start: startDate, months: months)
    }
  }
}
