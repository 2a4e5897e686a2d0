import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Days that contracts name")
struct ContractDaysTests {
  private func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }

  private func terms(_ start: String, _ months: Int = 12, _ method: RepaymentMethod = .interestOnly) throws
    -> LoanTerms
  {
    LoanTerms(
      principal: Money(fen: 1_000_000_00), annualRate: 0.036, months: months, method: method,
      startDate: try day(start), dayCount: .actual360)
  }

  private func dates(_ terms: LoanTerms) throws -> [String] {
    try RepaymentSchedule.make(terms).rows.map { $0.date?.description ?? "" }
  }

  /// Interest of the 21st to the 20th is paid on the 21st; both ends are broken periods.
  @Test func settlementOnThe20th() throws {
    var loan = try terms("2026-03-10", 6)
    loan.settlementDay = 20
    let rows = try RepaymentSchedule.make(loan).rows
    let expected = [
      "2026-03-21", "2026-04-21", "2026-05-21", "2026-06-21", "2026-07-21", "2026-08-21", "2026-09-10",
    ]
    #expect(try dates(loan) == expected)
    // 100 a day: 11, 31, 30, 31, 30, 31 and 20 days.
    #expect(rows.map(\.interest.fen) == [1100_00, 3100_00, 3000_00, 3100_00, 3000_00, 3100_00, 2000_00])
    #expect(rows.last?.principal == loan.principal && rows.last?.balance == .zero)
  }

  @Test func quartersAreSettledInTheirLastMonth() throws {
    var loan = try terms("2026-01-15", 12)
    loan.frequency = .quarterly
    loan.settlementDay = 20
    #expect(try dates(loan) == ["2026-03-21", "2026-06-21", "2026-09-21", "2026-12-21", "2027-01-15"])
    loan.startDate = try day("2026-03-25")
    #expect(try dates(loan) == ["2026-06-21", "2026-09-21", "2026-12-21", "2027-03-21", "2027-03-25"])
  }

  /// The end of every month, whatever its length: paid on the first of the next.
  @Test func settlementOnThe31st() throws {
    var loan = try terms("2024-01-15", 3)
    loan.settlementDay = 31
    #expect(try dates(loan) == ["2024-02-01", "2024-03-01", "2024-04-01", "2024-04-15"])
  }

  @Test func stubsMayBeJoined() throws {
    var loan = try terms("2026-03-10", 6)
    loan.settlementDay = 20
    loan.firstPeriod = .long
    #expect(try dates(loan).first == "2026-04-21")
    loan.lastPeriod = .long
    #expect(try dates(loan).suffix(2) == ["2026-07-21", "2026-09-10"])
    #expect(try RepaymentSchedule.make(loan).totalInterest.fen == 184 * 100_00)
  }

  @Test func theFirstPaymentSetsTheDays() throws {
    var loan = try terms("2026-01-12", 4)
    loan.firstPaymentDate = try day("2026-01-31")
    loan.endOfMonth = true
    #expect(try dates(loan) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-12"])
    loan.firstPaymentDate = try day("2026-03-05")
    loan.endOfMonth = false
    #expect(try dates(loan) == ["2026-03-05", "2026-04-05", "2026-05-05", "2026-05-12"])
  }

  /// Whole months at a twelfth, odd days at a 360th (逐笔计息法).
  @Test func withoutADayCountOddDaysAre360ths() throws {
    var loan = try terms("2026-01-12", 4)
    loan.dayCount = nil
    loan.firstPaymentDate = try day("2026-03-05")
    let rows = try RepaymentSchedule.make(loan).rows
    // 1 month and 21 days, a month, a month, 7 days, at 3,000 a month and 100 a day.
    #expect(rows.map(\.interest.fen) == [5100_00, 3000_00, 3000_00, 700_00])
  }

  /// Unshifted interest is that of the contract's days; with the shift it runs on to the day of payment.
  @Test func interestMayFollowTheShift() throws {
    var loan = try terms("2026-01-20", 6)
    loan.businessDayRule = .following
    loan.calendar = try BusinessDayRuleTests.calendar()
    let fixed = try RepaymentSchedule.make(loan).rows
    #expect(fixed[0].date == (try day("2026-02-24")) && fixed[0].interest.fen == 3100_00)
    loan.interestFollowsShift = true
    let shifted = try RepaymentSchedule.make(loan).rows
    // 20 January to 24 February, and from there to 20 March.
    #expect(shifted[0].interest.fen == 3500_00 && shifted[1].interest.fen == 2400_00)
    #expect(shifted.map(\.date) == fixed.map(\.date))
  }

  /// The oracle runs interest on to shifted days.
  @Test(arguments: try Oracle.cases("amortisation", kind: "amortisation_actual_days"))
  func actualDaysWithAShiftMatchTheOracle(_ oracle: OracleCase) throws {
    let isShifted = try oracle.inputs["calendar"].text() != "none"
    var loan = LoanTerms(
      principal: Money(rounding: try oracle.inputs["principal"].double()),
      annualRate: try oracle.inputs["annual_rate"].double(), months: try oracle.inputs["periods"].int(),
      method: .linear, startDate: try day(oracle.inputs["start"].text()),
      dayCount: try oracle.inputs["day_count"].text() == "act/360" ? .actual360 : .actual365)
    if isShifted {
      loan.businessDayRule = try #require(
        BusinessDayRule(code: oracle.inputs["convention"].text().replacing("_", with: "-")))
      loan.calendar = try BusinessDayRuleTests.calendar()
      loan.interestFollowsShift = true
    }
    let rows = try RepaymentSchedule.make(loan).rows
    for (row, interest) in zip(rows, try oracle.expected["interest"].doubles()) {
      #expect(row.interest.yuan.isClose(to: interest, within: 0.0065))
    }
  }

  @Test func ownDaysCarryTheirPrincipal() throws {
    var loan = try terms("2026-01-01", 12)
    loan.paymentDays = [try day("2026-02-15"), try day("2026-08-01"), try day("2026-12-31")]
    loan.plan = .custom([
      .init(month: 1, principal: Money(fen: 200_000_00)), .init(month: 2, principal: .zero),
      .init(month: 3, principal: Money(fen: 800_000_00)),
    ])
    let rows = try RepaymentSchedule.make(loan).rows
    #expect(rows.map(\.principal.fen) == [200_000_00, 0, 800_000_00])
    // 45 days on a million, 167 and 152 on 800,000.
    #expect(rows.map(\.interest.fen) == [4500_00, 13_360_00, 12_160_00])
  }

  @Test(arguments: RepaymentMethod.allCases, [StubRule.short, .long])
  func everyPlanClosesOnSettlementDays(method: RepaymentMethod, stubs: StubRule) throws {
    for start in ["2024-01-31", "2025-03-20", "2025-03-21", "2025-12-31"] {
      for months in [1, 2, 7, 36] {
        for dayCount in [nil, DayCount.actual360, .actualActualISDA] {
          var loan = try terms(start, months, method)
          loan.dayCount = dayCount
          loan.settlementDay = 20
          loan.firstPeriod = stubs
          loan.lastPeriod = stubs
          loan.graceMonths = months > 7 ? 3 : 0
          let rows = try RepaymentSchedule.make(loan).rows
          let paid = rows.reduce(Money.zero) { $0 + $1.principal }
          #expect(paid == loan.principal && rows.last?.balance == .zero)
          #expect(rows.last?.date == (try day(start)).adding(months: months))
          let isAscending = zip(rows, rows.dropFirst()).allSatisfy { left, right in
            guard let earlier = left.date, let later = right.date else { return false }
            return earlier < later
          }
          #expect(isAscending)
        }
      }
    }
  }

  @Test func aLevelPlanStaysLevelOnSettlementDays() throws {
    var loan = try terms("2026-03-10", 24, .annuity)
    loan.settlementDay = 20
    let rows = try RepaymentSchedule.make(loan).rows
    let last = try #require(rows.last)
    #expect((last.payment - rows[0].payment).fen.magnitude < 40)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    var loan = try terms("2026-03-10")
    loan.settlementDay = 32
    #expect(throws: ScheduleError.settlementDayOutOfRange(32)) { try RepaymentSchedule.make(loan) }
    loan.settlementDay = 20
    loan.firstPaymentDate = try day("2026-04-10")
    #expect(throws: ScheduleError.settlementDayWithFirstPayment) { try RepaymentSchedule.make(loan) }
    loan.settlementDay = nil
    loan.firstPaymentDate = loan.startDate
    #expect(throws: ScheduleError.self) { try RepaymentSchedule.make(loan) }
    loan.firstPaymentDate = nil
    loan.interestFollowsShift = true
    #expect(throws: ScheduleError.businessDayRuleNeeded) { try RepaymentSchedule.make(loan) }
    loan.interestFollowsShift = false
    loan.paymentDays = [try day("2026-04-10"), try day("2026-04-10")]
    #expect(throws: ScheduleError.paymentDayNotLater(loan.paymentDays[0], loan.paymentDays[1])) {
      try RepaymentSchedule.make(loan)
    }
    loan.paymentDays = []
    loan.startDate = nil
    loan.dayCount = nil
    loan.settlementDay = 20
    #expect(throws: ScheduleError.startDateNeeded) { try RepaymentSchedule.make(loan) }
  }
}
