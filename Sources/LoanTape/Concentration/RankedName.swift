internal import LoanFiles

/// A name with its amounts, and a row of it; the order is that of the largest amount, of equal ones that of the smaller
/// hash, so that neither the order of rows nor that of parts decides.
struct RankedName: Comparable, Sendable {
  /// What it is ranked by, fen.
  var amount: Int64
  var balance: Int64
  var exposure: Int64
  var digest: Digest128
  var line: UInt64

  static func == (left: RankedName, right: RankedName) -> Bool {
    left.amount == right.amount && left.digest == right.digest
  }

  @inline(__always) static func < (left: RankedName, right: RankedName) -> Bool {
    left.amount == right.amount ? left.digest < right.digest : left.amount > right.amount
  }
}

/// The names with the largest amounts.
typealias LargestNames = FirstEntries<RankedName>
