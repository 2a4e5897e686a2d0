import Cashflow
import LoanUnits
import Testing

/// The dates that Appendix J (c) prints beside its examples.
@Suite("Unit-periods from dates")
struct UnitPeriodTests {
  private typealias Distance = (whole: Int, parts: Int, of: Int)

  private func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }

  /// The grid of an advance and payments of 1.
  private func grid(_ advance: String, _ payments: [CalendarDay]) throws -> UnitPeriodGrid {
    UnitPeriodGrid(
      days: [try day(advance)] + payments, amounts: [-100] + payments.map { _ in 1 })
  }

  private func monthly(_ first: String, _ count: Int, every months: Int = 1) throws -> [CalendarDay] {
    let first = try day(first)
    return (0..<count).map { first.adding(months: months * $0) }
  }

  private func expect(
    _ grid: UnitPeriodGrid, _ unit: UnitPeriod, first: Distance, last: Distance,
    _ place: SourceLocation = #_sourceLocation
  ) {
    #expect(grid.unitPeriod == unit, sourceLocation: place)
    for (index, distance) in [(1, first), (grid.flows.count - 1, last)] {
      let flow = grid.flows[index]
      #expect(flow.unitPeriods == distance.whole, sourceLocation: place)
      #expect(flow.fraction == Double(distance.parts) / Double(distance.of), sourceLocation: place)
    }
  }

  @Test func months() throws {
    expect(
      try grid("1978-01-10", monthly("1978-02-10", 24)), .months(1), first: (1, 0, 1), last: (24, 0, 1))
    expect(
      try grid("1978-02-10", monthly("1978-04-01", 36)), .months(1), first: (1, 19, 30), last: (36, 19, 30))
    expect(
      try grid("1978-05-23", monthly("1978-10-01", 40, every: 3)), .months(3), first: (1, 39, 90),
      last: (40, 39, 90))
    expect(
      try grid("1978-01-10", monthly("1978-03-01", 20, every: 2)), .months(2), first: (0, 52, 60),
      last: (19, 52, 60))
    #expect(UnitPeriod.months(3).perYear == 4 && UnitPeriod.months(2).perYear == 6)
  }

  @Test func halfMonths() throws {
    let first = try monthly("1978-03-01", 12)
    let days = (first + first.map { $0.adding(days: 15) }).sorted()
    expect(try grid("1978-02-23", days), .semimonth, first: (0, 6, 15), last: (23, 6, 15))
    #expect(UnitPeriod.semimonth.perYear == 24)
  }

  @Test func weeks() throws {
    func every(_ days: Int, from first: String, _ count: Int) throws -> [CalendarDay] {
      let first = try day(first)
      return (0..<count).map { first.adding(days: days * $0) }
    }
    expect(
      try grid("1978-03-20", every(7, from: "1978-04-21", 30)), .weeks(1), first: (4, 4, 7), last: (33, 4, 7))
    expect(
      try grid("1978-03-18", every(28, from: "1978-04-20", 12)), .weeks(4), first: (1, 5, 28),
      last: (12, 5, 28))
    expect(
      try grid("1978-04-03", every(14, from: "1978-04-11", 20)), .weeks(2), first: (0, 8, 14),
      last: (19, 8, 14))
    expect(
      try grid("1978-04-03", every(1, from: "1978-04-04", 20)), .days(1), first: (1, 0, 1), last: (20, 0, 1))
    #expect(
      [UnitPeriod.weeks(4).perYear, UnitPeriod.weeks(2).perYear, UnitPeriod.days(1).perYear] == [13, 26, 365])
  }

  @Test func singlePayments() throws {
    func single(_ advance: String, _ payment: String) throws -> UnitPeriodGrid {
      try grid(advance, [try day(payment)])
    }
    let days = try single("1978-01-03", "1978-09-15")
    expect(days, .termDays(255), first: (1, 0, 1), last: (1, 0, 1))
    #expect(days.unitPeriod.perYear == 365.0 / 255)
    let months = try single("1978-07-15", "1979-01-15")
    expect(months, .termMonths(6), first: (1, 0, 1), last: (1, 0, 1))
    #expect(months.unitPeriod.perYear == 2)
    expect(try single("1978-01-17", "1979-07-17"), .year, first: (1, 6, 12), last: (1, 6, 12))
    expect(try single("1978-01-03", "1980-01-03"), .year, first: (2, 0, 1), last: (2, 0, 1))
    // Not a whole number of months beside the year: days over 365.
    expect(try single("1978-01-03", "1979-01-23"), .year, first: (1, 20, 365), last: (1, 20, 365))
    expect(try single("1978-01-03", "1979-01-03"), .year, first: (1, 0, 1), last: (1, 0, 1))
  }

  @Test func skippedPaymentsAndSingleOnes() throws {
    let days = [
      "1978-09-15", "1978-10-15", "1978-11-15", "1979-03-15", "1979-09-15", "1979-10-15", "1979-11-15",
      "1980-02-01",
    ]
    let grid = try grid("1978-03-03", days.map(day))
    expect(grid, .months(1), first: (6, 12, 30), last: (22, 29, 30))
    #expect(grid.flows[4] == ActuarialRate.Flow(amount: 1, unitPeriods: 12, fraction: 12.0 / 30))
    #expect(grid.flows[5] == ActuarialRate.Flow(amount: 1, unitPeriods: 18, fraction: 12.0 / 30))
  }

  /// A series on last days is measured from last day to last day, one on the 30th skips only 29 and 30 February.
  @Test(arguments: ["2023-01-31", "2023-01-30", "2024-01-29", "2023-11-30"])
  func seriesAtTheEndOfMonths(_ advance: String) throws {
    let advanced = try day(advance)
    let payments = (1...14).map { advanced.adding(months: $0) }
    let grid = try grid(advance, payments)
    #expect(grid.unitPeriod == .months(1))
    for (index, flow) in grid.flows.enumerated() {
      #expect(flow.unitPeriods == index && flow.fraction == 0)
    }
  }

  @Test func withoutACommonPeriodTheAverageIsRounded() throws {
    // 40, 95 and 61 days: 65.3 on average, two months being 60.8 and nine weeks 63.
    let days = ["2026-02-10", "2026-05-16", "2026-07-16"]
    #expect(try grid("2026-01-01", days.map(day)).unitPeriod == .weeks(9))
  }
}
