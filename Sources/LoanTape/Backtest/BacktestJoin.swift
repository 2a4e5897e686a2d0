internal import CreditRisk
internal import Dispatch
internal import LoanFiles
internal import Synchronization

/// Brings predictions and outcomes together, partition by partition.
struct BacktestJoin: Sendable {
  /// What one partition gave.
  struct Part: Sendable {
    /// By number of the cohort.
    var tallies: [CohortTally]
    var withoutOutcome: Int64 = 0
    var withoutPrediction: Int64 = 0
    var alreadyDefaulted: Int64 = 0
    /// Rows of identifiers that stand on a side more than once.
    var repeatedPredictions: [(Digest128, UInt64)] = []
    var repeatedOutcomes: [(Digest128, UInt64)] = []
  }

  private typealias Join = KeyedJoin<PredictionRecord, OutcomeRecord>
  private let join: Join
  private let horizon: DefaultHorizon
  private let cohorts: Int

  init(
    predictions: [KeyedSpill<PredictionRecord>], outcomes: [KeyedSpill<OutcomeRecord>],
    horizon: DefaultHorizon, cohorts: Int
  ) {
    join = KeyedJoin(predictions, outcomes)
    self.horizon = horizon
    self.cohorts = cohorts
  }

  /// All partitions, by number.
  func parts(threads: Int) throws -> [Part] {
    let next = Atomic(0)
    let parts = Mutex<[Part?]>(Array(repeating: nil, count: join.partitionCount))
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var workspace = Join.Workspace()
      var pairs: [(prediction: PredictionRecord, outcome: OutcomeRecord)] = []
      while true {
        let partition = next.add(1, ordering: .relaxed).oldValue
        guard partition < join.partitionCount, failure.withLock({ $0 == nil }) else { break }
        do {
          try Interrupt.check()
          let part = try part(partition, &workspace, &pairs)
          parts.withLock { $0[partition] = part }
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let fault = failure.withLock({ $0 }) { throw fault }
    return parts.withLock { $0.compactMap(\.self) }
  }

  private func part(
    _ partition: Int, _ workspace: inout Join.Workspace,
    _ pairs: inout [(prediction: PredictionRecord, outcome: OutcomeRecord)]
  ) throws(FileFault) -> Part {
    var part = Part(tallies: Array(repeating: CohortTally(), count: cohorts))
    pairs.removeAll(keepingCapacity: true)
    try join.join(partition, workspace: &workspace) { visit in
      switch visit {
      case .both(let prediction, _) where prediction.probability >= 1: part.alreadyDefaulted += 1
      case .both(let prediction, let outcome): pairs.append((prediction, outcome))
      case .leftOnly: part.withoutOutcome += 1
      case .rightOnly: part.withoutPrediction += 1
      case .leftAgain(let record, let first):
        part.repeatedPredictions += [(record.digest, record.line), (first.digest, first.line)]
      case .rightAgain(let record, let first):
        part.repeatedOutcomes += [(record.digest, record.line), (first.digest, first.line)]
      }
    }
    // The join comes in no particular order, and sums of doubles keep theirs.
    pairs.sort { $0.prediction.digest < $1.prediction.digest }
    for (prediction, outcome) in pairs {
      part.tallies[Int(outcome.cohort)].add(
        CohortLoan(
          weight: outcome.weight, probability: horizon.probability(annual: prediction.probability),
          lossGivenDefault: prediction.lossGivenDefault, exposure: prediction.exposure,
          isDefaulted: outcome.isDefaulted, loss: outcome.loss))
    }
    return part
  }
}
