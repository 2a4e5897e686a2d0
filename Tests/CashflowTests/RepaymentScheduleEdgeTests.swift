import Cashflow
import LoanUnits
import Testing
import TestSupport

@Suite("Repayment schedule: invariants and refusals")
struct RepaymentScheduleEdgeTests {
  private static let good = LoanTerms(
    principal: Money(fen: 100_000_000), annualRate: 0.04, months: 12, method: .annuity)

  @Test(arguments: RepaymentMethod.allCases)
  func everyPlanClosesExactly(method: RepaymentMethod) throws {
    let start = CalendarDay(iso: "2024-01-31")
    for months in [1, 3, 12, 36, 360, 1200] {
      for fen: Int64 in [1, 10, 99_999, 123_456_789, 100_000_000_000] {
        for rate in [-0.05, 0, 0.0345, 0.24, 0.36] {
          for dayCount in [nil, DayCount.actual360, .thirtyE360, .actualActualISDA] {
            let terms = LoanTerms(
              principal: Money(fen: fen), annualRate: rate, months: months, method: method,
              graceMonths: months > 12 ? 6 : 0, startDate: start, dayCount: dayCount)
            let schedule = try RepaymentSchedule.make(terms)
            let rows = schedule.rows
            let closed =
              rows.last?.balance == .zero
              && rows.reduce(Money.zero, { $0 + $1.principal }) == terms.principal
              && rows.allSatisfy { $0.payment == $0.interest + $0.principal && $0.principal >= .zero }
              && schedule.totalPayment == terms.principal + schedule.totalInterest
            #expect(closed, "\(terms)")
          }
        }
      }
    }
  }

  @Test func aLevelPlanStaysLevelWithADayCount() throws {
    let terms = LoanTerms(
      principal: Money(fen: 100_000_000), annualRate: 0.0345, months: 36, method: .annuity,
      startDate: CalendarDay(iso: "2025-05-07"), dayCount: .actual360)
    let rows = try RepaymentSchedule.make(terms).rows
    let last = try #require(rows.last)
    #expect((last.payment - rows[0].payment).fen.magnitude < 40)
  }

  private typealias Refusal = (change: @Sendable (inout LoanTerms) -> Void, error: ScheduleError)

  private static let refusals: [Refusal] = [
    ({ $0.principal = .zero }, .principalOutOfRange(.zero)),
    ({ $0.principal = Money(fen: -1) }, .principalOutOfRange(Money(fen: -1))),
    ({ $0.months = 0 }, .termOutOfRange(months: 0, allowed: 1...1200)),
    ({ $0.months = 1201 }, .termOutOfRange(months: 1201, allowed: 1...1200)),
    ({ $0.annualRate = .infinity }, .rateOutOfRange(.infinity, allowed: LoanTerms.allowedRates)),
    ({ $0.annualRate = -1 }, .rateOutOfRange(-1, allowed: LoanTerms.allowedRates)),
    ({ $0.annualRate = 1e28 }, .rateOutOfRange(1e28, allowed: LoanTerms.allowedRates)),
    (
      {
        $0.frequency = .quarterly
        $0.months = 13
      }, .termNotWholePeriods(months: 13, monthsPerPeriod: 3)
    ),
    ({ $0.graceMonths = 12 }, .graceOutOfRange(months: 12, term: 12)),
    ({ $0.graceMonths = -1 }, .graceOutOfRange(months: -1, term: 12)),
    (
      {
        $0.frequency = .quarterly
        $0.graceMonths = 2
      }, .graceNotWholePeriods(months: 2, monthsPerPeriod: 3)
    ),
    (
      { $0.balloon = Money(fen: 200_000_000) },
      .balloonOutOfRange(Money(fen: 200_000_000), principal: Money(fen: 100_000_000))
    ),
    ({ $0.dayCount = .actual360 }, .startDateNeeded),
    ({ $0.businessDayRule = .following }, .startDateNeeded),
    ({ $0.endOfMonth = true }, .startDateNeeded),
    (
      {
        $0.principal = .largest
        $0.annualRate = 10
      }, .interestTooLarge(principal: .largest, rate: 10, months: 12)
    ),
  ]

  @Test(arguments: refusals.indices)
  private func refusesTermsThatDoNotFit(index: Int) {
    var terms = Self.good
    Self.refusals[index].change(&terms)
    #expect(throws: Self.refusals[index].error) { try RepaymentSchedule.make(terms) }
  }

  @Test func refusesWhatIsNoNumberOrDay() throws {
    var terms = Self.good
    terms.annualRate = .nan
    #expect(throws: ScheduleError.self) { try RepaymentSchedule.make(terms) }
    terms = Self.good
    let start = try #require(CalendarDay(iso: "9999-06-01"))
    terms.startDate = start
    #expect(throws: ScheduleError.maturityBeyondCalendar(start: start, months: 12)) {
      try RepaymentSchedule.make(terms)
    }
  }
}
