public import LoanUnits
internal import Lending

extension Classification {
  /// Whether a restructured loan is under observation (观察期).
  ///
  /// Arts. 17 to 23 of Order 1 of 2023: until ``observationEnd(_:)``; without dates it is, and a payment that is missed now keeps it there.
  public func isUnderObservation(_ facts: Facts) -> Bool {
    guard facts.flags.contains(.restructured) else { return false }
    guard let end = observationEnd(facts) else { return true }
    let days = effectiveDaysPastDue(facts)
    if days > 0, !isTechnical(days: days, facts) { return true }
    return asOf < end
  }

  /// The day on which the observation of a restructured loan ends if it pays as agreed; nil without dates.
  ///
  /// At least the policy's months from the first agreed payment after the change, or since arrears were paid, and not
  /// before the policy's number of consecutive payments: the first of them is the first agreed payment itself.
  public func observationEnd(_ facts: Facts) -> CalendarDay? {
    var start = facts.restructured
    var payments = restructuring.observationPayments
    if facts.firstPayment != missingDay, facts.firstPayment > start {
      start = facts.firstPayment
      payments -= 1
    }
    guard start != missingDay else { return nil }
    if facts.curedSince != missingDay, facts.curedSince > start {
      start = facts.curedSince
      payments = restructuring.observationPayments
    }
    let months = max(restructuring.observationMonths, payments * facts.monthsPerPeriod)
    return CalendarDay(daysSinceEpoch: start).adding(months: months)
  }
}
