public import Cashflow
public import Lending
public import LoanUnits

/// What depends on the shape of a repayment plan alone: transfer price and liquidity premium matched to its
/// principal flows, and the share of its interest earned while the VAT exemption lasts.
///
/// `F = Σ P_m·t_m·f(t_m) / Σ P_m·t_m` over the principal flows (domain 3.3); a bullet gets `f(term)`. The flows
/// are those of the plan at the prime rate of its tenor, so that the price does not depend on itself.
public struct PlanRates: Hashable, Sendable {
  /// Transfer price, percent a year.
  public var fundingPercent: Double
  /// Liquidity premium, percent a year.
  public var liquidityPercent: Double
  /// Share of the interest earned in exempt months, a fraction.
  public var exemptShare: Double

  /// Creates the rates of a plan.
  public init(fundingPercent: Double, liquidityPercent: Double, exemptShare: Double) {
    self.fundingPercent = fundingPercent
    self.liquidityPercent = liquidityPercent
    self.exemptShare = exemptShare
  }

  /// Computes the rates of a plan.
  ///
  /// - Parameters:
  ///   - months: Term, at least 1.
  ///   - repricingMonths: Months between repricings of a floating loan; nil: fixed. A floating loan is funded at
  ///     its repricing tenor and pays the liquidity premium of its final term.
  ///   - balloonShare: Share of the principal that is left for the last payment.
  ///   - exemptMonths: Months from the start whose last day is on or before the last exempt day.
  ///   - primeRatePercent: Rate of the plan that gives the flows, percent a year.
  public init(
    months: Int, plan: RepaymentPlan, frequency: PaymentFrequency, graceMonths: Int, balloonShare: Double,
    repricingMonths: Int?, exemptMonths: Int, primeRatePercent: Double, funding: FundingPolicy
  ) {
    var balances: [Double] = []
    UnroundedBalances.fill(
      &balances, months: months, plan: plan, frequency: frequency, graceMonths: graceMonths,
      balloonShare: balloonShare, monthlyRate: primeRatePercent / 1200)
    var weight = 0.0
    var funded = 0.0
    var premium = 0.0
    var earned = 0.0
    var exempt = 0.0
    for month in 1...months {
      let balance = balances[month - 1]
      let principal = balance - (month < months ? balances[month] : 0)
      earned += balance
      if month <= exemptMonths { exempt += balance }
      if principal != 0 {
        let share = principal * Double(month)
        weight += share
        funded += share * funding.curve.percent(atMonths: Double(month))
        premium += share * funding.liquidityPremium.percent(atMonths: Double(month))
      }
    }
    if let repricingMonths {
      fundingPercent = funding.curve.percent(atMonths: Double(min(repricingMonths, months)))
      liquidityPercent = funding.liquidityPremium.percent(atMonths: Double(months))
    } else {
      fundingPercent = weight > 0 ? funded / weight : funding.curve.percent(atMonths: Double(months))
      liquidityPercent = weight > 0 ? premium / weight : 0
    }
    exemptShare = exemptMonths >= months ? 1 : (earned > 0 ? exempt / earned : 0)
  }

  /// Months of a loan that starts on a day whose last day is on or before the last exempt day.
  public static func exemptMonths(from start: CalendarDay, until last: CalendarDay, months: Int) -> Int {
    // Month m runs from the day m − 1 months after the start to the day before the one m months after.
    var count = max(0, start.monthsReaching(last) - 1)
    while count < months, start.adding(months: count + 1).adding(days: -1) <= last { count += 1 }
    while count > 0, start.adding(months: count).adding(days: -1) > last { count -= 1 }
    return min(count, months)
  }

  /// Months between two repricings.
  public static func repricingMonths(_ cycle: RepricingCycle) -> Int {
    switch cycle {
    case .anniversary, .january: 12
    case .quarter: 3
    case .month: 1
    }
  }
}
