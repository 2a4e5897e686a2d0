import Cashflow
import LoanUnits
import Testing

@Suite("Schedules in a batch")
struct ScheduleBatchTests {
  private static let loans: [ScheduleBatch.Loan] = (0..<240).map { index in
    let principals: [Int64] = [1, 10, 99_999, 123_456_789, 100_000_000_000]
    let rates: [Double] = [-0.05, 0, 0.0345, 0.0435, 0.24, 0.36]
    let terms = [1, 12, 36, 37, 360]
    let methods: [RepaymentMethod] = [.annuity, .linear, .interestOnly, .revolving]
    return ScheduleBatch.Loan(
      principal: Money(fen: principals[index % 5]), annualRate: rates[index % 6],
      months: terms[index / 5 % 5],
      method: methods[index % 4], start: CalendarDay(daysSinceEpoch: Int32(19_700 + 13 * index)))
  }

  /// Row by row the schedule that a loan alone has, and the yield of its dated flows.
  @Test func theRowsAreThoseOfALoanAlone() throws {
    var batch = ScheduleBatch()
    try batch.fill(Self.loans[...])
    try batch.fill(Self.loans[...])
    var first = 0
    for (index, loan) in Self.loans.enumerated() {
      let alone = try RepaymentSchedule.make(
        LoanTerms(
          principal: loan.principal, annualRate: loan.annualRate, months: loan.months, method: loan.method,
          startDate: loan.start)
      ).rows
      let rows = first..<batch.ends[index]
      first = batch.ends[index]
      #expect(Array(batch.interest[rows]) == alone.map(\.interest.fen), "\(loan)")
      #expect(Array(batch.principal[rows]) == alone.map(\.principal.fen))
      #expect(Array(batch.balance[rows]) == alone.map(\.balance.fen))
      #expect(Array(batch.days[rows]) == alone.map { $0.date?.daysSinceEpoch })
      let outcome = InternalRateOfReturn.roots(
        days: [loan.start] + alone.compactMap(\.date),
        amounts: [-loan.principal.yuan] + alone.map(\.payment.yuan))
      guard case .rate(let rate) = outcome else { continue }
      #expect((batch.yields[index] - rate).magnitude < 1e-12 * max(1, 1 + rate), "\(loan)")
    }
    #expect(batch.yields.count == Self.loans.count && first == batch.days.count)
  }

  @Test func aLoanWithoutAScheduleIsRefused() {
    var batch = ScheduleBatch()
    var loan = Self.loans[0]
    loan.months = 0
    #expect(throws: ScheduleError.self) { try batch.fill([loan]) }
  }
}
