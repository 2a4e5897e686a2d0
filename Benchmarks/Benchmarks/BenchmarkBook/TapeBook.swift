import Foundation
import LoanEngine
import LoanTape

/// A synthetic tape in a temporary file, and the plan that rescores it with the built-in policy and card.
public final class TapeBook: Sendable {
  /// The tape's rows.
  public static let rows = 100_000
  /// The sum of their balances, fen: taken from the file by a program of its own (awk), once.
  public static let balanceFen: Int128 = 20_772_260_428_550
  /// The day of the rescore.
  public static let asOf = SyntheticTape.asOf

  /// Where the tape lies.
  public let tapePath: String
  /// Where a result may go.
  public let outputPath: String
  /// Bytes of the tape.
  public let byteCount: Int
  private let folder: URL

  /// Writes the tape.
  public init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "lprisk-benchmarks-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    tapePath = folder.appending(path: "tape.csv").path
    outputPath = folder.appending(path: "rescored.csv").path
    let bytes = Self.bytes()
    byteCount = bytes.count
    try Data(bytes).write(to: URL(filePath: tapePath))
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Removes the files; globals are never deinitialised.
  public func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The tape in memory.
  public static func bytes() -> [UInt8] {
    let tape = SyntheticTape(rows: rows, seed: 2026)
    var bytes: [UInt8] = []
    tape.appendHeader(to: &bytes)
    tape.append(rows: 0..<rows, to: &bytes)
    return bytes
  }

  /// The plan of a rescore.
  public func plan(threads: Int) throws -> TapeRunPlan {
    var plan = TapeRunPlan(
      tape: tapePath, policy: try PolicyFile.builtIn().policy, models: [try ModelFile.builtIn().scorecard],
      areModelsGiven: false, primeRates: try LoanPrimeRateHistory.builtIn(), asOf: Self.asOf)
    plan.threads = threads
    return plan
  }
}
