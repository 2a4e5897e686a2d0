import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Repayment plans with a list")
struct RepaymentPlanTests {
  private typealias Step = RepaymentPlan.PrincipalStep
  private typealias Due = RepaymentPlan.PrincipalDue

  private func terms(_ plan: RepaymentPlan, months: Int = 12) -> LoanTerms {
    var terms = LoanTerms(
      principal: Money(fen: 1_200_000_00), annualRate: 0.04, months: months, method: .linear)
    terms.plan = plan
    return terms
  }

  private func shares(
    _ plan: RepaymentPlan, months: Int = 12, _ frequency: PaymentFrequency = .monthly, balloon: Double = 0,
    rate: Double = 0.004
  ) -> [Double] {
    var shares = [Double]()
    UnroundedBalances.fill(
      &shares, months: months, plan: plan, frequency: frequency, graceMonths: 0, balloonShare: balloon,
      monthlyRate: rate)
    return shares
  }

  @Test func aSteppedPlanRepaysItsShares() throws {
    let plan = RepaymentPlan.stepped([
      Step(months: 6, share: 0), Step(months: 3, share: 0.25), Step(months: 3, share: 0.75),
    ])
    let rows = try RepaymentSchedule.make(terms(plan)).rows
    let expected = [0, 0, 0, 0, 0, 0, 100_000, 100_000, 100_000, 300_000, 300_000, 300_000]
    #expect(rows.map(\.principal) == expected.map { Money(fen: Int64($0) * 100) })
    #expect(rows[6].interest.fen == 4_000_00)
    #expect(rows[10].interest.fen == 2_000_00)
    #expect(rows[11].balance == .zero)
    for (row, share) in zip(rows, shares(plan).dropFirst() + [0]) {
      #expect(row.balance.yuan.isClose(to: share * 1_200_000, within: 1e-6))
    }
  }

  @Test func quarterlyStepsPayAtTheirEnds() throws {
    let plan = RepaymentPlan.stepped([Step(months: 6, share: 0.5), Step(months: 6, share: 0.5)])
    var quarterly = terms(plan)
    quarterly.frequency = .quarterly
    let rows = try RepaymentSchedule.make(quarterly).rows
    #expect(rows.map(\.principal.fen) == [300_000_00, 300_000_00, 300_000_00, 300_000_00])
    #expect(
      shares(plan, .quarterly) == [1, 1, 1, 0.75, 0.75, 0.75, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25])
  }

  @Test func aListIsPaidAsItStands() throws {
    let list = [(3, 100_000_01), (12, 1_000_000_00), (3, 99_999_99)].map {
      Due(month: $0.0, principal: Money(fen: Int64($0.1)))
    }
    let rows = try RepaymentSchedule.make(terms(.custom(list))).rows
    #expect(rows.count == 12)
    #expect(rows[2].principal.fen == 200_000_00)
    #expect(rows[1].payment.fen == 4_000_00)
    #expect(rows[3].payment == Money(rounding: 1_000_000 * 0.04 / 12))
    #expect(rows[11].principal.fen == 1_000_000_00)
    let expected = [1, 1, 1] + Array(repeating: 1_000_000 / 1_200_000.0, count: 9)
    for (share, wanted) in zip(shares(.custom(list)), expected) {
      #expect(share.isClose(to: wanted, within: 1e-15))
    }
  }

  /// A one-step plan is the linear one, a list with everything at the end is interest only.
  @Test(arguments: [PaymentFrequency.monthly, .quarterly])
  func listsThatAreMethods(frequency: PaymentFrequency) throws {
    let step = RepaymentPlan.stepped([Step(months: 12, share: 1)])
    let end = RepaymentPlan.custom([Due(month: 12, principal: Money(fen: 1_200_000_00))])
    for (plan, method) in [(step, RepaymentMethod.linear), (end, .interestOnly)] {
      var listed = terms(plan)
      listed.frequency = frequency
      var standard = terms(.standard(method))
      standard.frequency = frequency
      #expect(try RepaymentSchedule.make(listed) == RepaymentSchedule.make(standard))
      for (left, right) in zip(shares(plan, frequency), shares(.standard(method), frequency)) {
        #expect(left.isClose(to: right, within: 1e-15))
      }
    }
  }

  @Test(arguments: [0, 0.3, 1], [0, 0.004, -0.01])
  func aBalloonIsLeftForTheEnd(share: Double, rate: Double) {
    let annuity = shares(.standard(.annuity), months: 24, balloon: share, rate: rate)
    let linear = shares(.standard(.linear), months: 24, balloon: share, rate: rate)
    for month in 0..<24 {
      let expected = LevelPayment.balance(
        after: month, principal: 1, periodicRate: rate, periods: 24, balloon: share)
      #expect(annuity[month].isClose(to: expected, within: 1e-13))
      let line = share + (1 - share) * Double(24 - month) / 24
      #expect(linear[month].isClose(to: line, within: 1e-14))
    }
  }

  private typealias Refusal = (plan: RepaymentPlan, error: ScheduleError)

  private static let refusals: [Refusal] = [
    (.stepped([]), .stepsNotTheTerm(months: 0, term: 12)),
    (.stepped([Step(months: 11, share: 1)]), .stepsNotTheTerm(months: 11, term: 12)),
    (.stepped([Step(months: 0, share: 1)]), .stepNotWholePeriods(months: 0, monthsPerPeriod: 1)),
    (.stepped([Step(months: 12, share: 0.9)]), .stepSharesNotWhole(0.9)),
    (.stepped([Step(months: 12, share: 1.5)]), .stepShareOutOfRange(1.5)),
    (.custom([]), .listNotThePrincipal(.zero, principal: Money(fen: 1_200_000_00))),
    (
      .custom([Due(month: 13, principal: Money(fen: 1))]),
      .dueMonthOutOfRange(month: 13, monthsPerPeriod: 1, term: 12)
    ),
    (.custom([Due(month: 1, principal: Money(fen: -1))]), .principalDueOutOfRange(Money(fen: -1))),
  ]

  @Test(arguments: refusals.indices)
  func whatDoesNotFitIsRefused(index: Int) {
    let refusal = Self.refusals[index]
    #expect(throws: refusal.error) { try RepaymentSchedule.make(self.terms(refusal.plan)) }
  }

  @Test func whatAListDoesNotTake() {
    var resting = terms(.stepped([Step(months: 12, share: 1)]))
    resting.graceMonths = 3
    #expect(throws: ScheduleError.graceNotUsed("stepped")) { try RepaymentSchedule.make(resting) }
    var ballooned = terms(.custom([Due(month: 12, principal: Money(fen: 1_200_000_00))]))
    ballooned.balloon = Money(fen: 1)
    #expect(throws: ScheduleError.balloonNotUsed("custom")) { try RepaymentSchedule.make(ballooned) }
  }

  /// Lists that no schedule would take still give shares from 0 to 1.
  @Test func oddListsGiveShares() {
    let odd: [RepaymentPlan] = [
      .stepped([]), .stepped([Step(months: 40, share: 3)]), .stepped([Step(months: -1, share: 1)]),
      .custom([]),
      .custom([Due(month: 0, principal: Money(fen: 5)), Due(month: 99, principal: Money(fen: 5))]),
    ]
    for plan in odd {
      let given = shares(plan)
      #expect(given.count == 12 && given.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
  }
}
