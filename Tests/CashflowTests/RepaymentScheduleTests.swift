import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Repayment schedule")
struct RepaymentScheduleTests {
  private func terms(
    _ yuan: Int64, _ percent: Double, _ months: Int, _ method: RepaymentMethod
  ) -> LoanTerms {
    LoanTerms(principal: Money(fen: yuan * 100), annualRate: percent / 100, months: months, method: method)
  }

  @Test(arguments: try Oracle.cases("amortisation", kind: "amortisation_monthly_nominal"))
  func matchesTheOracle(_ oracle: OracleCase) throws {
    // The oracle's bullet pays its interest each month.
    let methods: [String: RepaymentMethod] = [
      "equal_instalment": .annuity, "equal_principal": .linear, "bullet": .interestOnly,
      "interest_only_then_equal_principal": .linear,
    ]
    let terms = LoanTerms(
      principal: Money(rounding: try oracle.inputs["principal"].double()),
      annualRate: try oracle.inputs["annual_rate"].double(), months: try oracle.inputs["periods"].int(),
      method: try #require(methods[try oracle.inputs["kind"].text()]),
      graceMonths: try oracle.inputs["interest_only_periods"].int())
    let schedule = try RepaymentSchedule.make(terms)
    for line in try oracle.expected["rows"].list() {
      let numbers = try line.doubles()
      let row = schedule.rows[Int(numbers[0]) - 1]
      let came = [row.payment, row.principal, row.interest, row.balance]
      #expect(came == numbers.dropFirst().map { Money(rounding: $0) }, "period \(row.period)")
    }
    #expect(schedule.totalInterest == Money(rounding: try oracle.expected["total_interest"].double()))
  }

  @Test(arguments: try Oracle.cases("amortisation", kind: "amortisation_actual_days"))
  func actualDaysMatchTheOracle(_ oracle: OracleCase) throws {
    // The oracle does not round its balances: the interest agrees to a fen.
    guard try oracle.inputs["calendar"].text() == "none" else { return }
    var terms = LoanTerms(
      principal: Money(rounding: try oracle.inputs["principal"].double()),
      annualRate: try oracle.inputs["annual_rate"].double(), months: try oracle.inputs["periods"].int(),
      method: .linear)
    terms.startDate = CalendarDay(iso: try oracle.inputs["start"].text())
    terms.dayCount = try oracle.inputs["day_count"].text() == "act/360" ? .actual360 : .actual365
    let rows = try RepaymentSchedule.make(terms).rows
    let dates = try oracle.expected["due_dates"].list().map { CalendarDay(iso: try $0.text()) }
    #expect(rows.map(\.date) == dates)
    for (row, interest) in zip(rows, try oracle.expected["interest"].doubles()) {
      #expect(row.interest.yuan.isClose(to: interest, within: 0.0065))
    }
  }

  @Test func thePrintedPlan() throws {
    let schedule = try RepaymentSchedule.make(terms(100_000, 3.6, 24, .annuity))
    let printed: [(Int, Int64, Int64, Int64)] = [
      (1, 300_00, 4_024_71, 95_975_29), (2, 287_93, 4_036_78, 91_938_51), (23, 25_83, 4_298_88, 4_311_82),
    ]
    for (period, interest, principal, balance) in printed {
      let row = schedule.rows[period - 1]
      #expect([row.interest, row.principal, row.balance].map(\.fen) == [interest, principal, balance])
    }
    #expect(schedule.rows.dropLast().allSatisfy { $0.payment.fen == 4_324_71 })
    #expect(schedule.rows.last?.payment.fen == 4_324_76)
    #expect(schedule.totalInterest.fen == 3_793_09)
  }

  @Test func quarterlyAndGrace() throws {
    var quarterly = terms(1_000_000, 4, 24, .annuity)
    quarterly.frequency = .quarterly
    let rows = try RepaymentSchedule.make(quarterly).rows
    #expect(rows.count == 8)
    #expect(rows[0].interest.fen == 10_000_00)
    #expect(rows[0].payment == Money(rounding: 1_000_000 * 0.01 / (1 - 1 / 1.082_856_705_628_080_1)))
    quarterly.graceMonths = 6
    let resting = try RepaymentSchedule.make(quarterly).rows
    #expect(resting.prefix(2).allSatisfy { $0.principal == .zero && $0.payment.fen == 10_000_00 })
    #expect(resting[2].principal > .zero)
  }

  @Test(arguments: [
    ("2025-05-07", DayCount.actual360, Int64(34_979_17)), ("2024-01-31", .actual360, 35_075_00),
    ("2025-05-07", .actual365, 34_500_00), ("2024-01-31", nil, 34_500_00),
  ])
  func bulletIsOneRow(start: String, dayCount: DayCount?, interest: Int64) throws {
    var bullet = terms(1_000_000, 3.45, 12, .bullet)
    bullet.startDate = CalendarDay(iso: start)
    bullet.dayCount = dayCount
    let schedule = try RepaymentSchedule.make(bullet)
    #expect(schedule.rows.count == 1)
    #expect(schedule.rows[0].period == 12)
    #expect(schedule.totalInterest.fen == interest)
    #expect(schedule.totalPayment.fen == 100_000_000 + interest)
  }

  @Test func interestRunsBetweenUnshiftedDays() throws {
    var loan = terms(800_000, 4.2, 3, .interestOnly)
    loan.startDate = try BusinessDayRuleTests.day("2026-01-14")
    loan.dayCount = .actual360
    loan.businessDayRule = .following
    loan.calendar = try BusinessDayRuleTests.calendar()
    // 14 February 2026 is a Saturday that is worked, 14 March one that is not, 14 April is a Tuesday.
    let rows = try RepaymentSchedule.make(loan).rows
    #expect(rows.map { $0.date?.description } == ["2026-02-14", "2026-03-16", "2026-04-14"])
    #expect(rows.map(\.interest.fen) == [2_893_33, 2_613_33, 2_893_33])
  }

  @Test func halvesOfAFenAreRoundedUp() throws {
    // 10 at 8.7 % for a month is 0.0725; at 6.6 % 0.055; 1,000 at 4.35 % a quarter 10.875.
    #expect(try RepaymentSchedule.make(terms(10, 6.6, 1, .interestOnly)).totalInterest.fen == 6)
    var quarter = terms(1_000, 4.35, 3, .interestOnly)
    quarter.frequency = .quarterly
    #expect(try RepaymentSchedule.make(quarter).totalInterest.fen == 10_88)
  }

  @Test func balloonAndGivenPayment() throws {
    var loan = terms(100_000, 6, 12, .annuity)
    loan.balloon = Money(fen: 40_000_00)
    let rows = try RepaymentSchedule.make(loan).rows
    let last = try #require(rows.last)
    #expect((last.payment - rows[0].payment).yuan.isClose(to: 40_000, within: 0.1))
    loan.balloon = .zero
    loan.givenPayment = Money(fen: 20_000_00)
    let short = try RepaymentSchedule.make(loan).rows
    #expect(short.count == 6)
    #expect(short.last?.balance == .zero)
    loan.givenPayment = Money(fen: 499_99)
    #expect(
      throws: ScheduleError.paymentBelowInterest(payment: Money(fen: 499_99), interest: Money(fen: 500_00))
    ) {
      try RepaymentSchedule.make(loan)
    }
    loan.plan = .standard(.linear)
    #expect(throws: ScheduleError.paymentNotUsed("linear")) { try RepaymentSchedule.make(loan) }
  }
}
