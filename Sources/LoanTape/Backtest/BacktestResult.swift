public import CreditRisk

/// What a comparison of an output with its outcomes found.
public struct BacktestResult: Sendable {
  /// A file that was read.
  public struct File: Hashable, Sendable {
    /// Its path as it was given.
    public var path: String
    /// SHA-256 of its bytes as they lie in it, hexadecimal.
    public var sha256: String
    /// Rows beside the header.
    public var rows: Int64
  }

  /// A cohort and its sums.
  public struct Cohort: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its sums.
    public var tally: CohortTally
  }

  /// The output of the rescore.
  public var predictions: File
  /// The outcomes.
  public var outcomes: File
  /// Whether the outcomes have weights.
  public var isWeighted: Bool
  /// Cohorts with loans, by name.
  public var cohorts: [Cohort]
  /// Loans of the output without an outcome.
  public var withoutOutcome: Int64
  /// Outcomes of loans that the output does not have.
  public var withoutPrediction: Int64
  /// Loans with an outcome that were in default already when they were rescored; they are in no cohort.
  public var alreadyDefaulted: Int64

  /// The sums over all cohorts.
  public var total: CohortTally {
    cohorts.reduce(into: CohortTally()) { $0.merge($1.tally) }
  }
}
