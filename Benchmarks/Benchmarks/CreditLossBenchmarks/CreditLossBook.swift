import BenchmarkBook
import Foundation
import LoanEngine

/// Seeded plans, and their losses two ways.
final class CreditLossBook: Sendable {
  struct Loan {
    var plan: CreditLoss.Plan
    var probability: Double
    var severity: Double
  }

  let knownTotal: Double
  private let loans: [Loan]
  private let scenarios = [
    ImpairmentPolicy.Scenario(name: "base", weight: 0.5, pdMultiplier: 1),
    ImpairmentPolicy.Scenario(name: "good", weight: 0.2, pdMultiplier: 0.8),
    ImpairmentPolicy.Scenario(name: "bad", weight: 0.3, pdMultiplier: 1.5),
  ]
  private let loss: CreditLoss

  init(loans count: Int) throws {
    var numbers = SeededNumbers(seed: 2026)
    let loans = (0..<count).map { _ in
      let rate = Double.random(in: 0.028...0.08, using: &numbers) / 12
      return Loan(
        plan: CreditLoss.Plan(
          balance: Double.random(in: 10_000...5_000_000, using: &numbers), converted: 0,
          months: Int.random(in: 6...84, using: &numbers), method: .annuity, frequency: .monthly,
          monthlyRate: rate, monthlyDiscount: rate),
        probability: Double.random(in: 0.002...0.2, using: &numbers),
        severity: Double.random(in: 0.1...0.75, using: &numbers))
    }
    self.loans = loans
    loss = CreditLoss(scenarios: scenarios, timing: .end)
    knownTotal = Self.plainLoop(loans, scenarios)
    // A loan that stands, undiscounted, has the closed form LGD · EAD · (1 − (1 − p)^(n/12)).
    let standing = CreditLoss.Plan(
      balance: 1_000_000, converted: 0, months: 30, method: .bullet, frequency: .monthly, monthlyRate: 0,
      monthlyDiscount: 0)
    let one = CreditLoss(
      scenarios: [ImpairmentPolicy.Scenario(name: "base", weight: 1, pdMultiplier: 1)], timing: .end)
    try expect(
      "closed form", one.losses(standing, probability: 0.03, lossGivenDefault: 0.45).lifetime,
      isCloseTo: 450_000 * (1 - pow(0.97, 2.5)))
  }

  /// The sum of lifetime losses by the engine.
  func engine() -> Double {
    var total = 0.0
    for loan in loans {
      total += loss.losses(loan.plan, probability: loan.probability, lossGivenDefault: loan.severity).lifetime
    }
    return total
  }

  /// The same as the formula writes it.
  func plainLoop() -> Double {
    Self.plainLoop(loans, scenarios)
  }

  private static func plainLoop(_ loans: [Loan], _ scenarios: [ImpairmentPolicy.Scenario]) -> Double {
    var total = 0.0
    for loan in loans {
      let plan = loan.plan
      let payment = plan.balance * plan.monthlyRate / (1 - pow(1 + plan.monthlyRate, -Double(plan.months)))
      for scenario in scenarios {
        let hazard = 1 - pow(1 - min(1, loan.probability * scenario.pdMultiplier), 1.0 / 12)
        var balance = plan.balance
        for month in 1...plan.months {
          let survival = pow(1 - hazard, Double(month - 1))
          let discount = pow(1 + plan.monthlyDiscount, -Double(month))
          total += scenario.weight * survival * hazard * loan.severity * balance * discount
          balance = balance * (1 + plan.monthlyRate) - payment
        }
      }
    }
    return total
  }
}
