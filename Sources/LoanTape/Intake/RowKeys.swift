internal import LoanFiles
internal import Rescoring

/// Identity of a loan while the tape is grouped.
struct LoanKey: BitwiseCopyable, Sendable {
  var digest: Digest128
  var line: UInt64
}

/// What a loan adds to its borrower while the tape is grouped.
struct BorrowerKey: BitwiseCopyable, Sendable {
  var digest: Digest128
  var line: UInt64
  var balance: Int64
  var exposure: Int64
  /// Bits of ``BorrowerBits``.
  var bits: UInt64
}

/// What a loan adds to its group of borrowers.
struct GroupKey: BitwiseCopyable, Sendable {
  var digest: Digest128
  var line: UInt64
  var exposure: Int64
}

/// Totals of the borrower of one row, for rows whose borrower has several loans.
struct BorrowerRow: BitwiseCopyable, Sendable {
  var line: UInt64
  var balance: Int64
  var nonPerforming: Int64
  var upgraded: Int64
  var exposure: Int64
  var bits: UInt64
}

/// Exposure of the group of one row.
struct GroupRow: BitwiseCopyable, Sendable {
  var line: UInt64
  var exposure: Int64
}

/// Facts of a loan that its borrower shares.
enum BorrowerBits {
  static let nonPerforming: UInt64 = 1
  static let elsewhere: UInt64 = 2
  static let overdueElsewhere: UInt64 = 4
  static let upgraded: UInt64 = 8

  /// The bits of what a loan adds.
  static func bits(_ contribution: BorrowerContribution) -> UInt64 {
    (contribution.nonPerformingBalance > 0 ? nonPerforming : 0)
      | (contribution.isNonPerformingElsewhere ? elsewhere : 0)
      | (contribution.isOverdueElsewhere ? overdueElsewhere : 0)
      | (contribution.upgradedBalance > 0 ? upgraded : 0)
  }
}

/// Keys of the rows of a batch.
struct RowKeys {
  var loan: [Digest128] = []
  var borrower: [Digest128] = []
  var group: [Digest128] = []
  /// Bit 0: the row has a borrower; bit 1: it has a group.
  var present: [UInt8] = []

  mutating func prepare(capacity: Int) {
    guard loan.count < capacity else { return }
    let none = Digest128(high: 0, low: 0)
    loan = Array(repeating: none, count: capacity)
    borrower = loan
    group = loan
    present = Array(repeating: 0, count: capacity)
  }

  /// Takes rows out; those behind move up.
  mutating func remove(count: Int, where isRemoved: (Int) -> Bool) {
    var target = 0
    for row in 0..<count where !isRemoved(row) {
      loan[target] = loan[row]
      borrower[target] = borrower[row]
      group[target] = group[row]
      present[target] = present[row]
      target += 1
    }
  }

  /// Keys of borrowers and groups as bytes for a spool.
  func packed(count: Int) -> [UInt64] {
    var words: [UInt64] = []
    words.reserveCapacity(count * 5)
    for row in 0..<count {
      words.append(borrower[row].high)
      words.append(borrower[row].low)
      words.append(group[row].high)
      words.append(group[row].low)
      words.append(UInt64(present[row]))
    }
    return words
  }

  /// Takes keys back from the words of ``packed(count:)``.
  mutating func unpack(_ words: [UInt64], count: Int) {
    prepare(capacity: count)
    for row in 0..<count {
      let first = row * 5
      borrower[row] = Digest128(high: words[first], low: words[first + 1])
      group[row] = Digest128(high: words[first + 2], low: words[first + 3])
      present[row] = UInt8(truncatingIfNeeded: words[first + 4])
    }
  }
}
