internal import Cashflow
internal import CreditRisk
internal import Lending
internal import LoanPricing

/// The shape of a plan as an index: prices of one shape are computed once.
enum PlanShape {
  /// Repayment × frequency × (fixed and three repricing cycles).
  static let kinds = 5 * 2 * 4

  static func index(months: Int, method: RepaymentMethod, frequency: PaymentFrequency, cycle: Int) -> Int {
    ((months * 5 + Int(method.rawValue)) * 2 + Int(frequency.rawValue)) * 4 + cycle
  }
}

extension BatchRescore {
  func price(
    _ batch: LoanBatch, _ row: Int, _ facts: Classification.Facts, _ totals: BorrowerTotals,
    plan: RemainingPlan,
    exposure: Double, weight: Double, isNonPerforming: Bool, _ workspace: inout Workspace,
    _ result: inout RescoredLoan
  ) {
    result.requiredRate = .nan
    result.rateGap = .nan
    result.raroc = .nan
    let balance = plan.exposed.balance
    guard !isNonPerforming, plan.pricedMonths > 0, balance > 0 else { return }
    let place = place(batch, row, plan, &workspace)
    let deposits = batch[.depositBalance, row]
    let loan = PortfolioPricer.Loan(
      balance: balance, exposure: exposure,
      probability: result.probability, lossGivenDefault: result.lossGivenDefault,
      riskWeightPercent: weight, size: facts.size, line: Double(lineFen(batch, row, totals)) / 100,
      deposits: deposits == missingMoney ? 0 : Double(deposits) / 100, flags: facts.flags,
      sectors: batch[.sectors, row])
    let contract = batch[.ratePercent, row]
    let price = pricer.price(loan, on: workspace.plans, at: place, contractRatePercent: contract)
    result.requiredRate = price.requiredRatePercent
    if !contract.isNaN { result.rateGap = (contract - price.requiredRatePercent) * 100 }
    if let raroc = price.rarocPercent { result.raroc = raroc }
  }

  /// Where the plan of a row's shape lies, which is made for the first loan that has it.
  private func place(
    _ batch: LoanBatch, _ row: Int, _ plan: RemainingPlan, _ workspace: inout Workspace
  ) -> Int {
    let shape = shape(batch, row, plan)
    let known = workspace.planPlaces[shape.index]
    if known >= 0 { return Int(known) }
    let place = workspace.plans.add(
      pricer.plan(
        months: plan.pricedMonths, method: plan.exposed.method, frequency: plan.exposed.frequency,
        repricingMonths: shape.repricingMonths))
    workspace.planPlaces[shape.index] = Int32(truncatingIfNeeded: place)
    return place
  }

  private func shape(
    _ batch: LoanBatch, _ row: Int, _ plan: RemainingPlan
  ) -> (index: Int, repricingMonths: Int?) {
    var cycle = 0
    var repricingMonths: Int?
    if batch[.rateType, row] == RateType.floating.rawValue {
      let repricing = RepricingCycle(rawValue: batch[.repricing, row]) ?? .anniversary
      let months = PlanRates.repricingMonths(repricing)
      repricingMonths = months
      cycle = months == 1 ? 3 : (months == 3 ? 2 : 1)
    }
    return (
      PlanShape.index(
        months: plan.pricedMonths, method: plan.exposed.method, frequency: plan.exposed.frequency,
        cycle: cycle),
      repricingMonths
    )
  }

  /// The borrower's line: as given, else the larger of what is outstanding and what was approved.
  private func lineFen(_ batch: LoanBatch, _ row: Int, _ totals: BorrowerTotals) -> Int64 {
    let line = batch[.creditLimit, row]
    if line != missingMoney { return line }
    let undrawn = batch[.undrawn, row]
    let outstanding = totals.balance + (undrawn == missingMoney ? 0 : undrawn)
    let approved = batch[.originalAmount, row]
    return approved == missingMoney ? outstanding : max(outstanding, approved)
  }
}
