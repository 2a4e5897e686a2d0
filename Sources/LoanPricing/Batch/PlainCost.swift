internal import Cashflow
internal import Lending
internal import LoanUnits

/// The figures of a ``BorrowerCost`` where nothing but interest and stamp duty is paid: from the few numbers of a level
/// plan instead of its rows.
struct PlainCost {
  let effectivePercent: Double
  let nominalPercent: Double
  /// The figure of the ``CostSheet``.
  let sheetPercent: Double
  let regularPayment: Money?

  /// Days from which a term may leave the calendar.
  private static let lastStart: Int32 = 2_400_000

  /// - Returns: Nil where the rows are needed, or a check of theirs may fail.
  init?(
    _ application: LoanApplication, ratePercent: Double, stampDuty: Money, workspace: QuoteWorkspace
  ) {
    let principal = application.drawn
    let annualRate = ratePercent / 100
    guard stampDuty < principal,
      principal.yuan * annualRate * Double(application.termMonths) / 6 <= Money.largest.yuan,
      (application.startDate?.daysSinceEpoch ?? 0) < PlainCost.lastStart,
      let plan = LevelPlan(
        principal: principal, annualRate: annualRate, months: application.termMonths,
        method: application.repayment, frequency: application.frequency)
    else { return nil }
    let periodsPerYear = Double(12 / application.frequency.monthsPerPeriod)
    guard
      let rate = InternalRateOfReturn.levelRate(
        received: (principal - stampDuty).yuan, level: plan.periods > 1 ? plan.level.yuan : 0,
        last: plan.last.yuan, periods: plan.periods, near: ratePercent / 100 / periodsPerYear)
    else { return nil }
    effectivePercent = 100 * EffectiveRate.annual(periodic: rate, periodsPerYear: periodsPerYear)
    nominalPercent = 100 * rate * periodsPerYear
    regularPayment =
      application.repayment == .bullet ? nil : plan.periods > 1 ? plan.level : plan.last
    guard stampDuty != .zero else {
      sheetPercent = ratePercent
      return
    }
    plan.fillPrincipal(&workspace.payments)
    let outcome = InternalRateOfReturn.loanRate(
      received: (principal - stampDuty).yuan, payments: workspace.payments)
    guard let item = outcome.nearest(to: 0) else { return nil }
    sheetPercent = ratePercent + 100 * periodsPerYear * item
  }
}
