import Benchmark
import BenchmarkBook
import LoanTape

private let book = Result { try TapeBook() }

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], maxDuration: .seconds(5), maxIterations: 100,
    teardown: { try? book.get().remove() })

  Benchmark("generate 100k loans") { benchmark in
    let bytes = TapeBook.bytes()
    try expect("bytes", bytes.count, is: try book.get().byteCount)
    benchmark.startMeasurement()
    blackHole(TapeBook.bytes())
  }

  // Scan, parse, check, spool and group; the checked total is the sum of the balances.
  for threads in [1, 2] {
    Benchmark("check 100k loans, \(threads) thread\(threads == 1 ? "" : "s")") { benchmark in
      let run = try TapeRun(try book.get().plan(threads: threads))
      benchmark.startMeasurement()
      let result = try run.check(rejects: nil)
      benchmark.stopMeasurement()
      try expect("rows", Int(result.acceptedRows), is: TapeBook.rows)
      try expect("balance", result.acceptedBalance, is: TapeBook.balanceFen)
    }
  }
}
