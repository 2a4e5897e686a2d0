internal import CreditRisk
internal import LoanFiles
internal import LoanPricing
internal import Rescoring
internal import Synchronization

/// What grouping, which sees each borrower and group once, gathers for concentration: partition by partition, merged.
final class NameCensus: Sendable {
  /// The limits that names are counted against; nil: not known, so not counted.
  struct Limits: Sendable {
    struct Limit: Sendable {
      var share: Share
      /// What it is a share of, fen.
      var base: Int64

      init?(percent: Double, of base: Double?) {
        guard let base else { return nil }
        share = Share(percent / 100)
        // A hundredth of a fen is nothing to a bank's capital; 10¹⁸ fen fit.
        self.base = Int64(min((base * 100).rounded(), 9e18))
      }
    }
    let borrower: Limit?
    let customer: Limit?
    let group: Limit?

    init(_ policy: ConcentrationPolicy) {
      borrower = Limit(percent: policy.borrowerPercent, of: policy.netCapital)
      customer = Limit(percent: policy.customerPercent, of: policy.tierOne)
      group = Limit(percent: policy.groupPercent, of: policy.tierOne)
    }
  }

  /// Names over a limit.
  struct Breaches: Sendable {
    var count: Int64 = 0
    var amount: Int128 = 0

    mutating func add(_ value: Int64, _ limit: Limits.Limit?) {
      guard let limit, limit.share.isExceeded(by: value, of: limit.base) else { return }
      count += 1
      amount += Int128(value)
    }

    mutating func merge(_ other: Breaches) {
      count += other.count
      amount += other.amount
    }
  }

  /// Sums over some names.
  struct Part: Sendable {
    private(set) var index = ConcentrationIndex()
    private(set) var byBalance: LargestNames
    private(set) var byExposure: LargestNames
    /// Names over the limit of loans, and over that of exposures.
    private(set) var overBalance = Breaches()
    private(set) var overExposure = Breaches()
    /// Names with a balance, those added alone not counted.
    private(set) var counted: Int64 = 0
    /// Loans that name nobody.
    var nameless: Int64 = 0

    init(top: Int) {
      byBalance = LargestNames(limit: top)
      byExposure = LargestNames(limit: top)
    }

    @inline(__always) mutating func add(
      balance: Int64, exposure: Int64, digest: Digest128, line: UInt64, limits: (Limits.Limit?, Limits.Limit?)
    ) {
      index.add(balance)
      overBalance.add(balance, limits.0)
      overExposure.add(exposure, limits.1)
      var entry = RankedName(
        amount: balance, balance: balance, exposure: exposure, digest: digest, line: line)
      if balance > 0 {
        counted += 1
        byBalance.insert(entry)
      }
      entry.amount = exposure
      if exposure > 0 { byExposure.insert(entry) }
    }

    /// Adds what a borrower owes outside any group, as a name of its own beside the groups.
    mutating func addAlone(_ balance: Int64) { index.add(balance) }

    mutating func merge(_ other: Part) {
      index.merge(other.index)
      byBalance.merge(other.byBalance)
      byExposure.merge(other.byExposure)
      overBalance.merge(other.overBalance)
      overExposure.merge(other.overExposure)
      counted += other.counted
      nameless += other.nameless
    }
  }

  let top: Int
  let limits: Limits
  private let borrowerSums: Mutex<Part>
  private let groupSums: Mutex<Part>

  init(_ policy: ConcentrationPolicy) {
    top = policy.topCount
    limits = Limits(policy)
    borrowerSums = Mutex(Part(top: policy.topCount))
    groupSums = Mutex(Part(top: policy.topCount))
  }

  func takeBorrowers(_ part: Part) { borrowerSums.withLock { $0.merge(part) } }
  func takeGroups(_ part: Part) { groupSums.withLock { $0.merge(part) } }

  /// Sums over borrowers.
  var borrowers: Part { borrowerSums.withLock { $0 } }
  /// Sums over groups, and borrowers outside them.
  var groups: Part { groupSums.withLock { $0 } }
}
