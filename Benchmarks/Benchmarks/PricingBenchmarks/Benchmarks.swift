import Benchmark
import BenchmarkBook
import LoanEngine

private let book = Result { try PricingBook() }

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], maxDuration: .seconds(3), maxIterations: 10_000)

  Benchmark("quote 1 application", configuration: .init(scalingFactor: .one)) { benchmark in
    let book = try book.get()
    benchmark.startMeasurement()
    blackHole(try book.engine.quote(book.applications[0]))
  }
  Benchmark("quote 100 applications") { benchmark in
    let book = try book.get()
    benchmark.startMeasurement()
    for application in book.applications { blackHole(try book.engine.quote(application)) }
  }
  Benchmark("prepare the built-in policy and an engine") { benchmark in
    benchmark.startMeasurement()
    blackHole(try PricingBook.makeEngine())
  }
}

/// A hundred applications under the built-in policy; every quote is checked before anything is timed.
private struct PricingBook: Sendable {
  let engine: QuoteEngine
  let applications: [LoanApplication]

  static func makeEngine() throws -> QuoteEngine {
    QuoteEngine(policy: try PolicyFile.builtIn().policy, primeRates: try LoanPrimeRateHistory.builtIn())
  }

  init() throws {
    engine = try Self.makeEngine()
    let asOf = CalendarDay(daysSinceEpoch: 20_726)
    let methods: [RepaymentMethod] = [.annuity, .linear, .interestOnly, .bullet]
    var numbers = SeededNumbers(seed: 2026)
    applications = (0..<100).map { index in
      var application = LoanApplication(
        amount: Money(rounding: Double.random(in: 50_000...8_000_000, using: &numbers)),
        termMonths: [12, 24, 36, 60][index % 4], repayment: methods[index / 4 % 4], asOf: asOf,
        probability: Double.random(in: 0.003...0.08, using: &numbers),
        guarantee: Guarantee.allCases[index % Guarantee.allCases.count])
      application.size = .small
      return application
    }
    // The parts of every quote must add up to it.
    for application in applications {
      let quote = try engine.quote(application)
      let parts =
        quote.components.map(\.basisPoints).reduce(0, +) + quote.adjustments.map(\.basisPoints).reduce(0, +)
      try expect("basis points", parts, isCloseTo: 100 * quote.quotedRatePercent)
    }
  }
}
