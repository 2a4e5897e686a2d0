internal import LoanPricing
internal import Cashflow
internal import CreditRisk
internal import Lending
internal import LoanUnits

/// What remains of a loan's contract.
struct RemainingPlan {
  /// Exposed balances.
  var exposed: CreditLoss.Plan
  /// Months to maturity for the price; 0 when the loan has matured.
  var pricedMonths: Int
}

extension BatchRescore {
  /// Balances and rates of what remains: months to maturity, started ones counted; a revolving line and a loan
  /// without a maturity live for the policy's behavioural months, a matured loan for one.
  func remainingPlan(
    _ batch: LoanBatch, _ row: Int, _ facts: Classification.Facts, converted: Double,
    _ notes: inout BatchNotes
  ) -> RemainingPlan {
    let method = RepaymentMethod(rawValue: batch[.repayment, row]) ?? .annuity
    let frequency = PaymentFrequency(rawValue: batch[.frequency, row]) ?? .monthly
    var months: Int
    if facts.maturity == missingDay {
      months = policy.ecl.revolvingMonths
      notes.matured += 1
    } else {
      months = monthsLeft.reaching(facts.maturity)
      if months == 0 { notes.matured += 1 }
    }
    let priced = months
    if method == .revolving { months = policy.ecl.revolvingMonths }
    months = max(1, months)
    var rate = batch[.ratePercent, row]
    if rate.isNaN {
      notes.rateMissing += 1
      rate = pricer.primeRatePercent(months: months)
    }
    let effective = batch[.effectiveRatePercent, row]
    let balance = batch[.balance, row]
    return RemainingPlan(
      exposed: CreditLoss.Plan(
        balance: Double(balance) / 100, converted: converted, months: months,
        method: method, frequency: frequency, monthlyRate: rate / 1200,
        monthlyDiscount: (effective.isNaN ? rate : effective) / 1200), pricedMonths: priced)
  }

  /// Twelve-month and lifetime loss, and that of the stage; in stage 3 both are exposure × severity.
  func losses(
    stage: UInt8, plan: CreditLoss.Plan, exposure: Double, probability: Double, severity: Double,
    _ result: inout RescoredLoan
  ) {
    if stage == 3 {
      let loss = Rounding.fen(exposure * severity)
      result.twelveMonthLoss = loss
      result.lifetimeLoss = loss
      result.loss = loss
      return
    }
    let losses = creditLoss.losses(plan, probability: probability, lossGivenDefault: severity)
    result.twelveMonthLoss = Rounding.fen(losses.twelveMonth)
    result.lifetimeLoss = Rounding.fen(losses.lifetime)
    result.loss = stage == 1 ? result.twelveMonthLoss : result.lifetimeLoss
  }
}
