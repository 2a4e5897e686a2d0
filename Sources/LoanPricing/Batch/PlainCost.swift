internal import Cashflow
internal import Lending
internal import LoanUnits

/// The figures of a ``BorrowerCost`` where nothing but interest and stamp duty is paid: from the few numbers of a plan
/// instead of its rows.
struct PlainCost {
  let effectivePercent: Double
  let nominalPercent: Double
  /// The figure of the ``CostSheet``.
  let sheetPercent: Double
  let regularPayment: Money?

  /// Days from which a term may leave the calendar.
  private static let lastStart: Int32 = 2_400_000

  /// The periodic rate of a plan, and its first payment.
  private typealias Found = (rate: Double, first: Money)

  /// Finds the figures; a function, since an initialiser would copy the application.
  ///
  /// - Returns: Nil where the rows are needed, or a check of theirs may fail.
  static func make(
    _ application: LoanApplication, ratePercent: Double, stampDuty: Money, workspace: QuoteWorkspace
  ) -> PlainCost? {
    let principal = application.drawn
    guard stampDuty < principal,
      principal.yuan * (ratePercent / 100) * Double(application.termMonths) / 6 <= Money.largest.yuan,
      (application.startDate?.daysSinceEpoch ?? 0) < PlainCost.lastStart
    else { return nil }
    let received = principal - stampDuty
    let found =
      application.repayment == .linear
      ? PlainCost.equalPrincipal(application, ratePercent, received, workspace)
      : PlainCost.level(application, ratePercent, received, stampDuty, workspace)
    guard let found else { return nil }
    let periodsPerYear = PlainCost.periodsPerYear(application)
    var sheetPercent = ratePercent
    if stampDuty != .zero {
      let outcome = InternalRateOfReturn.loanRate(
        received: received.yuan, payments: workspace.principals)
      guard let item = outcome.nearest(to: 0) else { return nil }
      sheetPercent += 100 * periodsPerYear * item
    }
    return PlainCost(
      effectivePercent: 100 * EffectiveRate.annual(periodic: found.rate, periodsPerYear: periodsPerYear),
      nominalPercent: 100 * found.rate * periodsPerYear, sheetPercent: sheetPercent,
      regularPayment: application.repayment == .bullet ? nil : found.first)
  }

  private static func periodsPerYear(_ application: LoanApplication) -> Double {
    Double(12 / application.frequency.monthsPerPeriod)
  }

  private static func level(
    _ application: LoanApplication, _ ratePercent: Double, _ received: Money, _ stampDuty: Money,
    _ workspace: QuoteWorkspace
  ) -> Found? {
    guard
      let plan = LevelPlan(
        principal: application.drawn, annualRate: ratePercent / 100, months: application.termMonths,
        method: application.repayment, frequency: application.frequency),
      let rate = InternalRateOfReturn.levelRate(
        received: received.yuan, level: plan.periods > 1 ? plan.level.yuan : 0, last: plan.last.yuan,
        periods: plan.periods, near: ratePercent / 100 / periodsPerYear(application))
    else { return nil }
    if stampDuty != .zero { plan.fillPrincipal(&workspace.principals) }
    return (rate, plan.periods > 1 ? plan.level : plan.last)
  }

  private static func equalPrincipal(
    _ application: LoanApplication, _ ratePercent: Double, _ received: Money, _ workspace: QuoteWorkspace
  ) -> Found? {
    guard ratePercent > 0 else { return nil }
    let first = EqualPrincipal.fill(
      payments: &workspace.payments, principals: &workspace.principals, principal: application.drawn,
      annualRate: ratePercent / 100, periods: application.termMonths / application.frequency.monthsPerPeriod,
      frequency: application.frequency)
    let root = try? BorrowerCost.root(
      [received.yuan] + workspace.payments.map { 0 - $0 },
      near: ratePercent / 100 / periodsPerYear(application))
    guard let root, root.roots.isEmpty else { return nil }
    return (root.rate, first)
  }
}
