public import Cashflow
internal import LoanMath

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Expected credit loss (预期信用损失) on a monthly grid, domain 6.3.
///
/// Constant hazard `h = 1 − (1 − p)^(1/12)` from the twelve-month PD of each scenario, or another term structure,
/// `ECL = Σ w_s Σ_m (1−h)^(m−1)·h·LGD·EAD_m·v^m` with `v = 1/(1+e)`, `EAD_m` the balance at the start of the
/// month plus the converted undrawn part. Losses are weighted over scenarios, never their PDs.
///
/// A class, since a value would be copied for each loan.
public final class CreditLoss: Sendable {
  /// The plan whose balances are exposed.
  public struct Plan: Sendable {
    /// Balance today, CNY.
    public var balance: Double
    /// Converted undrawn part, CNY, constant.
    public var converted: Double
    /// Remaining months, at least 1.
    public var months: Int
    /// Repayment.
    public var method: RepaymentMethod
    /// Payment frequency.
    public var frequency: PaymentFrequency
    /// Contract rate a month, a fraction: it decides the balances.
    public var monthlyRate: Double
    /// Discount rate a month, a fraction.
    public var monthlyDiscount: Double

    /// Creates a plan.
    public init(
      balance: Double, converted: Double, months: Int, method: RepaymentMethod, frequency: PaymentFrequency,
      monthlyRate: Double, monthlyDiscount: Double
    ) {
      self.balance = balance
      self.converted = converted
      self.months = months
      self.method = method
      self.frequency = frequency
      self.monthlyRate = monthlyRate
      self.monthlyDiscount = monthlyDiscount
    }
  }

  /// Losses over the two horizons, CNY.
  public struct Losses: Sendable {
    /// Over at most twelve months.
    public var twelveMonth: Double
    /// Over the remaining life.
    public var lifetime: Double
  }

  /// Four scenarios at a time, padded with scenarios of no weight.
  struct Group: Sendable {
    var weights = SIMD4<Double>.zero
    var multipliers = SIMD4<Double>.zero
    var severityMultipliers = SIMD4<Double>(repeating: 1)
    var link: FactorLink?
    var count = 0

    /// Twelve-month PDs of the scenarios, at most 1.
    @inline(__always) func probabilities(_ probability: Double) -> SIMD4<Double> {
      let multiplied = CreditLoss.atMostOne(multipliers * probability)
      return link.map { $0.conditional(multiplied) } ?? multiplied
    }

    /// Severities of the scenarios, at most 1.
    @inline(__always) func severities(_ severity: Double) -> SIMD4<Double> {
      CreditLoss.atMostOne(severityMultipliers * severity)
    }
  }

  /// As `pointwiseMin`, which is generic and is not specialised for these lanes.
  @inline(__always)
  private static func atMostOne(_ values: SIMD4<Double>) -> SIMD4<Double> {
    values.replacing(with: SIMD4(repeating: 1), where: values .> SIMD4(repeating: 1))
  }

  let groups: [Group]
  let isMiddle: Bool
  private let monthly = MonthlyHazard()
  /// What the hazard follows; nil: it is constant.
  let shape: DefaultTermStructure.Shape?

  /// Prepares the scenarios and the term structure of a policy.
  public convenience init(_ policy: ImpairmentPolicy) {
    self.init(
      scenarios: policy.scenarios, timing: policy.timing, structure: DefaultTermStructure(policy),
      factorCorrelation: policy.factorCorrelation)
  }

  /// Prepares scenarios.
  ///
  /// - Parameters:
  ///   - scenarios: Each a multiple of the PD, perhaps in a state of the economy.
  ///   - timing: When in its month a default falls.
  ///   - structure: How later years follow from the twelve-month PD.
  ///   - factorCorrelation: Asset correlation of scenarios with a factor.
  public init(
    scenarios: [ImpairmentPolicy.Scenario], timing: ImpairmentPolicy.Timing,
    structure: DefaultTermStructure = .constant, factorCorrelation: Double = 0
  ) {
    groups = stride(from: 0, to: scenarios.count, by: 4).map { start in
      let part = scenarios[start..<min(start + 4, scenarios.count)]
      var group = Group()
      for (lane, scenario) in part.enumerated() {
        group.weights[lane] = scenario.weight
        group.multipliers[lane] = scenario.pdMultiplier
        group.severityMultipliers[lane] = scenario.lgdMultiplier
        group.count = lane + 1
      }
      group.link = FactorLink(factors: part.map(\.factor), correlation: factorCorrelation)
      return group
    }
    isMiddle = timing == .middle
    shape = structure.shape
  }

  /// Losses of one loan over all scenarios.
  ///
  /// - Parameters:
  ///   - plan: Balances and rates.
  ///   - probability: Twelve-month PD, a fraction; its multiples are capped at 1.
  ///   - lossGivenDefault: A fraction.
  public func losses(_ plan: Plan, probability: Double, lossGivenDefault: Double) -> Losses {
    var twelve = 0.0
    var lifetime = 0.0
    let discount = 1 / (1 + plan.monthlyDiscount)
    let timing = isMiddle ? discount.squareRoot() : discount
    if let shape {
      return losses(
        plan, along: shape, probability: probability, lossGivenDefault: lossGivenDefault, discount: discount,
        timing: timing)
    }
    for group in groups {
      let hazard = monthly.rate(group.probabilities(probability))
      let step = (SIMD4(repeating: 1) - hazard) * discount
      let sums =
        plan.frequency == .monthly
        ? ExposureSums.of(plan, step: step) : CreditLoss.weightedExposure(plan, step: step)
      let scale = group.weights * hazard * (group.severities(lossGivenDefault) * timing)
      twelve += (sums.twelveMonth * scale).sum()
      lifetime += (sums.lifetime * scale).sum()
    }
    return Losses(twelveMonth: twelve, lifetime: lifetime)
  }

  /// `Σ_m x^(m−1)·EAD_m` for four `x` at once, to month twelve and to the end, month by month: any frequency.
  ///
  /// A latency of one product a month; the balances follow the plan's own recursion.
  private static func weightedExposure(
    _ plan: Plan, step: SIMD4<Double>
  ) -> (twelveMonth: SIMD4<Double>, lifetime: SIMD4<Double>) {
    var weight = SIMD4<Double>(repeating: 1)
    var sum = SIMD4<Double>.zero
    var twelve = SIMD4<Double>.zero
    var running = RunningBalance(plan)
    let converted = plan.converted
    for month in 1...plan.months {
      sum += weight * (running.balance + converted)
      if month == 12 { twelve = sum }
      weight *= step
      running.advance()
    }
    return (plan.months < 12 ? sum : twelve, sum)
  }
}
