import Benchmark
import BenchmarkBook
import LoanEngine

private let book = Result { try CashflowBook() }

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], scalingFactor: .kilo, maxDuration: .seconds(3),
    maxIterations: 10_000)

  Benchmark("internal rates of 1000 loans of 25 flows") { benchmark in
    let book = try book.get()
    benchmark.startMeasurement()
    blackHole(InternalRateBatch.rates(book.flows, flows: 25, loans: 0..<1000))
  }
  Benchmark("schedules and yields of 1000 loans of 36 months") { benchmark in
    let book = try book.get()
    var batch = ScheduleBatch()
    try batch.fill(book.loans[...])
    benchmark.startMeasurement()
    try batch.fill(book.loans[...])
    blackHole(batch.yields)
  }
}

/// A thousand loans; every rate is the one at which the loan was made before anything is timed.
private struct CashflowBook: Sendable {
  let flows: [Double]
  let loans: [ScheduleBatch.Loan]

  init() throws {
    var numbers = SeededNumbers(seed: 2026)
    var flows: [Double] = []
    var rates: [Double] = []
    for _ in 0..<1000 {
      let principal = Double.random(in: 50_000...8_000_000, using: &numbers)
      let rate = Double.random(in: 0.002...0.015, using: &numbers)
      let payment = LevelPayment.amount(principal: principal, periodicRate: rate, periods: 24)
      flows += [-principal] + Array(repeating: payment, count: 24)
      rates.append(rate)
    }
    loans = (0..<1000).map { index in
      ScheduleBatch.Loan(
        principal: Money(rounding: Double.random(in: 50_000...8_000_000, using: &numbers)),
        annualRate: Double.random(in: 0.03...0.08, using: &numbers), months: 36, method: .annuity,
        start: CalendarDay(daysSinceEpoch: Int32(20_000 + index % 365)))
    }
    self.flows = flows
    for (found, rate) in zip(InternalRateBatch.rates(flows, flows: 25, loans: 0..<1000), rates) {
      try expect("rate a period", found, isCloseTo: rate)
    }
  }
}
