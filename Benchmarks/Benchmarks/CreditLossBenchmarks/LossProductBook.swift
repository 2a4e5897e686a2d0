import BenchmarkBook
import Foundation
import LoanEngine

/// Lifetime losses as a product of matrices, exposures by month × default curves, beside the engine's loop.
///
/// A curve is a column: its marginal default probabilities by month. The loans of one column's pool share it, so it
/// needs PDs by grade; each loan's own PD has no curve in common with another.
final class LossProductBook: Sendable {
  struct Loan {
    var plan: CreditLoss.Plan
    var grade: Int
    var severity: Double
  }

  private static let longest = 84
  private static let grades = 12
  /// PDs of the grades, a geometric ladder from 0.1 %.
  private static let probabilities = (0..<grades).map { 0.001 * pow(1.6, Double($0)) }
  private static let scenarios: [(weight: Double, multiplier: Double)] = [(0.5, 1), (0.2, 0.8), (0.3, 1.5)]
  /// Sensitivities: the PD of all scenarios shifted from half to double.
  private static let shifts = (0...10).map { pow(2, Double($0 - 5) / 5) }

  private let loans: [Loan]
  private let migration: DefaultTermStructure
  private let loop: CreditLoss
  private let sensitiveLoop: CreditLoss
  /// A product for the curves of all grades, and one for each grade with its scenarios × sensitivities.
  private let curves: FixedShapeProduct
  private let sensitiveCurves: [FixedShapeProduct]

  init(loans count: Int) throws {
    var numbers = SeededNumbers(seed: 63)
    var loans = (0..<count).map { _ in
      let rate = Double.random(in: 0.028...0.08, using: &numbers) / 12
      return Loan(
        plan: CreditLoss.Plan(
          balance: Double.random(in: 10_000...5_000_000, using: &numbers), converted: 0,
          months: Int.random(in: 6...Self.longest, using: &numbers), method: .annuity, frequency: .monthly,
          monthlyRate: rate, monthlyDiscount: rate),
        grade: Int.random(in: 0..<Self.grades, using: &numbers),
        severity: Double.random(in: 0.1...0.75, using: &numbers))
    }
    // By grade, so that a block has one set of curves.
    loans.sort { $0.grade < $1.grade }
    self.loans = loans
    migration = DefaultTermStructure(try Self.policy())
    loop = CreditLoss(
      scenarios: [.init(name: "base", weight: 1, pdMultiplier: 1)], timing: .end, structure: migration)
    sensitiveLoop = CreditLoss(
      scenarios: Self.shifts.flatMap { shift in
        Self.scenarios.map { .init(name: "", weight: $0.weight, pdMultiplier: $0.multiplier * shift) }
      }, timing: .end)
    let structure = migration
    curves = try FixedShapeProduct(
      columns: Self.probabilities.map { probability in
        Self.marginals { structure.probability(twelveMonth: probability, months: $0) }
      })
    sensitiveCurves = try Self.probabilities.map { probability in
      try FixedShapeProduct(
        columns: Self.shifts.flatMap { shift in
          Self.scenarios.map { scenario in
            let shifted = min(1, probability * scenario.multiplier * shift)
            return Self.marginals {
              DefaultTermStructure.constant.probability(twelveMonth: shifted, months: $0)
            }.map { $0 * scenario.weight }
          }
        })
    }
    try expect("curves by grade", gradeProduct(), isCloseTo: gradeLoop())
    try expect("sensitivities", sensitivityProduct(), isCloseTo: sensitivityLoop())
  }

  /// The built-in policy with a matrix whose grades stay, move one up or down, or default.
  private static func policy() throws -> ImpairmentPolicy {
    var policy = try PolicyFile.builtIn().policy.ecl
    policy.termStructure = .matrix
    policy.migrationMatrix = (0..<grades).map { grade in
      var row = Array(repeating: 0.0, count: grades + 1)
      row[grades] = probabilities[grade]
      row[max(0, grade - 1)] += 0.06
      row[min(grades - 1, grade + 1)] += 0.1
      row[grade] += 1 - row.reduce(0, +)
      return row
    }
    return policy
  }

  private static func marginals(_ cumulative: (Int) -> Double) -> [Double] {
    (1...longest).map { cumulative($0) - cumulative($0 - 1) }
  }

  /// Lifetime losses over the curves of the grades, by the engine.
  func gradeLoop() -> Double {
    loans.reduce(0) {
      $0
        + loop.losses(
          $1.plan, probability: Self.probabilities[$1.grade], lossGivenDefault: $1.severity
        ).lifetime
    }
  }

  /// The same as a product with the curves of all grades, of which each loan takes its own.
  func gradeProduct() throws -> Double {
    var input = curves.makeInput()
    var output = curves.makeOutput()
    var total = 0.0
    for start in stride(from: 0, to: loans.count, by: FixedShapeProduct.rows) {
      let block = loans[start..<min(start + FixedShapeProduct.rows, loans.count)]
      Self.fill(&input, block, curves.innerWidth)
      try curves.multiply(input, into: &output)
      for (row, loan) in block.enumerated() { total += output[row * curves.outerWidth + loan.grade] }
    }
    return total
  }

  /// The sum over 3 scenarios × 11 sensitivities, by the engine: 33 hazards a loan.
  func sensitivityLoop() -> Double {
    loans.reduce(0) {
      $0
        + sensitiveLoop.losses(
          $1.plan, probability: Self.probabilities[$1.grade], lossGivenDefault: $1.severity
        ).lifetime
    }
  }

  /// The same, grade by grade, with 33 columns a product.
  func sensitivityProduct() throws -> Double {
    var input = sensitiveCurves[0].makeInput()
    var output = sensitiveCurves[0].makeOutput()
    var total = 0.0
    var start = 0
    while start < loans.count {
      let grade = loans[start].grade
      var end = start
      while end < loans.count, end - start < FixedShapeProduct.rows, loans[end].grade == grade { end += 1 }
      let product = sensitiveCurves[grade]
      Self.fill(&input, loans[start..<end], product.innerWidth)
      try product.multiply(input, into: &output)
      let columns = Self.shifts.count * Self.scenarios.count
      for row in 0..<end - start {
        for column in 0..<columns { total += output[row * product.outerWidth + column] }
      }
      start = end
    }
    return total
  }

  /// Rows of LGD × balance × discount by month, 0 after the last and in rows without a loan.
  private static func fill(_ input: inout [Double], _ loans: ArraySlice<Loan>, _ width: Int) {
    for (row, loan) in loans.enumerated() {
      let plan = loan.plan
      let payment =
        plan.balance * plan.monthlyRate / -expm1(-Double(plan.months) * log1p(plan.monthlyRate))
      var balance = plan.balance
      var weight = loan.severity
      for month in 0..<plan.months {
        weight /= 1 + plan.monthlyDiscount
        input[row * width + month] = weight * balance
        balance += balance * plan.monthlyRate - payment
      }
      for month in plan.months..<width { input[row * width + month] = 0 }
    }
    for place in loans.count * width..<input.count { input[place] = 0 }
  }
}
