// swift-tools-version: 6.2
// Benchmarks of the stages and of the whole run; a package of its own, so that users of the engine never build it.
import PackageDescription

/// A benchmark target of that name, with what it measures.
func benchmarks(_ name: String, of products: [String]) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["BenchmarkBook", .product(name: "Benchmark", package: "benchmark")]
      + products.map { .product(name: $0, package: "lprisk") },
    path: "Benchmarks/\(name)", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let package = Package(
  name: "lprisk-benchmarks",
  dependencies: [
    .package(name: "lprisk", path: ".."),
    // No traits: its allocation counts read 0 on this toolchain.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // What several benchmarks share: a synthetic tape in a file, seeded cards and loans, checks.
    .target(
      name: "BenchmarkBook",
      dependencies: [
        .product(name: "LoanEngine", package: "lprisk"), .product(name: "LoanTape", package: "lprisk"),
      ],
      path: "Benchmarks/BenchmarkBook"),
    benchmarks("TapeBenchmarks", of: ["LoanEngine", "LoanTape"]),
    benchmarks("ScoringBenchmarks", of: ["LoanEngine"]),
    benchmarks("CreditLossBenchmarks", of: ["LoanEngine"]),
    benchmarks("PricingBenchmarks", of: ["LoanEngine"]),
    benchmarks("CashflowBenchmarks", of: ["LoanEngine"]),
    // Rates and schedules of a file of loans, timed by itself, for the comparison with Python's libraries.
    .executableTarget(
      name: "CashflowPeer", dependencies: [.product(name: "LoanEngine", package: "lprisk")],
      path: "Benchmarks/CashflowPeer"),
    benchmarks("RescoreBenchmarks", of: ["LoanEngine", "LoanTape"]),
  ],
  swiftLanguageModes: [.v6]
)
