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

  /// Twelve-month and lifetime loss, and that of the stage.
  ///
  /// - Parameter overlays: Bits of the overlays that fall on the loan in its stage.
  func losses(
    stage: UInt8, plan: CreditLoss.Plan, exposure: Double, probability: Double, severity: Double,
    overlays: UInt64, balance: Int64, _ notes: inout BatchNotes, _ result: inout RescoredLoan
  ) {
    let losses =
      overlays == 0
      ? measure.losses(
        stage: stage, plan: plan, exposure: exposure, probability: probability, severity: severity)
      : losses(
        overlays, stage: stage, plan: plan, exposure: exposure, probability: probability, severity: severity,
        balance: balance, &notes)
    result.twelveMonthLoss = losses.twelveMonth
    result.lifetimeLoss = losses.lifetime
    result.loss = losses.ofStage
  }

  /// Months since the drawdown, started ones counted; 0 where the day is not known.
  func age(_ batch: LoanBatch, _ row: Int, _ notes: inout BatchNotes) -> Int {
    guard countsAge else { return 0 }
    let origination = batch[.origination, row]
    guard origination != missingDay else {
      notes.originationMissing += 1
      return 0
    }
    return CalendarDay(daysSinceEpoch: origination).monthsReaching(asOf)
  }
}
