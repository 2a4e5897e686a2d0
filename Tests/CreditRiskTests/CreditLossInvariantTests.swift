import Cashflow
import CreditRisk
import Lending
import LoanPricing
import PolicyDocument
import TestSupport
import Testing

/// A higher PD, a higher LGD or more weight on a worse scenario never lowers a loss, whatever the term structure.
struct CreditLossInvariantTests {
  /// Tails of each row lie above those of the row before, so worse grades have higher curves at all horizons.
  private static let matrix: [[Double]] = [
    [0.92, 0.07, 0.009, 0.001], [0.05, 0.85, 0.08, 0.02], [0.01, 0.09, 0.8, 0.1],
  ]
  private static let structures: [ImpairmentPolicy.TermStructure] = [.constant, .hazardCurve, .matrix]

  private static func structure(_ kind: ImpairmentPolicy.TermStructure) throws -> DefaultTermStructure {
    var policy = try PolicyFile.builtIn().policy.ecl
    policy.termStructure = kind
    policy.hazardCurve = MonthSteps(
      steps: [
        .init(untilMonth: 6, value: 0.4), .init(untilMonth: 30, value: 1.6),
        .init(untilMonth: 60, value: 0.7),
      ])
    policy.migrationMatrix = matrix
    return DefaultTermStructure(policy)
  }

  private static func scenarios(_ weights: [Double], factor: Double?) -> [ImpairmentPolicy.Scenario] {
    [
      .init(name: "good", weight: weights[0], pdMultiplier: 0.7, lgdMultiplier: 0.95),
      .init(name: "base", weight: weights[1], pdMultiplier: 1),
      .init(name: "bad", weight: weights[2], pdMultiplier: 1.8, lgdMultiplier: 1.1, factor: factor),
    ]
  }

  @Test(arguments: structures)
  func worseIsNeverLess(_ kind: ImpairmentPolicy.TermStructure) throws {
    let structure = try Self.structure(kind)
    var numbers = SeededGenerator(seed: 63)
    let methods = RepaymentMethod.allCases
    for _ in 0..<2000 {
      let rate = Double.random(in: 0...0.01, using: &numbers)
      let plan = CreditLoss.Plan(
        balance: 1_000_000, converted: Double.random(in: 0...200_000, using: &numbers),
        months: Int.random(in: 1...120, using: &numbers),
        method: methods[Int.random(in: 0..<5, using: &numbers)],
        frequency: Bool.random(using: &numbers) ? .monthly : .quarterly, monthlyRate: rate,
        monthlyDiscount: rate)
      let probability = Double.random(in: 0...1, using: &numbers) * Double.random(in: 0...1, using: &numbers)
      let severity = Double.random(in: 0...1, using: &numbers)
      let factor: Double? = Bool.random(using: &numbers) ? -1.5 : nil
      func losses(
        _ probability: Double, _ severity: Double, weights: [Double] = [0.3, 0.5, 0.2]
      ) -> CreditLoss.Losses {
        CreditLoss(
          scenarios: Self.scenarios(weights, factor: factor), timing: .end, structure: structure,
          factorCorrelation: 0.12
        ).losses(plan, probability: probability, lossGivenDefault: severity)
      }
      let before = losses(probability, severity)
      let higher = min(1, probability * Double.random(in: 1...1.5, using: &numbers) + 1e-4)
      let worse = [
        losses(higher, severity),
        losses(probability, min(1, severity + Double.random(in: 0...0.2, using: &numbers))),
        losses(probability, severity, weights: [0.1, 0.5, 0.4]),
        losses(probability, severity, weights: [0.3, 0.3, 0.4]),
      ]
      for loss in worse {
        #expect(loss.lifetime >= before.lifetime * (1 - 1e-12))
        #expect(loss.twelveMonth >= before.twelveMonth * (1 - 1e-12))
      }
      #expect(before.lifetime >= before.twelveMonth * (1 - 1e-12))
      #expect(before.lifetime <= (1_000_000 + plan.converted) * min(1, severity * 1.1))
    }
  }

  /// Scenario by scenario with a weight of 1, then weighted: the same as all at once, over two groups of lanes.
  @Test(arguments: structures)
  func lossesAreWeightedNotProbabilities(_ kind: ImpairmentPolicy.TermStructure) throws {
    let structure = try Self.structure(kind)
    let multipliers = [0.5, 0.8, 1, 1.5, 2.5, 30]
    let weights = [0.1, 0.2, 0.3, 0.2, 0.15, 0.05]
    let plan = CreditLoss.Plan(
      balance: 500_000, converted: 0, months: 48, method: .annuity, frequency: .monthly, monthlyRate: 0.004,
      monthlyDiscount: 0.004)
    func lifetime(_ scenarios: [ImpairmentPolicy.Scenario]) -> Double {
      CreditLoss(scenarios: scenarios, timing: .middle, structure: structure)
        .losses(plan, probability: 0.04, lossGivenDefault: 0.4).lifetime
    }
    let all = lifetime(
      zip(multipliers, weights).map { .init(name: "\($0)", weight: $1, pdMultiplier: $0) })
    let each = zip(multipliers, weights).reduce(0) {
      $0 + $1.1 * lifetime([.init(name: "one", weight: 1, pdMultiplier: $1.0)])
    }
    #expect(abs(all - each) < 1e-9 * each)
  }
}
