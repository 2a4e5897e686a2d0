internal import LoanFiles
internal import Rescoring

/// Where the identifier of a loan lies among all that are kept outside memory.
struct NamePlace: BitwiseCopyable, Sendable {
  /// Offset and length, from the highest bits to the lowest: an identifier has at most 256 bytes.
  private let packed: UInt64

  init(offset: Int, count: Int) {
    packed = UInt64(truncatingIfNeeded: offset) << 9 | UInt64(truncatingIfNeeded: count)
  }

  var extent: SpoolExtent { SpoolExtent(offset: Int(packed >> 9), length: Int(packed & 511)) }
}

/// A loan of an earlier output, under the digest of its identifier.
struct OldLoan: KeyedRecord {
  var digest: Digest128
  var name: NamePlace
  /// Physical line of its row.
  var line: UInt64
  var loan: ComparedLoan
}

/// A loan of the run at hand, likewise.
struct NewLoan: KeyedRecord {
  var digest: Digest128
  var name: NamePlace
  var loan: PricedLoan
}

/// How loans are parted while two outputs are joined.
enum ComparedParts {
  /// Four times as many as elsewhere: what is kept of a loan is long, and a partition of both sides lies in memory.
  static let count = 256
}
