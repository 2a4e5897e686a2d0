internal import Cashflow

/// A loan of a portfolio on its expected cash flows: the formula of ``CashFlowValuation`` with the sums of its plan.
struct PortfolioCashFlow {
  let plan: PlanValuation
  let loan: PortfolioPricer.Loan
  /// The parts that are rates on the balance.
  let base: UnitEconomics
  let tax: InterestTax
  /// Servicing, CNY a year.
  let servicing: Double
  let capitalOfExposure: Double
  let hazard: Double
  /// LGD after the lag of recoveries.
  let severity: Double

  /// The loan at one of two rates.
  func terms(_ sums: PlanValuation.Sums, _ lane: Int) -> (unit: UnitEconomics, tax: InterestTax) {
    let annuity = sums.balance[lane]
    let converted = (loan.exposure - loan.balance) / loan.balance
    let exposure = (annuity + converted * sums.life) / annuity
    var unit = base
    unit.operating += servicing * sums.life / (annuity * loan.balance)
    unit.expectedLoss = 12 * hazard * severity * exposure
    unit.capital = capitalOfExposure * exposure
    var tax = tax
    if tax.exemptShare > 0 {
      tax.exemptShare = plan.exemptMonths >= plan.months ? 1 : sums.exempt[lane] / annuity
    }
    return (unit, tax)
  }

  /// The loan at a rate, a fraction.
  func terms(atRate rate: Double) -> (unit: UnitEconomics, tax: InterestTax) {
    terms(plan.sums(hazard: hazard, rates: SIMD2(repeating: rate)), 0)
  }

  /// The lowest rate that leaves a net revenue, a fraction.
  ///
  /// - Parameters:
  ///   - sums: The sums at `start`, in the first lane.
  ///   - start: A rate near the one sought.
  func rate(_ sums: PlanValuation.Sums, near start: Double, leaving need: (UnitEconomics) -> Double)
    -> Double?
  {
    if case .method1(let threshold) = tax.treatment {
      if let rate = root(sums, start, treatment: .exempt, need), rate <= threshold { return rate }
      return root(sums, start, treatment: .taxable, need)
    }
    return root(sums, start, treatment: tax.treatment, need)
  }

  /// Steffensen's iteration: the rate which the balances at a rate need moves little with it.
  private func root(
    _ sums: PlanValuation.Sums, _ start: Double, treatment: InterestTax.Treatment,
    _ need: (UnitEconomics) -> Double
  ) -> Double? {
    func needed(_ terms: (unit: UnitEconomics, tax: InterestTax)) -> Double {
      var tax = terms.tax
      tax.treatment = treatment
      return tax.grossRate(net: need(terms.unit))
    }
    var rate = start
    var next = needed(terms(sums, 0))
    if plan.method != .annuity { return next }
    for _ in 0..<20 {
      guard next.magnitude <= LoanEconomics.highestRate else { return nil }
      let after = needed(terms(atRate: next))
      let (first, second) = (next - rate, after - next)
      let curvature = second - first
      let better = curvature == 0 ? after : after - second * second / curvature
      // The error of the extrapolation is of the order of the product of both steps.
      if (first * second).magnitude < 1e-15 || second.magnitude < 1e-15 { return better }
      guard second.magnitude < first.magnitude else { return nil }
      rate = better
      next = needed(terms(atRate: better))
    }
    return nil
  }
}
