import Cashflow
import CreditRisk
import Testing

/// Expected credit loss against the worked figures of domain 6.3 and a loop written from its formula.
struct CreditLossTests {
  private typealias Scenario = ImpairmentPolicy.Scenario

  private static func plan(
    months: Int, method: RepaymentMethod = .annuity, frequency: PaymentFrequency = .monthly,
    rate: Double = 0.003,
    converted: Double = 0
  ) -> CreditLoss.Plan {
    CreditLoss.Plan(
      balance: 100_000, converted: converted, months: months, method: method, frequency: frequency,
      monthlyRate: rate, monthlyDiscount: rate)
  }

  @Test func oneScenario() {
    let loss = CreditLoss(scenarios: [Scenario(name: "base", weight: 1, pdMultiplier: 1)], timing: .end)
      .losses(CreditLossTests.plan(months: 24), probability: 0.02, lossGivenDefault: 0.45)
    #expect(abs(loss.twelveMonth - 687.385650) < 6e-7)
    #expect(abs(loss.lifetime - 920.704716) < 6e-7)
  }

  @Test func threeScenariosWeighLossesNotProbabilities() {
    let loss = CreditLoss(
      scenarios: [
        Scenario(name: "base", weight: 0.5, pdMultiplier: 1),
        Scenario(name: "up", weight: 0.2, pdMultiplier: 0.75),
        Scenario(name: "down", weight: 0.3, pdMultiplier: 1.75),
      ], timing: .end
    ).losses(CreditLossTests.plan(months: 24), probability: 0.02, lossGivenDefault: 0.45)
    #expect(abs(loss.lifetime - 1080.667218) < 6e-7)
  }

  @Test(arguments: [1, 5, 12, 13, 36, 85], [RepaymentMethod.annuity, .linear, .interestOnly, .bullet])
  func matchesTheFormulaMonthByMonth(_ months: Int, _ method: RepaymentMethod) {
    for frequency in [PaymentFrequency.monthly, .quarterly] {
      let plan = CreditLossTests.plan(months: months, method: method, frequency: frequency, converted: 5000)
      let balances = UnroundedBalances.balances(
        months: months, method: method, frequency: frequency, graceMonths: 0, monthlyRate: 0.003)
      let hazard = 1 - exp2(log2Of098 / 12)
      var alive = 1.0
      var lifetime = 0.0
      var twelve = 0.0
      var discount = 1.0
      for month in 1...months {
        discount /= 1.003
        lifetime += alive * hazard * 0.45 * (100_000 * balances[month - 1] + 5000) * discount
        alive *= 1 - hazard
        if month == min(12, months) { twelve = lifetime }
      }
      let loss = CreditLoss(scenarios: [Scenario(name: "base", weight: 1, pdMultiplier: 1)], timing: .end)
        .losses(plan, probability: 0.02, lossGivenDefault: 0.45)
      #expect(abs(loss.lifetime - lifetime) <= 1e-9 * lifetime)
      #expect(abs(loss.twelveMonth - twelve) <= 1e-9 * twelve)
    }
  }

  /// log₂ 0.98, to 17 digits.
  private let log2Of098 = -0.029146345659516508

  private func exp2(_ exponent: Double) -> Double {
    // e^(x ln 2) by its series: the exponents here are under 0.01.
    let x = exponent * 0.6931471805599453
    return 1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))))
  }

  @Test func fiveScenariosAreTwoGroupsOfLanes() {
    let one = CreditLoss(scenarios: [Scenario(name: "a", weight: 1, pdMultiplier: 1)], timing: .end)
    let five = CreditLoss(
      scenarios: (0..<5).map { Scenario(name: "\($0)", weight: 0.2, pdMultiplier: 1) }, timing: .end)
    let plan = CreditLossTests.plan(months: 30)
    let single = one.losses(plan, probability: 0.05, lossGivenDefault: 0.4)
    let several = five.losses(plan, probability: 0.05, lossGivenDefault: 0.4)
    #expect(abs(single.lifetime - several.lifetime) < 1e-8)
  }
}
