internal import Cashflow

/// A loan's expected cash flows as a function of its rate, domain 3.2.
///
/// Every item is its present value divided by that of a unit a year on the balance,
/// `A(r) = Σ D_m·S_m·B_m/12`, so that all items are rates that sum to the rate solved. The balances `B_m` are those
/// of the contract, not rounded, at the rate itself.
struct CashFlowValuation: Sendable {
  /// The plan that gives the balances.
  struct Plan: Hashable, Sendable {
    var months: Int
    var repayment: RepaymentPlan
    var frequency: PaymentFrequency
    var graceMonths: Int
    /// Share of the principal that is left for the last payment.
    var balloonShare: Double
  }

  /// What is paid in CNY whatever the balance is.
  struct Amounts: Hashable, Sendable {
    /// Acquisition, once.
    var acquisition: Double
    /// Servicing, a year while the loan is alive.
    var servicing: Double
    /// Upfront fees that the bank keeps, after VAT.
    var fees: Double
  }

  /// How the months of the loan's life are weighed.
  enum Life: Sendable {
    /// Month by month, for any plan and any timing of defaults.
    case months(SurvivalWeights)
    /// A plan of a method and a constant monthly hazard; the severity is after the lag of recoveries.
    case constant(PlanValuation, hazard: Double, severity: Double)
  }

  /// The sums at a rate.
  struct Sums: Hashable, Sendable {
    /// `Σ D_m·S_m/12`, years; the same at every rate.
    var life: Double
    /// `A`, CNY and years.
    var balance: Double
    /// `Σ D_m·S_m·EAD_m/12`, CNY and years.
    var exposure: Double
    /// `Σ D_m·S_m·h_m·LGD_m·EAD_m`, CNY.
    var loss: Double
    /// Share of `A` in the exempt months.
    var exemptShare: Double
    /// Share of `A` in the months of a subsidy paid to the bank.
    var subsidisedShare: Double
  }

  let life: Life
  let plan: Plan
  let amounts: Amounts
  /// CNY.
  let principal: Double
  /// The converted undrawn part, constant over the life, CNY.
  let converted: Double
  /// Months in which interest is exempt from VAT.
  let exemptMonths: Int
  /// Months in which the bank gets a subsidy.
  let subsidisedMonths: Int
  /// That subsidy, a fraction a year.
  let subsidy: Double
  /// Capital per unit of exposure, a fraction.
  let capitalOfExposure: Double
  /// The parts that are rates on the balance; the others are filled in at a rate.
  let base: UnitEconomics

  /// Whether the balances are the same at every rate.
  var isIndependentOfRate: Bool { plan.repayment != .standard(.annuity) }

  /// The sums at an annual rate, a fraction.
  func sums(atRate rate: Double) -> Sums {
    switch life {
    case .months(let weights): sums(weights, atRate: rate)
    case .constant(let plan, let hazard, let severity):
      sums(plan, hazard: hazard, severity: severity, atRate: rate)
    }
  }

  private func sums(_ plan: PlanValuation, hazard: Double, severity: Double, atRate rate: Double) -> Sums {
    let unit = plan.sums(hazard: hazard, rates: SIMD2(repeating: rate))
    let balance = principal * unit.balance[0]
    let exposure = balance + converted * unit.life
    return Sums(
      life: unit.life, balance: balance, exposure: exposure, loss: 12 * hazard * severity * exposure,
      exemptShare: plan.months.areAllExempt ? 1 : unit.exempt[0] / unit.balance[0],
      subsidisedShare: subsidisedMonths >= plan.months.count ? 1 : 0)
  }

  private func sums(_ weights: SurvivalWeights, atRate rate: Double) -> Sums {
    var balances: [Double] = []
    UnroundedBalances.fill(
      &balances, months: plan.months, plan: plan.repayment, frequency: plan.frequency,
      graceMonths: plan.graceMonths, balloonShare: plan.balloonShare, monthlyRate: rate / 12)
    var (annuity, loss, exempt, subsidised) = (0.0, 0.0, 0.0, 0.0)
    for index in 0..<min(balances.count, weights.years.count) {
      let balance = principal * balances[index]
      let part = weights.years[index] * balance
      annuity += part
      loss += weights.losses[index] * (balance + converted)
      if index < exemptMonths { exempt += part }
      if index < subsidisedMonths { subsidised += part }
    }
    return Sums(
      life: weights.total, balance: annuity, exposure: annuity + converted * weights.total, loss: loss,
      exemptShare: exemptMonths >= plan.months ? 1 : exempt / annuity,
      subsidisedShare: subsidisedMonths >= plan.months ? 1 : subsidised / annuity)
  }

  /// The parts a unit of balance and year, from the sums at a rate.
  func unit(_ sums: Sums) -> UnitEconomics {
    var unit = base
    unit.operating += (amounts.servicing * sums.life + amounts.acquisition) / sums.balance
    unit.expectedLoss = sums.loss / sums.balance
    unit.otherIncome -= subsidy * sums.subsidisedShare + amounts.fees / sums.balance
    unit.capital = capitalOfExposure * sums.exposure / sums.balance
    return unit
  }
}
