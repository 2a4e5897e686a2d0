internal import LoanFiles
public import PolicyDocument

/// The per-loan outputs of a split tape, and the tape they came from.
public struct MergePlan: Sendable {
  /// One part.
  public struct Part: Sendable {
    /// Its per-loan output.
    public var output: String
    /// SHA-256 of it, as its rescore wrote it.
    public var sha256: String
    /// Rows of its tape, rejected ones included.
    public var inputRows: Int64

    /// Creates a part.
    public init(output: String, sha256: String, inputRows: Int64) {
      self.output = output
      self.sha256 = sha256
      self.inputRows = inputRows
    }
  }

  /// The parts, in the order in which they were named.
  public var parts: [Part]
  /// The whole tape, whose order the rows take; nil: part after part.
  public var tape: String?
  /// Where the tape's identifiers stand, if not in columns of our names.
  public var mapping: TapeMapping?
  /// Where temporary files lie; nil: the system's folder.
  public var temporaryFolder: String?

  /// Creates a plan.
  public init(parts: [Part], tape: String? = nil) {
    self.parts = parts
    self.tape = tape
  }
}

/// Why parts do not make a whole.
public enum MergeFault: Error, Hashable, Sendable {
  /// A per-loan output is not the one that its part was written with.
  case outputChanged(output: String)
  /// Outputs have different columns.
  case columns(output: String, other: String)
  /// A loan is in two parts, or twice in one.
  case loanTwice(identifier: String, first: String, second: String)
  /// A loan of a part is not on the tape.
  case notOnTape(identifier: String, output: String)
  /// The tape has another number of rows than the parts together.
  case rows(tape: Int64, parts: Int64)
  /// A borrower or a group has loans in two parts, so that each was judged without the other: column and two loans.
  case divided(column: String, first: String, firstOutput: String, second: String, secondOutput: String)
  /// The mapping does more with a column of identifiers than to rename it.
  case mappedIdentifier(column: String)
}

/// Where the output of a loan lies.
struct PlaceKey: BitwiseCopyable, Sendable {
  var digest: Digest128
  var offset: UInt64
  var part: UInt32
  var length: UInt32
}

/// A row of the tape.
struct IdentityKey: BitwiseCopyable, Sendable {
  var digest: Digest128
  var row: UInt64
  var borrower: Digest128
  var group: Digest128
  /// Bit 0: the row has a borrower; bit 1: it has a group.
  var present: UInt64
}

/// A loan of a borrower or of a group.
struct OwnerKey: BitwiseCopyable, Sendable {
  var owner: Digest128
  var place: PlaceKey
}

/// What stands in a row of the merged output.
struct MergeRow: BitwiseCopyable, Sendable {
  var row: UInt64
  var offset: UInt64
  var part: UInt32
  var length: UInt32
}
