// swift-tools-version: 6.2
// The map of LPRisk: targets in the order the data travels, one comment line each.
// ARCHITECTURE.md says why each line stands between two modules; Scripts/check-imports enforces it.

import PackageDescription

/// One list for every Swift target, so that no module is checked less than another.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Modules that call libm without Foundation must link it themselves.
let libm: [LinkerSetting] = [.linkedLibrary("m")]

/// The command carries the Swift runtime and Foundation in itself.
///
/// It starts about a quarter sooner than with shared libraries, and the file runs on a machine without the
/// toolchain. The flags stand on the executable alone, so the libraries stay usable as
/// dependencies by version.
let selfContained: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections",
      "-lCoreFoundation",
      "-lstdc++",
    ], .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "lprisk",
  products: [
    .library(name: "LoanEngine", targets: ["LoanEngine"]),
    .library(name: "LoanTape", targets: ["LoanTape"]),
    .executable(name: "lprisk", targets: ["lprisk"]),
  ],
  dependencies: [
    // Options, help and usage errors: Apple's own, kept with the toolchain.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // YAML with the line of every node, which the policy's error messages need.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Heaps, for what is largest or first and for merging sorted runs.
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    // SHA-256 of policies, models and tapes.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // C: the BLAS of the system, and the few byte kernels a profile asked for.
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CKernels"),

    // Quantities: whole fen, calendar days, the one rounding rule. Imports nothing.
    .target(name: "LoanUnits", swiftSettings: strict),
    // Scalar mathematics: normal distributions, roots, exact sums.
    .target(name: "LoanMath", swiftSettings: strict, linkerSettings: libm),
    // Dense products in one fixed, zero-padded shape.
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"], swiftSettings: strict, linkerSettings: libm),
    // Bytes: blocks in, gzip, spool, keyed spill, files that appear whole. Knows no loan.
    .target(
      name: "LoanFiles",
      dependencies: ["CKernels", "CZlib", .product(name: "HeapModule", package: "swift-collections")],
      swiftSettings: strict),
    // Day counts, calendars, schedules, internal rates.
    .target(
      name: "Cashflow", dependencies: ["LoanUnits", "LoanMath"], swiftSettings: strict, linkerSettings: libm),
    // The nouns: codes, the prime rate's history, the application, a batch of loans as columns.
    .target(
      name: "Lending", dependencies: ["LoanUnits", "Cashflow"],
      resources: [.embedInCode("Resources/lpr-history.csv")], swiftSettings: strict, linkerSettings: libm),
    // Features → score → probability of default → grade.
    .target(
      name: "Scoring", dependencies: ["LoanUnits", "LoanMath", "LinearAlgebra", "Lending"],
      swiftSettings: strict, linkerSettings: libm),
    // Loss given default, exposure, the five classes, stage, credit loss, capital.
    .target(
      name: "CreditRisk", dependencies: ["LoanUnits", "LoanMath", "Cashflow", "Lending"],
      swiftSettings: strict, linkerSettings: libm),
    // Components and adjustments → floor, target, quoted rate, return, authority.
    .target(
      name: "LoanPricing", dependencies: ["LoanUnits", "LoanMath", "Cashflow", "Lending", "CreditRisk"],
      swiftSettings: strict, linkerSettings: libm),
    // One batch through all stages; borrower verdicts; a summary that merges. No file, no text, no clock.
    .target(
      name: "Rescoring",
      dependencies: ["LoanUnits", "LoanMath", "Cashflow", "Lending", "Scoring", "CreditRisk", "LoanPricing"],
      swiftSettings: strict, linkerSettings: libm),
    // The YAML of the policy and the JSON of a model ↔ the values of the modules above.
    .target(
      name: "PolicyDocument",
      dependencies: [
        "LoanUnits", "Cashflow", "Lending", "Scoring", "CreditRisk", "LoanPricing",
        .product(name: "Yams", package: "Yams"), .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Resources/policy.yaml"), .embedInCode("Resources/model.json"),
      ],
      swiftSettings: strict),
    // The one import of an embedder: re-exports the modules above.
    .target(
      name: "LoanEngine",
      dependencies: [
        "LoanUnits", "LoanMath", "LinearAlgebra", "Cashflow", "Lending", "Scoring", "CreditRisk",
        "LoanPricing",
        "Rescoring", "PolicyDocument",
      ],
      swiftSettings: strict),
    // CSV ↔ batches, mapping, rejects, the generator, the two-phase run.
    .target(
      name: "LoanTape",
      dependencies: [
        "CKernels", "LoanUnits", "Cashflow", "LoanFiles", "Lending", "Scoring", "CreditRisk", "LoanPricing",
        "Rescoring",
        "PolicyDocument", .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Yams", package: "Yams"), .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    // Results → tables, JSON, CSV; English and Chinese.
    .target(
      name: "Reporting",
      dependencies: [
        "LoanUnits", "Cashflow", "LoanFiles", "Lending", "Scoring", "CreditRisk", "LoanPricing", "Rescoring",
        "PolicyDocument",
        "LoanTape",
      ],
      swiftSettings: strict),
    // Options → plan → call → print; exit codes.
    .executableTarget(
      name: "lprisk",
      dependencies: [
        "LoanUnits", "LoanMath", "LinearAlgebra", "LoanFiles", "Cashflow", "Lending", "Scoring", "CreditRisk",
        "LoanPricing", "Rescoring", "PolicyDocument", "LoanTape", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict + [
        .unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))
      ], linkerSettings: selfContained),

    // Tests: one folder a module; CommandTests and RescoreTests run the built command.
    .target(
      name: "TestSupport", path: "Tests/TestSupport", resources: [.copy("Oracles"), .copy("Transitions")],
      swiftSettings: strict),
    .testTarget(name: "LoanUnitsTests", dependencies: ["LoanUnits"], swiftSettings: strict),
    .testTarget(name: "LoanMathTests", dependencies: ["LoanMath", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CashflowTests", dependencies: ["LoanUnits", "LoanMath", "Cashflow", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LoanPricingTests",
      dependencies: [
        "LoanUnits", "Cashflow", "Lending", "CreditRisk", "LoanPricing", "PolicyDocument", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LendingTests", dependencies: ["LoanUnits", "Cashflow", "Lending"], swiftSettings: strict),
    .testTarget(
      name: "LoanFilesTests", dependencies: ["CKernels", "LoanFiles", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CreditRiskTests",
      dependencies: [
        "LoanUnits", "LoanMath", "Cashflow", "Lending", "CreditRisk", "LoanPricing", "PolicyDocument",
        "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScoringTests", dependencies: ["LinearAlgebra", "Lending", "Scoring", "PolicyDocument"],
      swiftSettings: strict),
    .testTarget(
      name: "PolicyDocumentTests",
      dependencies: ["PolicyDocument", "CreditRisk", "Lending", "LoanPricing", "LoanUnits", "Scoring"],
      swiftSettings: strict),
    .testTarget(
      name: "LoanTapeTests", dependencies: ["CKernels", "LoanTape", "LoanUnits"], swiftSettings: strict),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Reporting", "LoanUnits", "LoanPricing", "Lending", "Cashflow", "LoanFiles", "PolicyDocument",
        "LoanTape",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["lprisk", "TestSupport"], exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "RescoreTests",
      dependencies: [
        "LoanUnits", "Cashflow", "Lending", "Scoring", "CreditRisk", "LoanPricing", "Rescoring",
        "PolicyDocument", "LoanTape", "LoanFiles", "Reporting", "TestSupport", "lprisk",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
