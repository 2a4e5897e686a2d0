public import Lending
internal import LoanFiles
public import Rescoring

/// The profile of a tape: what its accepted loans contradict, and why rows were rejected.
///
/// Counts and sums are exact and do not depend on the order of the rows; nor do the examples, which are the loans
/// with the smallest hashes.
public struct QualityProfile: Codable, Sendable {
  /// Loans that stand for a finding.
  static let examples = 5

  /// Rows that were rejected for one reason in one column.
  public struct Rejected: Codable, Sendable {
    /// Code of the reason.
    public var reason: String
    /// The column, in our name; empty where the row as a whole is bad.
    public var column: String
    /// Rows.
    public var count: Int64
    /// Their balance, fen; what cannot be read counts 0.
    public var balance: Int128
    /// Identifiers of some, or their lines where there is none.
    public var examples: [String]
  }

  /// Sums of the rules.
  public var totals: QualityTotals
  /// Rules that are on, in their order.
  public var rules: [QualityRule]
  /// Examples of each rule, by its position among all.
  public var ruleExamples: [[String]]
  /// Examples of each column of ``QualityTotals/unitColumns``.
  public var unitExamples: [[String]]
  /// Rejected rows, by reason and column.
  public var rejected: [Rejected]
}

/// The examples of a profile while it is made.
struct QualityExamples: Sendable {
  private(set) var rules = Array(
    repeating: SmallestKeys<String>(limit: QualityProfile.examples), count: QualityRule.allCases.count)
  private(set) var units = Array(
    repeating: SmallestKeys<String>(limit: QualityProfile.examples), count: QualityTotals.unitColumns.count)

  /// Offers a loan to the rules that found it, and to the columns that it fills.
  mutating func offer(_ batch: LoanBatch, _ row: Int, found: UInt32) {
    let range = batch.identifierRange(of: row)
    let key = Digest128(batch.identifierBytes.span.extracting(range))
    func identifier() -> String { String(decoding: batch.identifierBytes[range], as: UTF8.self) }
    var rest = found
    while rest != 0 {
      rules[rest.trailingZeroBitCount].insert(key, identifier())
      rest &= rest - 1
    }
    for (index, column) in QualityTotals.unitColumns.enumerated()
    where batch[column, row] > 0 && units[index].accepts(key) {
      units[index].insert(key, identifier())
    }
  }

  mutating func merge(_ other: QualityExamples) {
    for index in rules.indices { rules[index].merge(other.rules[index]) }
    for index in units.indices { units[index].merge(other.units[index]) }
  }
}

/// Why rows were rejected, while the tape is read.
struct RejectProfile: Sendable {
  private struct Kind: Hashable {
    var reason: String
    var column: String
  }
  private struct Sums {
    var count: Int64 = 0
    var balance: Int128 = 0
    var examples = SmallestKeys<String>(limit: QualityProfile.examples)
  }
  private var kinds: [Kind: Sums] = [:]

  mutating func add(_ row: RejectedRow) {
    let kind = Kind(reason: row.reason.code, column: row.column)
    var sums = kinds[kind] ?? Sums()
    sums.count += 1
    sums.balance += Int128(row.balance ?? 0)
    sums.examples.insert(
      Digest128(row.row.span), row.identifier.isEmpty ? "line \(row.line)" : row.identifier)
    kinds[kind] = sums
  }

  var rejected: [QualityProfile.Rejected] {
    kinds.sorted { ($0.key.reason, $0.key.column) < ($1.key.reason, $1.key.column) }.map { kind, sums in
      QualityProfile.Rejected(
        reason: kind.reason, column: kind.column, count: sums.count, balance: sums.balance,
        examples: sums.examples.inOrder.map(\.payload))
    }
  }
}
