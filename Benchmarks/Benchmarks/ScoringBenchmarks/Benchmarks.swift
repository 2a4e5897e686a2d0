import Benchmark
import BenchmarkBook
import LoanEngine

/// Rows of a measured call: thirty-two blocks of the product.
private let rows = 16_384

private let picosecondsPerRow = BenchmarkMetric.custom("ps a row", useScalingFactor: false)

private let books = [1, 4, 16].map { models in Result { try ScoringBook(models: models, rows: rows) } }

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, picosecondsPerRow, .peakMemoryResident], maxDuration: .seconds(3),
    maxIterations: 2_000)

  // One product for all models beside the plain loop over models, rows and characteristics. Both are checked
  // against each other, and the loop against a total that a program of its own gave.
  for (position, models) in [1, 4, 16].enumerated() {
    let label = "score 16k rows, \(models) model\(models == 1 ? "" : "s")"
    Benchmark("\(label), one product") { benchmark in
      let book = try books[position].get()
      var buffers = book.makeBuffers()
      try book.product(&buffers)
      try expect("PDs", buffers.total, isCloseTo: book.knownTotal)
      let elapsed = try measured(benchmark) { try book.product(&buffers) }
      benchmark.measurement(picosecondsPerRow, elapsed / rows)
    }
    Benchmark("\(label), plain loop") { benchmark in
      let book = try books[position].get()
      var buffers = book.makeBuffers()
      book.plainLoop(&buffers)
      try expect("PDs", buffers.total, isCloseTo: book.knownTotal)
      let elapsed = try measured(benchmark) { book.plainLoop(&buffers) }
      benchmark.measurement(picosecondsPerRow, elapsed / rows)
    }
  }
}

/// Measures one call; returns picoseconds.
private func measured(_ benchmark: Benchmark, _ body: () throws -> Void) throws -> Int {
  let clock = ContinuousClock()
  benchmark.startMeasurement()
  let elapsed = try clock.measure(body)
  benchmark.stopMeasurement()
  return Int(elapsed.components.seconds) * 1_000_000_000_000 + Int(elapsed.components.attoseconds / 1_000_000)
}
