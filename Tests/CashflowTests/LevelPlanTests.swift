import Cashflow
import LoanUnits
import TestSupport
import Testing

/// A level plan is the schedule without its rows, and its rate that of the flows.
@Suite struct LevelPlanTests {
  static let seed: UInt64 = 20_261_129

  @Test func paymentsAreThoseOfTheSchedule() throws {
    var generator = SeededGenerator(seed: Self.seed)
    var found = 0
    for number in 0..<4000 {
      let method = generator.pick(RepaymentMethod.allCases)
      let frequency = generator.pick(PaymentFrequency.allCases)
      let months = frequency.monthsPerPeriod * generator.pick([1, 2, 3, 8, 12, 20, 40, 120])
      let principal = Money(fen: generator.pick([7, 1_003, 123_456_78, 5_000_000_00, 900_000_000_00]))
      let rate = generator.pick([0.0435, 0.1, 0.00005, 0.24, 0.0365, 1.5, 0, -0.01])
      let plan = LevelPlan(
        principal: principal, annualRate: rate, months: months, method: method, frequency: frequency)
      guard let plan else { continue }
      found += 1
      let rows = try RepaymentSchedule.make(
        LoanTerms(
          principal: principal, annualRate: rate, months: months, method: method, frequency: frequency)
      ).rows
      let what = "seed \(Self.seed), case \(number): \(principal) at \(rate), \(method), \(months) months"
      #expect(rows.last?.payment == plan.last && rows.last?.period == plan.periods, "\(what)")
      if method != .bullet {
        #expect(rows.count == plan.periods, "\(what)")
        #expect(rows.dropLast().allSatisfy { $0.payment == plan.level }, "\(what)")
        var principals: [Double] = [1, 2, 3]
        plan.fillPrincipal(&principals)
        #expect(principals == rows.map { $0.principal.yuan }, "\(what)")
      }
    }
    #expect(found > 1500)
  }

  @Test func equalPrincipalIsThatOfTheSchedule() throws {
    var generator = SeededGenerator(seed: Self.seed)
    for number in 0..<500 {
      let frequency = generator.pick(PaymentFrequency.allCases)
      let periods = generator.pick([1, 2, 7, 36, 120])
      let principal = Money(fen: generator.pick([7, 1_003, 123_456_78, 900_000_000_00]))
      let rate = generator.pick([0.0435, 0.00005, 1.5, 0.0123456789012])
      var (payments, principals) = ([1.0], [2.0])
      let first = EqualPrincipal.fill(
        payments: &payments, principals: &principals, principal: principal, annualRate: rate,
        periods: periods,
        frequency: frequency)
      let rows = try RepaymentSchedule.make(
        LoanTerms(
          principal: principal, annualRate: rate, months: periods * frequency.monthsPerPeriod,
          method: .linear,
          frequency: frequency)
      ).rows
      let what = "seed \(Self.seed), case \(number)"
      #expect(payments == rows.map { $0.payment.yuan }, "\(what)")
      #expect(principals == rows.map { $0.principal.yuan }, "\(what)")
      #expect(first == rows[0].payment, "\(what)")
    }
  }

  @Test(arguments: [1, 2, 12, 36, 120, 360]) func theRateIsThatOfTheFlows(_ periods: Int) throws {
    var generator = SeededGenerator(seed: Self.seed + UInt64(periods))
    for _ in 0..<200 {
      let rate = Double.random(in: 0.0005...0.05, using: &generator)
      let level = generator.pick([0, 100, 8791.5])
      let last = Double.random(in: 50...20_000, using: &generator)
      var received = 0.0
      for period in stride(from: periods, through: 1, by: -1) {
        received = (received + (period == periods ? last : level)) / (1 + rate)
      }
      let start = rate * Double.random(in: 0.7...1.4, using: &generator)
      let found = try #require(
        InternalRateOfReturn.levelRate(
          received: received, level: level, last: last, periods: periods, near: start))
      #expect((found - rate).magnitude < 1e-13, "\(periods) periods, \(level), \(last) at \(rate)")
    }
  }

  @Test func nearNoInterestThereIsNoClosedForm() {
    #expect(
      InternalRateOfReturn.levelRate(received: 1200, level: 100, last: 100, periods: 12, near: 0.01) == nil)
    #expect(
      InternalRateOfReturn.levelRate(received: -1, level: 100, last: 100, periods: 12, near: 0.01) == nil)
  }
}
