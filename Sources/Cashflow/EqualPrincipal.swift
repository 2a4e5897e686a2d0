public import LoanUnits

/// The payments of equal principal (等额本金) without a schedule's rows.
public enum EqualPrincipal {
  /// Writes the payments of ``RepaymentSchedule/make(_:)`` without grace, balloon and days, CNY, over arrays whose
  /// storage is kept.
  ///
  /// - Parameters:
  ///   - payments: Interest and principal of each period.
  ///   - principals: The principal among them.
  ///   - principal: Amount lent.
  ///   - annualRate: A fraction.
  ///   - periods: At least 1.
  /// - Returns: The first payment.
  @discardableResult
  public static func fill(
    payments: inout [Double], principals: inout [Double], principal: Money, annualRate: Double, periods: Int,
    frequency: PaymentFrequency
  ) -> Money {
    payments.removeAll(keepingCapacity: true)
    principals.removeAll(keepingCapacity: true)
    let interest = PeriodInterest(rate: annualRate)
    let share = YearShare.exact(frequency.monthsPerPeriod, of: 12)
    let slice = Money(rounding: principal.yuan / Double(periods))
    var balance = principal
    var first = Money.zero
    for period in 1...max(1, periods) {
      let part = period == periods ? balance : min(slice, balance)
      let payment = interest.amount(on: balance, over: share) + part
      if period == 1 { first = payment }
      payments.append(payment.yuan)
      principals.append(part.yuan)
      balance -= part
    }
    return first
  }
}
