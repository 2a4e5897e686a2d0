import Benchmark
import BenchmarkBook
import LoanEngine

private let book = Result { try CreditLossBook(loans: 10_000) }

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
}
