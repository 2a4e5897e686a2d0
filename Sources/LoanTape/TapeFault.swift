internal import CreditRisk
public import LoanFiles
public import LoanPricing

/// Why a tape cannot be rescored as a whole.
public enum TapeFault: Error, Sendable {
  /// Who needs a column.
  public enum Need: Sendable {
    /// The tape itself.
    case tape
    /// A model that was asked for.
    case model
    /// A file of loans drawn and repaid between two tapes.
    case flows
  }
  /// A file cannot be read or written.
  case file(FileFault)
  /// The tape has no header.
  case empty
  /// A header field is empty: position from 1.
  case emptyHeader(column: Int)
  /// A name stands twice in the header.
  case duplicateColumn(String)
  /// A column is missing.
  case missingColumn(String, needed: Need)
  /// The mapping reads a column that the tape does not have.
  case mappedColumnMissing(ours: String, from: String)
  /// None of pd, the model's columns, score and rating is there.
  case noRiskColumn
  /// Columns that nothing reads, and they are refused.
  case unreadColumns([String])
  /// Bad rows: the first ones, and how many there are.
  case badRows([RejectedRow], total: Int)
  /// The output of an earlier rescore is none, or not sound.
  case previous(file: String, PreviousFault)
  /// Overrides to a better class that nobody approved or that have no expiry.
  case unsignedOverrides(file: String, [RejectedRow], total: Int)
  /// The loan that was asked for is not on the tape.
  case unknownLoan(String)
  /// A control total differs: name, expected, found.
  case control(name: String, expected: String, found: String)
  /// The rescore cannot be prepared.
  case pricing(QuoteFault)
  /// Memory for a result is not to be had, or a shape does not fit.
  case internalFault(String)
}
