public import LoanUnits

/// A schedule whose payments are all the same but the last one, without its rows.
///
/// The payments are those of ``RepaymentSchedule/make(_:)`` without grace, balloon and days: of an annuity, of
/// interest only, of a bullet, of a drawn line. A batch of quotes needs no more of a plan than these few numbers.
public struct LevelPlan: Sendable {
  /// Each payment before the last; nothing for a bullet.
  public let level: Money
  /// The last payment.
  public let last: Money
  /// Periods to maturity.
  public let periods: Int
  private let principal: Money
  private let factor: UInt64
  private let method: RepaymentMethod

  /// Finds the payments.
  ///
  /// - Parameters:
  ///   - principal: Amount lent.
  ///   - annualRate: A fraction.
  ///   - months: A multiple of the period.
  /// - Returns: Nil for equal principal, a rate of more than ten decimals or none, and wherever a payment differs
  ///   from the level: a loan of a few fen.
  public init?(
    principal: Money, annualRate: Double, months: Int, method: RepaymentMethod, frequency: PaymentFrequency
  ) {
    let step = frequency.monthsPerPeriod
    guard principal > .zero, LoanTerms.allowedMonths.contains(months), months.isMultiple(of: step),
      annualRate > 0, annualRate <= 100
    else { return nil }
    let interest = PeriodInterest(rate: annualRate)
    guard let decimal = interest.decimal else { return nil }
    periods = months / step
    factor = UInt64(decimal) * UInt64(step)
    self.principal = principal
    self.method = method
    switch method {
    case .linear: return nil
    case .bullet:
      level = .zero
      last = principal + interest.amount(on: principal, over: .exact(months, of: 12))
    case .interestOnly, .revolving:
      level = interest.amount(on: principal, over: .exact(step, of: 12))
      last = principal + level
    case .annuity:
      let (largest, isLarge) = UInt64(principal.fen).multipliedReportingOverflow(by: factor)
      guard !isLarge, largest <= .max - PeriodInterest.twelfth else { return nil }
      let first = Int64(LevelPlan.interest(UInt64(principal.fen), factor))
      level = Money(
        rounding: LevelPayment.amount(
          principal: principal.yuan, periodicRate: annualRate * Double(step) / 12, periods: periods))
      guard level.fen >= first else { return nil }
      var balance = principal.fen
      for _ in 1..<max(1, periods) {
        balance = balance &+ Int64(LevelPlan.interest(UInt64(balance), factor)) &- level.fen
        guard balance >= 0 else { return nil }
      }
      last = Money(fen: balance + Int64(LevelPlan.interest(UInt64(balance), factor)))
    }
  }

  /// Whole fen, half up, as ``PeriodInterest`` has it; the product was checked to fit.
  @inline(__always) private static func interest(_ balance: UInt64, _ factor: UInt64) -> UInt64 {
    PeriodInterest.ofTwelfths(balance &* factor)
  }

  /// Writes the principal of each payment, CNY, over an array whose storage is kept.
  public func fillPrincipal(_ list: inout [Double]) {
    list.removeAll(keepingCapacity: true)
    var balance = principal.fen
    for _ in 1..<max(1, periods) {
      let paid =
        method == .annuity ? level.fen - Int64(LevelPlan.interest(UInt64(balance), factor)) : 0
      balance -= paid
      list.append(Money(fen: paid).yuan)
    }
    list.append(Money(fen: balance).yuan)
  }
}
