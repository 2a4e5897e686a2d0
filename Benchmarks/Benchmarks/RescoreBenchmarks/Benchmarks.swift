import Benchmark
import BenchmarkBook
import LoanEngine
import LoanFiles
import LoanTape

private let book = Result { try TapeBook() }

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], maxDuration: .seconds(10), maxIterations: 50,
    teardown: { try? book.get().remove() })

  // The whole way, file to file: score, class, loss, capital, rate, summary.
  for threads in [1, 2] {
    Benchmark("rescore 100k loans, \(threads) thread\(threads == 1 ? "" : "s")") { benchmark in
      let book = try book.get()
      let run = try TapeRun(try book.plan(threads: threads))
      let output = try OutputSink.open(book.outputPath, existing: .replace)
      benchmark.startMeasurement()
      let result = try run.run(output: output, rejects: nil)
      try output.commit()
      benchmark.stopMeasurement()
      let total = result.summary.total
      try expect("rows", Int(total.count), is: TapeBook.rows)
      try expect("balance", total.balance, is: TapeBook.balanceFen)
    }
  }

  // The built-in card alone over as many rows: its wall time over that of one thread above is scoring's share.
  Benchmark("score 100k loans, built-in card") { benchmark in
    let models = try ModelSet([try ModelFile.builtIn().scorecard])
    var numbers = SeededNumbers(seed: 2026)
    var bins: [UInt8] = []
    bins.reserveCapacity(TapeBook.rows * models.binned.count)
    for _ in 0..<TapeBook.rows {
      for encoder in models.binned { bins.append(UInt8(numbers.next() % UInt64(encoder.missingBin))) }
    }
    let linear = Array(repeating: 0.0, count: TapeBook.rows * models.linear.count)
    var workspace = models.makeWorkspace()
    var scores: [Double] = []
    var probabilities: [Double] = []
    benchmark.startMeasurement()
    try models.score(
      count: TapeBook.rows, bins: bins, linearValues: linear, workspace: &workspace, scores: &scores,
      probabilities: &probabilities)
    benchmark.stopMeasurement()
    guard probabilities.prefix(TapeBook.rows).allSatisfy({ $0 > 0 && $0 < 1 }) else {
      throw WrongTotal(description: "a probability is outside 0…1")
    }
  }
}
