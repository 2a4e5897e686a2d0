public import Rescoring

/// What came in and what became of it.
public struct TapeRunResult: Codable, Sendable {
  /// Rows of the tape.
  public var inputRows: Int64 = 0
  /// Their balance, fen; unreadable ones count 0.
  public var inputBalance: Int128 = 0
  /// Rows set aside.
  public var rejectedRows: Int64 = 0
  /// Their balance, fen.
  public var rejectedBalance: Int128 = 0
  /// Rejected rows whose balance cannot be read.
  public var unreadableBalances: Int64 = 0
  /// Columns that nothing reads.
  public var unreadColumns: [String] = []
  /// SHA-256 of the tape as it lies in the file, hexadecimal; empty where it was not asked for.
  public var tapeSHA256 = ""
  /// SHA-256 of the earlier output, where there is one.
  public var previousSHA256: String?
  /// Loans of the earlier output that the tape does not have, with their exposure then.
  public var vanished = CountedBalance()
  /// Whether there was a file of overrides.
  public var hasOverrides = false
  /// Overrides of loans that the tape does not have.
  public var unmatchedOverrides: Int64 = 0
  /// Totals of the accepted loans.
  public var summary: PortfolioSummary
  /// Industries by their number in the summary, from its second group on.
  public var industries: [String] = []
  /// Regions likewise.
  public var regions: [String] = []
  /// Whether the models were used, and their names.
  public var modelNames: [String] = []
  /// How far the portfolio is spread over names; nil where nothing was rescored.
  public var concentration: Concentration?
  /// Names of the grades.
  public var grades: [String] = []
  /// SHA-256 of the per-loan output where it was asked for, hexadecimal.
  public var outputSHA256 = ""
  /// SHA-256 of the prime rates, hexadecimal.
  public var primeRatesSHA256 = ""
  /// Loans for checking by hand, where they were asked for.
  public var sample: RescoreSample?
  /// What became of the loans of an earlier output; nil where nothing was compared.
  public var comparison: ComparisonResult?
  /// What the tape's loans contradict; nil where it was not looked for.
  public var quality: QualityProfile?

  /// Rows accepted.
  public var acceptedRows: Int64 { inputRows - rejectedRows }
  /// Their balance, fen.
  public var acceptedBalance: Int128 { inputBalance - rejectedBalance }
}
