internal import CreditRisk
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
  var balance: Int64
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
  /// Leaves the non-performing classes, if the borrower's others are performing.
  static let upgraded: UInt64 = 32
  /// The loan belongs to a group.
  static let grouped: UInt64 = 8
  /// The loan names no borrower and stands for one.
  static let nameless: UInt64 = 16

  /// The bits of what a loan adds.
  static func bits(_ contribution: BorrowerContribution) -> UInt64 {
    (contribution.nonPerformingBalance > 0 ? nonPerforming : 0)
      | (contribution.isNonPerformingElsewhere ? elsewhere : 0)
      | (contribution.isOverdueElsewhere ? overdueElsewhere : 0)
      | (contribution.upgradedBalance > 0 ? upgraded : 0)
  }

  /// The bits of a loan that is judged later; an upgrade is noted for a loan without a balance too.
  static func bits(_ contribution: BorrowerContribution, _ own: OwnStanding) -> UInt8 {
    UInt8(truncatingIfNeeded: bits(contribution) | (own.isUpgrade ? upgraded : 0))
  }
}

extension BorrowerTotals {
  /// No loan yet.
  static var none: BorrowerTotals {
    BorrowerTotals(
      balance: 0, nonPerformingBalance: 0, exposure: 0, isNonPerformingElsewhere: false,
      isOverdueElsewhere: false)
  }

  /// Adds a loan by its balance and its ``BorrowerBits``.
  mutating func add(balance added: Int64, bits: UInt8) {
    let bits = UInt64(bits)
    balance = Grouping.sum(balance, added)
    if bits & BorrowerBits.nonPerforming != 0 {
      nonPerformingBalance = Grouping.sum(nonPerformingBalance, added)
    }
    if bits & BorrowerBits.upgraded != 0 { upgradedBalance = Grouping.sum(upgradedBalance, added) }
    if bits & BorrowerBits.elsewhere != 0 { isNonPerformingElsewhere = true }
    if bits & BorrowerBits.overdueElsewhere != 0 { isOverdueElsewhere = true }
  }
}

/// Keys of the rows of a batch.
struct RowKeys {
  var loan: [Digest128] = []
  var borrower: [Digest128] = []
  var group: [Digest128] = []
  /// Bit 0: the row has a borrower; bit 1: it has a group.
  var present: [UInt8] = []
  /// What the borrowers and groups are called, where the tape has them.
  var borrowerNames = IdentifierColumn()
  var groupNames = IdentifierColumn()

  mutating func prepare(capacity: Int) {
    borrowerNames.begin(capacity: capacity)
    groupNames.begin(capacity: capacity)
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
    borrowerNames.remove(count: count, where: isRemoved)
    groupNames.remove(count: count, where: isRemoved)
  }

  /// Words of a row in a spool.
  private static let words = 7

  /// Keys as words for a spool.
  func packed(count: Int) -> [UInt64] {
    var words: [UInt64] = []
    words.reserveCapacity(count * RowKeys.words)
    for row in 0..<count {
      words.append(loan[row].high)
      words.append(loan[row].low)
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
      let first = row * RowKeys.words
      loan[row] = Digest128(high: words[first], low: words[first + 1])
      borrower[row] = Digest128(high: words[first + 2], low: words[first + 3])
      group[row] = Digest128(high: words[first + 4], low: words[first + 5])
      present[row] = UInt8(truncatingIfNeeded: words[first + 6])
    }
  }
}
