internal import LoanFiles

/// What the output of a rescore expects of a loan.
struct PredictionRecord: KeyedRecord {
  var digest: Digest128
  /// Physical line of its row.
  var line: UInt64
  /// Twelve-month probability of default.
  var probability: Double
  var lossGivenDefault: Double
  /// Fen.
  var exposure: Int64
}

/// What became of a loan.
struct OutcomeRecord: KeyedRecord {
  var digest: Digest128
  /// Physical line of its row.
  var line: UInt64
  /// Fen.
  var loss: Int64
  /// Millionths.
  var weight: Int64
  /// Number of the cohort in the register of the run.
  var cohort: UInt32
  var isDefaulted: Bool
}
