public import CreditRisk
internal import Dispatch
internal import LoanFiles
internal import Synchronization

/// Compares what a rescore expected of loans with what became of them, cohort by cohort.
///
/// Both files are read once, in blocks, and joined by loan in constant memory. The result is the same for any order of
/// rows and any number of threads: within a partition loans are added by digest, partitions by number.
public struct BacktestRun: Sendable {
  /// So many cohorts a report takes.
  public static let cohortLimit = 1000
  /// Longest name of a cohort, bytes.
  static let nameLimit = 40

  /// The per-loan CSV of a rescore: `loan_id`, `pd`, `lgd` and `ead` are read.
  public var predictions: String
  /// The outcomes: `loan_id`, `cohort`, `defaulted`, `loss` and, where it is there, `weight`.
  public var outcomes: String
  /// The span in which the defaults of the outcomes fell.
  public var horizon: DefaultHorizon
  /// Worker threads.
  public var threads: Int
  /// Where temporary files lie; nil: where the system says.
  public var temporaryFolder: String?

  /// A run.
  public init(
    predictions: String, outcomes: String, horizon: DefaultHorizon, threads: Int, temporaryFolder: String?
  ) {
    self.predictions = predictions
    self.outcomes = outcomes
    self.horizon = horizon
    self.threads = threads
    self.temporaryFolder = temporaryFolder
  }

  /// Reads and compares.
  ///
  /// - Parameter progress: Called from time to time, from any thread.
  /// - Throws: ``BacktestFault``.
  public func compare(progress: (@Sendable (TapeProgress) -> Void)? = nil) throws -> BacktestResult {
    let folder = try at(predictions) { () throws in try TemporaryFolder(in: temporaryFolder) }
    defer { folder.remove() }
    let expected = SpillSet<PredictionRecord>(folder)
    let happened = SpillSet<OutcomeRecord>(folder)
    let cohorts = WordRegister()
    let first = try at(predictions) { try readPredictions(into: expected, progress) }
    let (second, isWeighted) = try at(outcomes) { try readOutcomes(into: happened, cohorts, progress) }
    let names = cohorts.words
    guard names.count <= BacktestRun.cohortLimit else {
      throw BacktestFault.tooManyCohorts(path: outcomes, limit: BacktestRun.cohortLimit)
    }
    let join = BacktestJoin(
      predictions: expected.spills, outcomes: happened.spills, horizon: horizon, cohorts: names.count)
    let parts = try at(outcomes) { try join.parts(threads: threads) }
    try refuseRepeated(parts)
    var result = BacktestResult(
      predictions: first, outcomes: second, isWeighted: isWeighted, cohorts: [], withoutOutcome: 0,
      withoutPrediction: 0, alreadyDefaulted: 0)
    var tallies = Array(repeating: CohortTally(), count: names.count)
    for part in parts {
      for (index, tally) in part.tallies.enumerated() { tallies[index].merge(tally) }
      result.withoutOutcome += part.withoutOutcome
      result.withoutPrediction += part.withoutPrediction
      result.alreadyDefaulted += part.alreadyDefaulted
    }
    result.cohorts = zip(names, tallies).filter { $0.1.loans > 0 }
      .map { BacktestResult.Cohort(name: $0.0, tally: $0.1) }.sorted { $0.name < $1.name }
    return result
  }

  private func readPredictions(
    into spills: SpillSet<PredictionRecord>, _ progress: (@Sendable (TapeProgress) -> Void)?
  ) throws -> BacktestResult.File {
    let file = try NamedFile(path: predictions, required: ["loan_id", "pd", "lgd", "ead"])
    let read = try file.read(
      threads: threads,
      {
        let spill = try spills.add()
        return { row in
          let record = PredictionRecord(
            digest: try BacktestRun.digest(row), line: UInt64(row.line),
            probability: try row.number("pd", 0...1), lossGivenDefault: try row.number("lgd", 0...1),
            exposure: try row.money("ead"))
          try spill.append(record, key: record.digest.high)
        }
      }, progress: progress)
    return BacktestResult.File(path: predictions, sha256: read.sha256, rows: read.rows)
  }

  private func readOutcomes(
    into spills: SpillSet<OutcomeRecord>, _ cohorts: WordRegister,
    _ progress: (@Sendable (TapeProgress) -> Void)?
  ) throws -> (BacktestResult.File, isWeighted: Bool) {
    let file = try NamedFile(path: outcomes, required: ["loan_id", "cohort", "defaulted", "loss"])
    let isWeighted = file.columns.position("weight") != nil
    let read = try file.read(
      threads: threads,
      {
        let spill = try spills.add()
        let cache = WordCache()
        return { row in
          let cohort = try BacktestRun.cohort(row, cache, cohorts)
          let record = OutcomeRecord(
            digest: try BacktestRun.digest(row), line: UInt64(row.line), loss: try row.money("loss"),
            weight: isWeighted ? try BacktestRun.weight(row) : CohortLoan.weightUnit, cohort: cohort,
            isDefaulted: try row.flag("defaulted"))
          try spill.append(record, key: record.digest.high)
        }
      }, progress: progress)
    return (BacktestResult.File(path: outcomes, sha256: read.sha256, rows: read.rows), isWeighted)
  }

  private static func digest(_ row: NamedRow) throws -> Digest128 {
    try row.with("loan_id") { field in
      if field.isEmpty { return .failure(.empty) }
      guard field.count <= RecordParser.identifierLimit else {
        return .failure(.tooLong(limit: RecordParser.identifierLimit))
      }
      // SAFETY: the bytes are hashed within the call.
      return .success(unsafe Digest128(field.raw))
    }
  }

  private static func cohort(_ row: NamedRow, _ cache: WordCache, _ register: WordRegister) throws -> UInt32 {
    try row.with("cohort") { field in
      if field.isEmpty { return .failure(.empty) }
      guard field.count <= nameLimit else { return .failure(.tooLong(limit: nameLimit)) }
      return .success(cache.number(of: field, in: register))
    }
  }

  /// A weight in millionths, at least one of them.
  private static func weight(_ row: NamedRow) throws -> Int64 {
    let unit = Double(CohortLoan.weightUnit)
    let number = try row.number("weight", 1 / unit...Double(CohortLoan.largestWeight))
    return Int64((number * unit).rounded())
  }

  private func refuseRepeated(_ parts: [BacktestJoin.Part]) throws {
    for (path, repeated) in [
      (predictions, parts.flatMap(\.repeatedPredictions)), (outcomes, parts.flatMap(\.repeatedOutcomes)),
    ] where !repeated.isEmpty {
      var lines: [Digest128: Set<UInt64>] = [:]
      for (digest, line) in repeated { lines[digest, default: []].insert(line) }
      let rows = lines.values.flatMap { numbers in
        let first = numbers.min() ?? 0
        return numbers.filter { $0 != first }.map { line in
          RejectedRow(
            line: Int(line), column: "", value: "", reason: .duplicate(firstLine: Int(first)), row: [],
            balance: nil)
        }
      }.sorted { $0.line < $1.line }
      throw BacktestFault.file(
        path: path, .badRows(Array(rows.prefix(IntakePhase.namedRows)), total: rows.count))
    }
  }

  /// Says which file a fault lies in.
  private func at<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let fault as TapeFault {
      throw BacktestFault.file(path: path, fault)
    } catch let fault as FileFault {
      throw BacktestFault.file(path: path, .file(fault))
    }
  }
}

/// One spill for each worker of a side.
final class SpillSet<Record: KeyedRecord>: Sendable {
  private let folder: TemporaryFolder
  private let all = Mutex<[KeyedSpill<Record>]>([])

  init(_ folder: TemporaryFolder) {
    self.folder = folder
  }

  func add() throws(FileFault) -> KeyedSpill<Record> {
    let spill = try KeyedSpill<Record>(in: folder, partitionCount: Grouping.partitions)
    all.withLock { $0.append(spill) }
    return spill
  }

  var spills: [KeyedSpill<Record>] { all.withLock { $0 } }
}
