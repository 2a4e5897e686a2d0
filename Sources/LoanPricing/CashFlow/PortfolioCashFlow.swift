internal import Cashflow

/// A loan of a portfolio on its expected cash flows: the formula of ``CashFlowValuation`` with the sums of its plan.
struct PortfolioCashFlow {
  /// Balance, CNY.
  let balance: Double
  /// Exposure at default, CNY.
  let exposure: Double
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
  func terms(
    _ plan: PlanValuation, _ sums: PlanMonths.Sums, _ lane: Int
  ) -> (unit: UnitEconomics, tax: InterestTax) {
    let annuity = sums.balance[lane]
    let converted = (exposure - balance) / balance
    let exposed = (annuity + converted * sums.life) / annuity
    var unit = base
    unit.operating += servicing * sums.life / (annuity * balance)
    unit.expectedLoss = 12 * hazard * severity * exposed
    unit.capital = capitalOfExposure * exposed
    var tax = tax
    if tax.exemptShare > 0 {
      tax.exemptShare = plan.months.areAllExempt ? 1 : sums.exempt[lane] / annuity
    }
    return (unit, tax)
  }

  /// What the loan needs and keeps at two rates at once: ``terms(_:_:_:)`` for both, lane by lane.
  struct Needs {
    /// N0, a fraction of the balance a year.
    var netFloor: SIMD2<Double>
    /// N1, likewise.
    var netTarget: SIMD2<Double>
    /// Capital per unit of balance.
    var capital: SIMD2<Double>
    /// w, the share of interest earned while the exemption lasts.
    var exemptShare: SIMD2<Double>
    /// φ̄, the kept share of interest that is exempt while the exemption lasts.
    var keptOfExempt: SIMD2<Double>
  }

  /// The loan at the two rates of some sums.
  @inline(__always)
  func needs(_ sums: PlanMonths.Sums, isAllExempt: Bool) -> Needs {
    let perAnnuity = 1 / sums.balance
    let perBalance = 1 / balance
    let converted = (exposure - balance) * perBalance
    let exposed = 1 + perAnnuity * (converted * sums.life)
    let capital = capitalOfExposure * exposed
    let netFloor =
      base.netFloor + perAnnuity * (servicing * sums.life * perBalance)
      + (12 * hazard * severity) * exposed
    let share: SIMD2<Double> =
      tax.exemptShare > 0
      ? (isAllExempt ? SIMD2(repeating: 1) : sums.exempt * perAnnuity) : .zero
    return Needs(
      netFloor: netFloor,
      netTarget: netFloor + capital * (base.hurdle / (1 - base.incomeTax) - base.capitalCredit),
      capital: capital, exemptShare: share, keptOfExempt: share + (1 - share) * tax.keptOfTaxable)
  }

  /// The loan at a rate, a fraction.
  func terms(_ plan: PlanValuation, atRate rate: Double) -> (unit: UnitEconomics, tax: InterestTax) {
    terms(plan, plan.sums(hazard: hazard, rates: SIMD2(repeating: rate)), 0)
  }

  /// The lowest rate that leaves a net revenue, a fraction.
  ///
  /// - Parameters:
  ///   - sums: The sums at `start`, in the first lane.
  ///   - start: A rate near the one sought.
  func rate(
    _ plan: PlanValuation, _ sums: PlanMonths.Sums, near start: Double,
    leaving need: (UnitEconomics) -> Double
  ) -> Double? {
    if case .method1(let threshold) = tax.treatment {
      if let rate = root(plan, sums, start, treatment: .exempt, need), rate <= threshold { return rate }
      return root(plan, sums, start, treatment: .taxable, need)
    }
    return root(plan, sums, start, treatment: tax.treatment, need)
  }

  /// Steffensen's iteration: the rate which the balances at a rate need moves little with it.
  private func root(
    _ plan: PlanValuation, _ sums: PlanMonths.Sums, _ start: Double, treatment: InterestTax.Treatment,
    _ need: (UnitEconomics) -> Double
  ) -> Double? {
    func needed(_ terms: (unit: UnitEconomics, tax: InterestTax)) -> Double {
      var tax = terms.tax
      tax.treatment = treatment
      return tax.grossRate(net: need(terms.unit))
    }
    var rate = start
    var next = needed(terms(plan, sums, 0))
    if plan.months.method != .annuity { return next }
    for _ in 0..<20 {
      guard next.magnitude <= LoanEconomics.highestRate else { return nil }
      let after = needed(terms(plan, atRate: next))
      let (first, second) = (next - rate, after - next)
      let curvature = second - first
      let better = curvature == 0 ? after : after - second * second / curvature
      // The error of the extrapolation is of the order of the product of both steps.
      if (first * second).magnitude < 1e-15 || second.magnitude < 1e-15 { return better }
      guard second.magnitude < first.magnitude else { return nil }
      rate = better
      next = needed(terms(plan, atRate: better))
    }
    return nil
  }
}
