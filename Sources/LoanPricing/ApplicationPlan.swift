internal import Cashflow
internal import CreditRisk
internal import Lending
internal import LoanUnits

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// What an application's price takes from the shape of its plan alone; applications of one shape share it.
struct ApplicationPlan: Sendable {
  /// What decides it.
  struct Shape: Hashable {
    var months: Int
    var plan: RepaymentPlan
    var frequency: PaymentFrequency
    var graceMonths: Int
    var balloonShare: Double
    /// Months between repricings; nil: fixed.
    var repricingMonths: Int?
    /// Months from the start whose interest is exempt from VAT where the loan's is.
    var exemptMonths: Int
    /// Months that the valuation takes as exempt.
    var valuedExemptMonths: Int
    var primeRatePercent: Double
    /// All of funding where it is given, percent.
    var fundingPercent: Double?
    var isOnCashFlows: Bool
  }

  let rates: PlanRates
  let exemptMonths: Int
  /// What loans of the plan share on their cash flows; nil by the one-period formula, and where months have to be
  /// gone through one by one.
  let valuation: PlanValuation?
  /// What a recovery is worth at default, for its lag.
  let recoveryDiscount: Double

  /// Works a shape out.
  init(_ shape: Shape, policy: BankPolicy) {
    rates = PlanRates(
      months: shape.months, plan: shape.plan, frequency: shape.frequency, graceMonths: shape.graceMonths,
      balloonShare: shape.balloonShare, repricingMonths: shape.repricingMonths,
      exemptMonths: shape.exemptMonths, primeRatePercent: shape.primeRatePercent, funding: policy.ftp)
    exemptMonths = shape.exemptMonths
    let funding = (shape.fundingPercent ?? rates.fundingPercent) / 100
    recoveryDiscount = pow(1 / (1 + funding / 12), Double(policy.lgd.recoveryLagMonths))
    guard shape.isOnCashFlows, let method = shape.plan.method, shape.graceMonths == 0,
      shape.balloonShare == 0, policy.pd.hazardShape.steps.isEmpty
    else {
      valuation = nil
      return
    }
    valuation = PlanValuation(
      months: shape.months, method: method, frequency: shape.frequency,
      exemptMonths: shape.valuedExemptMonths, funding: funding, cost: policy.cost)
  }
}

extension QuoteEngine {
  /// The shape of an application's plan.
  ///
  /// - Parameter exemptMonths: As ``exemptMonths(_:)`` gives them.
  func shape(
    _ application: LoanApplication, primeRatePercent: Double, exemptMonths: Int
  ) -> ApplicationPlan.Shape {
    ApplicationPlan.Shape(
      months: application.termMonths, plan: application.plan, frequency: application.frequency,
      graceMonths: application.graceMonths, balloonShare: application.balloonShare,
      repricingMonths: application.rateType == .floating
        ? PlanRates.repricingMonths(application.repricing) : nil,
      exemptMonths: exemptMonths,
      valuedExemptMonths: application.whatIf.tax == nil ? exemptMonths : application.termMonths,
      primeRatePercent: primeRatePercent, fundingPercent: application.whatIf.fundingPercent,
      isOnCashFlows: (application.method ?? policy.pricing.method) == .cashFlow)
  }

  /// The plan of an application.
  func applicationPlan(_ application: LoanApplication, primeRatePercent: Double) -> ApplicationPlan {
    ApplicationPlan(
      shape(
        application, primeRatePercent: primeRatePercent, exemptMonths: exemptMonths(application)),
      policy: policy)
  }

  /// Months from the start whose interest is exempt where the loan's is.
  func exemptMonths(_ application: LoanApplication) -> Int {
    let start = application.startDate ?? application.asOf
    return policy.tax.vatHorizon == .drawdown
      ? (start <= policy.tax.vatExemptUntil ? application.termMonths : 0)
      : PlanRates.exemptMonths(
        from: start, until: policy.tax.vatExemptUntil, months: application.termMonths)
  }
}
