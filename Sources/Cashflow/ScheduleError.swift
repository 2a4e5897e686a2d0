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
  /// A payment is given for a method that has no level payment.
  case paymentNotUsed(RepaymentMethod)
  /// The interest over the whole term would be more than money can hold.
  case interestTooLarge(principal: Money, rate: Double, months: Int)
  /// A day count, a business-day rule or the end of month is asked for without a start date.
  case startDateNeeded
  /// A business-day rule is asked for without a calendar.
  case calendarNeeded(BusinessDayRule)
  /// The last payment is due after the year 9999.
  case maturityBeyondCalendar(start: CalendarDay, months: Int)
  /// The calendar does not know a day.
  case calendar(HolidayCalendarError)
}
