public import LoanUnits

/// Why there is no repayment schedule for some terms.
public enum ScheduleError: Error, Hashable, Sendable {
  /// The principal is not above 0 or beyond ``LoanUnits/Money/largest``.
  case principalOutOfRange(Money)
  /// The term is not in the months that are allowed.
  case termOutOfRange(months: Int, allowed: ClosedRange<Int>)
  /// The annual rate is not finite, or not in the fractions that are allowed.
  case rateOutOfRange(Double, allowed: ClosedRange<Double>)
  /// The term does not consist of whole periods.
  case termNotWholePeriods(months: Int, monthsPerPeriod: Int)
  /// The grace is below 0 or does not end before the term.
  case graceOutOfRange(months: Int, term: Int)
  /// The grace does not consist of whole periods.
  case graceNotWholePeriods(months: Int, monthsPerPeriod: Int)
  /// The balloon is below 0 or above the principal.
  case balloonOutOfRange(Money, principal: Money)
  /// A given payment is below the interest of the first period in which it is due.
  case paymentBelowInterest(payment: Money, interest: Money)
  /// A payment is given for a plan that has no level payment: by its code.
  case paymentNotUsed(String)
  /// A grace is given for a plan that lists its principal: by its code.
  case graceNotUsed(String)
  /// A balloon is given for a plan that lists its principal: by its code.
  case balloonNotUsed(String)
  /// A step does not consist of whole periods.
  case stepNotWholePeriods(months: Int, monthsPerPeriod: Int)
  /// The share of a step is no fraction.
  case stepShareOutOfRange(Double)
  /// The steps are not as long as the term.
  case stepsNotTheTerm(months: Int, term: Int)
  /// The shares of the steps do not sum to 1.
  case stepSharesNotWhole(Double)
  /// Principal of a list is below 0 or beyond ``LoanUnits/Money/largest``.
  case principalDueOutOfRange(Money)
  /// Principal of a list is due in a month that ends no period of the term.
  case dueMonthOutOfRange(month: Int, monthsPerPeriod: Int, term: Int)
  /// The principal of a list is not the principal of the loan.
  case listNotThePrincipal(Money, principal: Money)
  /// The interest over the whole term would be more than money can hold.
  case interestTooLarge(principal: Money, rate: Double, months: Int)
  /// A day count, a business-day rule or the end of month is asked for without a start date.
  case startDateNeeded
  /// A business-day rule is asked for without a calendar.
  case calendarNeeded(BusinessDayRule)
  /// The last payment is due after the year 9999.
  case maturityBeyondCalendar(start: CalendarDay, months: Int)
  /// Interest is to follow a shift of payments, and none is asked for.
  case businessDayRuleNeeded
  /// The settlement day is no day of a month.
  case settlementDayOutOfRange(Int)
  /// A settlement day and a first payment's day exclude each other.
  case settlementDayWithFirstPayment
  /// The first payment is not after the drawdown and by maturity.
  case firstPaymentOutOfRange(CalendarDay, start: CalendarDay, maturity: CalendarDay)
  /// A day of payment is not later than the one before it, or than the drawdown.
  case paymentDayNotLater(CalendarDay, CalendarDay)
  /// The calendar does not know a day.
  case calendar(HolidayCalendarError)
}
