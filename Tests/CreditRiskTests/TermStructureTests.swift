import Cashflow
import CreditRisk
import Foundation
import Lending
import LoanPricing
import PolicyDocument
import TestSupport
import Testing

/// Term structures and their losses against oracles, a published table and closed forms.
struct TermStructureTests {
  private typealias Scenario = ImpairmentPolicy.Scenario

  private static let base = [Scenario(name: "base", weight: 1, pdMultiplier: 1)]

  private static func policy(_ change: (inout ImpairmentPolicy) -> Void) throws -> ImpairmentPolicy {
    var policy = try PolicyFile.builtIn().policy.ecl
    change(&policy)
    return policy
  }

  /// Steps of one period each whose survival is 1 less the sum of the marginal probabilities; nothing after them.
  ///
  /// Of a curve only the first twelve proportions and p count, so any marginals can be written as one.
  private static func curve(marginals: [Double]) -> (steps: MonthSteps, probability: Double) {
    let nothing = 1e-13
    var alive = 1.0
    var hazards: [Double] = []
    for marginal in marginals {
      let next = alive - marginal
      hazards.append(next > 0 ? log(alive / next) : 1)
      alive = next
    }
    var steps = hazards.enumerated().map { MonthSteps.Step(untilMonth: $0 + 1, value: max($1, nothing)) }
    steps.append(MonthSteps.Step(untilMonth: 1200, value: nothing))
    return (MonthSteps(steps: steps), alive > 0 ? 1 - alive : 1)
  }

  /// The tables' periods are years; the engine's grid takes any period.
  @Test(arguments: try Oracle.cases("ecl", kind: "ecl_single").filter { $0.id != "ecl-s2-lgd-curve" })
  func sumsOfOnePeriodEach(_ item: OracleCase) throws {
    let marginals = try item.inputs["marginal_pd"].doubles()
    let exposures = try item.inputs["ead"].doubles()
    let curve = Self.curve(marginals: marginals)
    let structure = DefaultTermStructure(
      try Self.policy {
        $0.termStructure = .hazardCurve
        $0.hazardCurve = curve.steps
      })
    let rate = try item.inputs["eir"].double()
    // The exposures of the tables fall by equal shares or stand.
    let plan = CreditLoss.Plan(
      balance: exposures[0], converted: 0, months: exposures.count,
      method: exposures.count > 1 && exposures[1] < exposures[0] ? .linear : .bullet, frequency: .monthly,
      monthlyRate: rate, monthlyDiscount: rate)
    for (timing, name) in [(ImpairmentPolicy.Timing.end, "ecl_end"), (.middle, "ecl_mid")] {
      let loss = CreditLoss(scenarios: Self.base, timing: timing, structure: structure)
        .losses(
          plan, probability: curve.probability, lossGivenDefault: try item.inputs["lgd"].doubles()[0])
      let expected = try item.expected[name].double()
      #expect(abs(loss.lifetime - expected) <= 1e-9 * expected)
    }
  }

  @Test func aChainOfThreeYears() throws {
    let item = try #require(try Oracle.cases("ecl", kind: "ecl_full_chain").first)
    let cumulative = try item.inputs["cumulative_pd_by_year"].doubles()
    let survival = [1] + cumulative.map { 1 - $0 }
    let steps = (1...3).map {
      MonthSteps.Step(untilMonth: 12 * $0, value: log(survival[$0 - 1] / survival[$0]))
    }
    let structure = DefaultTermStructure(
      try Self.policy {
        $0.termStructure = .hazardCurve
        $0.hazardCurve = MonthSteps(steps: steps)
      })
    for year in 1...3 {
      let found = structure.probability(twelveMonth: cumulative[0], months: 12 * year)
      #expect(abs(found - cumulative[year - 1]) < 1e-14)
    }
    let rate = try item.inputs["annual_rate"].double() / 12
    let plan = CreditLoss.Plan(
      balance: try item.inputs["principal"].double(), converted: 0, months: 36, method: .annuity,
      frequency: .monthly, monthlyRate: rate, monthlyDiscount: rate)
    let loss = CreditLoss(scenarios: Self.base, timing: .end, structure: structure)
      .losses(plan, probability: cumulative[0], lossGivenDefault: try item.inputs["lgd"].double())
    let expected = try item.expected["ecl_lifetime"].double()
    #expect(abs(loss.lifetime - expected) <= 1e-11 * expected)
  }

  /// CreditMetrics technical document (S&P, 1996), percent, rows divided by their sums; the cumulative PDs after 2,
  /// 3 and 5 years were computed with another program.
  private static let creditMetrics: [[Double]] = [
    [90.81, 8.33, 0.68, 0.06, 0.12, 0, 0, 0], [0.70, 90.65, 7.79, 0.64, 0.06, 0.14, 0.02, 0],
    [0.09, 2.27, 91.05, 5.52, 0.74, 0.26, 0.01, 0.06], [0.02, 0.33, 5.95, 86.93, 5.30, 1.17, 0.12, 0.18],
    [0.03, 0.14, 0.67, 7.73, 80.53, 8.84, 1.00, 1.06], [0, 0.11, 0.24, 0.43, 6.48, 83.46, 4.07, 5.20],
    [0.22, 0, 0.22, 1.30, 2.38, 11.24, 64.86, 19.79],
  ]

  @Test(arguments: [
    (2, [0.147910, 0.480816, 2.585540, 10.416374, 33.233426]),
    (3, [0.271156, 0.905618, 4.433461, 15.417633, 42.579858]),
    (5, [0.644011, 2.104987, 8.671149, 24.405889, 54.163169]),
  ])
  func powersOfThePublishedMatrix(_ years: Int, _ percent: [Double]) throws {
    let structure = DefaultTermStructure(
      try Self.policy {
        $0.termStructure = .matrix
        $0.migrationMatrix = Self.creditMetrics
      })
    // The first two grades have a PD of 0 both, and a loan of that PD is the worse of them.
    for (row, expected) in zip(Self.creditMetrics[2...], percent) {
      let probability = row[7] / row.reduce(0, +)
      let found = structure.probability(twelveMonth: probability, months: 12 * years)
      #expect(abs(100 * found - expected) < 6e-7)
    }
  }

  @Test func powersOfAnotherMatrix() throws {
    let item = try #require(
      try Oracle.cases("transition_matrix", kind: "matrix_power").first { $0.id == "power-jlt-5" })
    let rows = try item.inputs["matrix"].list().map { try $0.doubles() }
    let expected = try item.expected["default_column"].doubles()
    let structure = DefaultTermStructure(
      try Self.policy {
        $0.termStructure = .matrix
        $0.migrationMatrix = Array(rows.dropLast())
      })
    for grade in 2..<rows.count - 1 {
      let found = structure.probability(twelveMonth: rows[grade][rows.count - 1], months: 60)
      #expect(abs(found - expected[grade]) < 1e-12)
    }
  }

  /// Between two grades a loan is a mixture with its own twelve-month PD; at an age it is the mixture that is left.
  @Test func betweenTwoGrades() throws {
    let structure = DefaultTermStructure(
      try Self.policy {
        $0.termStructure = .matrix
        $0.migrationMatrix = [[0.9, 0.09, 0.01], [0.1, 0.8, 0.1]]
      })
    // After two years 0.01 + 0.9·0.01 + 0.09·0.1 = 0.028 and 0.1 + 0.1·0.01 + 0.8·0.1 = 0.181.
    for (probability, expected) in [
      (0.01, 0.028), (0.1, 0.181), (0.055, 0.1045), (0.005, 0.014), (0.55, 0.5905),
    ] {
      #expect(abs(structure.probability(twelveMonth: probability, months: 24) - expected) < 1e-14)
      #expect(abs(structure.probability(twelveMonth: probability, months: 12) - probability) < 1e-14)
      let later = structure.probability(twelveMonth: probability, months: 12, age: 12)
      #expect(abs(later - (expected - probability) / (1 - probability)) < 1e-13)
    }
    #expect(structure.probability(twelveMonth: 1, months: 1) == 1)
    #expect(structure.probability(twelveMonth: 0, months: 60) == 0)
  }

  /// A standing, undiscounted loan loses LGD × EAD × cumulative PD whatever the structure.
  @Test(arguments: [7, 12, 30, 61])
  func lossesFollowTheCumulativeProbability(_ months: Int) throws {
    let matrix = try Self.policy {
      $0.termStructure = .matrix
      $0.migrationMatrix = [[0.9, 0.09, 0.01], [0.1, 0.8, 0.1]]
    }
    let curve = try Self.policy {
      $0.termStructure = .hazardCurve
      $0.hazardCurve = MonthSteps(
        steps: [
          .init(untilMonth: 5, value: 0.5), .init(untilMonth: 24, value: 1.5),
          .init(untilMonth: 36, value: 1),
        ])
    }
    let plan = CreditLoss.Plan(
      balance: 1_000_000, converted: 200_000, months: months, method: .bullet, frequency: .monthly,
      monthlyRate: 0, monthlyDiscount: 0)
    for policy in [matrix, curve, try Self.policy { _ in }] {
      let structure = DefaultTermStructure(policy)
      let loss = CreditLoss(scenarios: Self.base, timing: .end, structure: structure)
        .losses(plan, probability: 0.03, lossGivenDefault: 0.45)
      #expect(
        abs(loss.lifetime - 540_000 * structure.probability(twelveMonth: 0.03, months: months)) < 1e-6)
      let year = structure.probability(twelveMonth: 0.03, months: min(12, months))
      #expect(abs(loss.twelveMonth - 540_000 * year) < 1e-6)
    }
  }

  /// PD(z) of Vasicek's link for 2 % and a correlation of 0.12, computed with another program.
  @Test(arguments: [(-1.0, 0.034_377_277_5), (0, 0.014_287_387_0), (1, 0.005_255_059_4)])
  func statesOfTheEconomy(_ factor: Double, _ probability: Double) {
    let loss = CreditLoss(
      scenarios: [Scenario(name: "state", weight: 1, pdMultiplier: 1, lgdMultiplier: 1.2, factor: factor)],
      timing: .end, factorCorrelation: 0.12)
    let plan = CreditLoss.Plan(
      balance: 1, converted: 0, months: 12, method: .bullet, frequency: .monthly, monthlyRate: 0,
      monthlyDiscount: 0)
    let found = loss.losses(plan, probability: 0.02, lossGivenDefault: 0.5)
    #expect(abs(found.lifetime - 0.6 * probability) < 1e-10)
    // A severity cannot exceed 1.
    #expect(abs(loss.losses(plan, probability: 0.02, lossGivenDefault: 0.9).lifetime - probability) < 1e-10)
  }
}
