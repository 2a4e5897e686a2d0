import Benchmark
import BenchmarkBook
import LoanEngine

private let loans = 10_000
private let book = Result { try CreditLossBook(loans: loans) }
private let products = Result { try LossProductBook(loans: loans) }

/// Counts of picoseconds a loan: a metric is a whole number, and a nanosecond is too coarse for it.
private let perLoan = BenchmarkMetric.custom("ps a loan", polarity: .prefersSmaller, useScalingFactor: false)

/// Times a body once and notes what a loan took.
private func measure(_ benchmark: Benchmark, _ body: () throws -> Double) rethrows {
  let clock = ContinuousClock()
  benchmark.startMeasurement()
  let time = try clock.measure { blackHole(try body()) }
  benchmark.stopMeasurement()
  benchmark.measurement(perLoan, Int(time / .nanoseconds(1) * 1000 / Double(loans)))
}

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], maxDuration: .seconds(3), maxIterations: 1_000)

  // Twelve-month and lifetime loss of annuities of 6 to 84 months over three scenarios, beside the sum as the
  // formula writes it, scenario by scenario.
  Benchmark("lifetime loss 10k loans, 3 scenarios") { benchmark in
    let book = try book.get()
    try expect("losses", book.engine(), isCloseTo: book.knownTotal)
    benchmark.startMeasurement()
    blackHole(book.engine())
  }
  Benchmark("lifetime loss 10k loans, 3 scenarios, plain loop") { benchmark in
    let book = try book.get()
    benchmark.startMeasurement()
    blackHole(book.plainLoop())
  }

  // Exposures by month × curves: where loans share curves, one product does for a block of loans. Both
  // ways are held against each other before they are timed.
  let metrics: [BenchmarkMetric] = [.wallClock, perLoan]
  Benchmark("lifetime loss 10k loans, curves by grade, loop", configuration: .init(metrics: metrics)) {
    benchmark in
    let book = try products.get()
    measure(benchmark) { book.gradeLoop() }
  }
  Benchmark("lifetime loss 10k loans, curves by grade, product", configuration: .init(metrics: metrics)) {
    benchmark in
    let book = try products.get()
    try measure(benchmark) { try book.gradeProduct() }
  }
  Benchmark(
    "lifetime loss 10k loans, 3 scenarios x 11 sensitivities, loop", configuration: .init(metrics: metrics)
  ) { benchmark in
    let book = try products.get()
    measure(benchmark) { book.sensitivityLoop() }
  }
  Benchmark(
    "lifetime loss 10k loans, 3 scenarios x 11 sensitivities, product", configuration: .init(metrics: metrics)
  ) { benchmark in
    let book = try products.get()
    try measure(benchmark) { try book.sensitivityProduct() }
  }
}
