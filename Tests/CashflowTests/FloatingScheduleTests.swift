import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Floating schedules")
struct FloatingScheduleTests {
  private func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }

  /// Day-by-day accrual in exact rationals, from the oracle; the rates are those of each 1 January.
  @Test(arguments: try Oracle.cases("lpr_loans", kind: "lpr_floating_interest"))
  func segmentsMatchTheOracle(_ oracle: OracleCase) throws {
    let spread = try oracle.inputs["spread"].double()
    let fixings = try oracle.inputs["lpr_fixings"].list().map { entry in
      (day: try day(entry[0].text()), rate: try #require(Double(entry[1].text())))
    }
    func rate(_ on: CalendarDay) -> Double { (fixings.last { $0.day <= on }?.rate ?? .nan) + spread }
    let start = try day(oracle.inputs["start"].text())
    var loan = LoanTerms(
      principal: Money(rounding: try oracle.inputs["principal"].double()), annualRate: rate(start),
      months: try oracle.inputs["months"].int(), method: .interestOnly, startDate: start, dayCount: .actual360
    )
    #expect(try oracle.inputs["reset"].text() == "jan1")
    loan.rateChanges = try ["2025-01-01", "2026-01-01"].map(day).map {
      RateChange(day: $0, annualRate: rate($0))
    }
    let schedule = try RepaymentSchedule.make(loan)
    let rows = try oracle.expected["rows_due_days_interest_rate"].list()
    #expect(schedule.rows.count == rows.count)
    for (row, expected) in zip(schedule.rows, rows) {
      #expect(row.date == (try day(expected[0].text())))
      #expect(row.interest == Money(rounding: try expected[2].double()))
      let last = try #require(row.segments.last)
      #expect(last.annualRate.isClose(to: try expected[3].double(), within: 1e-15))
      let days = row.segments.reduce(0) { $0 + $1.start.days(to: $1.end) }
      #expect(days == (try expected[1].int()))
    }
  }

  /// Field reference, 11.1: 21 days at 3.35 % and 91 at 3.25 % on a million.
  @Test func theTwoRateExample() throws {
    var loan = LoanTerms(
      principal: Money(fen: 1_000_000_00), annualRate: 0.0335, months: 4, method: .interestOnly,
      startDate: try day("2024-07-01"), dayCount: .actual360)
    loan.paymentDays = [try day("2024-10-21")]
    loan.rateChanges = [RateChange(day: try day("2024-07-22"), annualRate: 0.0325)]
    let row = try #require(RepaymentSchedule.make(loan).rows.first)
    #expect(row.interest.fen == 10_169_44)
    #expect(row.segments.map { $0.start.days(to: $0.end) } == [21, 91])
  }

  /// At repricing the payment is recomputed for the rest: from there it is the plan of a new loan.
  @Test(arguments: [RepaymentMethod.annuity, .linear, .interestOnly])
  func afterRepricingThePlanIsThatOfTheRest(method: RepaymentMethod) throws {
    var loan = LoanTerms(
      principal: Money(fen: 1_000_000_00), annualRate: 0.045, months: 36, method: method,
      startDate: try day("2024-03-15"))
    let before = try RepaymentSchedule.make(loan).rows
    loan.rateChanges = [RateChange(day: try day("2025-03-15"), annualRate: 0.035)]
    let rows = try RepaymentSchedule.make(loan).rows
    for (row, old) in zip(rows.prefix(12), before) {
      #expect(row.payment == old.payment && row.balance == old.balance)
    }
    let rest = LoanTerms(principal: rows[11].balance, annualRate: 0.035, months: 24, method: method)
    for (row, new) in zip(rows.dropFirst(12), try RepaymentSchedule.make(rest).rows) {
      #expect(row.interest.fen - new.interest.fen == 0)
      // Slices of a linear plan are those of the original principal.
      #expect((row.principal - new.principal).fen.magnitude <= (method == .annuity ? 0 : 12))
    }
  }

  @Test func insideAPeriodThePrincipalStaysAndInterestIsSegmented() throws {
    var loan = LoanTerms(
      principal: Money(fen: 1_000_000_00), annualRate: 0.045, months: 36, method: .annuity,
      startDate: try day("2024-03-15"), dayCount: .actual360)
    let before = try RepaymentSchedule.make(loan).rows
    loan.rateChanges = [RateChange(day: try day("2025-01-01"), annualRate: 0.035)]
    let rows = try RepaymentSchedule.make(loan).rows
    #expect(rows[9].segments.count == 2 && rows[9].principal == before[9].principal)
    let balance = rows[8].balance.yuan
    let interest = balance * (0.045 * 17 + 0.035 * 14) / 360
    #expect(rows[9].interest == Money(rounding: interest))
    #expect(rows[10].payment < before[10].payment)
    let last = try #require(rows.last)
    #expect(last.balance == .zero && (last.payment - rows[10].payment).fen.magnitude < 60)
  }

  @Test func aChangeToTheSameRateChangesNothing() throws {
    var loan = LoanTerms(
      principal: Money(fen: 1_000_000_00), annualRate: 0.045, months: 36, method: .annuity,
      startDate: try day("2024-03-15"), dayCount: .actual360)
    let fixed = try RepaymentSchedule.make(loan).rows
    loan.rateChanges = [RateChange(day: try day("2025-01-01"), annualRate: 0.045)]
    let rows = try RepaymentSchedule.make(loan).rows
    #expect(rows.map(\.payment) == fixed.map(\.payment))
    #expect(rows.allSatisfy { $0.segments.count == 1 })
  }
}
