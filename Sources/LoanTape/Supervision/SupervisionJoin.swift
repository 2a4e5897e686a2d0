internal import CreditRisk
internal import Lending
internal import LoanFiles
public import LoanPricing
public import Rescoring
internal import Synchronization

/// Two tapes, and the loans drawn and repaid in between, brought together by borrower: partition by partition, so
/// memory is that of one partition of each.
public struct SupervisionJoin: Sendable {
  /// Sums over each.
  public struct Tallies: Hashable, Sendable {
    /// The earlier tape.
    public var old = SupervisionTally()
    /// The later tape, and counts of borrowers with those of the flows.
    public var new = SupervisionTally()
    /// Loans drawn and repaid in between.
    public var flows = SupervisionTally()

    mutating func merge(_ other: Tallies) {
      old.merge(other.old)
      new.merge(other.new)
      flows.merge(other.flows)
    }
  }

  private let old: SupervisedTape
  private let new: SupervisedTape
  private let flows: SupervisedTape?
  private let borrowers: BorrowerSupervision

  /// A join of two tapes.
  public init(old: SupervisedTape, new: SupervisedTape, flows: SupervisedTape?, policy: InclusivePolicy) {
    self.old = old
    self.new = new
    self.flows = flows
    borrowers = BorrowerSupervision(policy)
  }

  /// Adds everything up.
  ///
  /// - Throws: ``TapeFault``.
  public func tallies(threads: Int) throws -> Tallies {
    let sums = Mutex(Tallies())
    do {
      try Grouping.overPartitions(threads: threads) { partition, table in
        var own = Tallies()
        var records: [SupervisionRecord] = []
        var before: Set<Digest128> = []
        try old.spill.borrowers.readPartition(partition, into: &records)
        var ignored = SupervisionTally()
        forEachBorrower(records, &table, old.rescore) { digest, loans, isNonPerforming in
          borrowers.add(
            loans, isNonPerforming: isNonPerforming, wasBorrower: false, to: &own.old, flows: &ignored)
          if loans.contains(where: { $0.outstanding > 0 }) { before.insert(digest) }
        }
        try new.spill.borrowers.readPartition(partition, into: &records)
        if let flows { try flows.spill.borrowers.appendPartition(partition, to: &records) }
        forEachBorrower(records, &table, new.rescore, repeated: { own.flows.notes.repeatedFlows += $0 }) {
          digest, loans, isNonPerforming in
          borrowers.add(
            loans, isNonPerforming: isNonPerforming, wasBorrower: before.contains(digest), to: &own.new,
            flows: &own.flows)
        }
        sums.withLock { $0.merge(own) }
      }
    } catch let fault as FileFault {
      throw TapeFault.file(fault)
    }
    return sums.withLock { $0 }
  }

  /// Visits borrowers with all of their loans, each with its class by all rules.
  private func forEachBorrower(
    _ records: [SupervisionRecord], _ table: inout DigestTable, _ rescore: BatchRescore,
    repeated: (Int64) -> Void = { _ in },
    _ body: (Digest128, ArraySlice<SupervisedLoan>, (Int) -> Bool) -> Void
  ) {
    table.prepare(count: records.count)
    // Loans of one borrower are chained, so that one pass after the other needs no sorting.
    var next = Array(repeating: Int32(-1), count: records.count)
    var last = Array(repeating: Int32(-1), count: records.count)
    for index in records.indices {
      let first = table.slot(of: records[index].digest, index: index) { records[$0].digest }
      if first != index { next[Int(last[first])] = Int32(truncatingIfNeeded: index) }
      last[first] = Int32(truncatingIfNeeded: index)
    }
    var loans: [SupervisedLoan] = []
    var bad: [Bool] = []
    // A borrower begins where no chain points to.
    var isLater = Array(repeating: false, count: records.count)
    for index in next where index >= 0 { isLater[Int(index)] = true }
    for first in records.indices where !isLater[first] {
      let totals = SupervisionJoin.totals(records, next, first)
      let known = SupervisionJoin.knownLoans(records, next, first)
      loans.removeAll(keepingCapacity: true)
      bad.removeAll(keepingCapacity: true)
      var place = first
      while place >= 0 {
        let record = records[place]
        let isFlow = record.facts.facts.contains(.flow)
        if isFlow, known.contains(record.loan) {
          repeated(1)
        } else {
          loans.append(record.facts)
          bad.append(
            !isFlow
              && rescore.standing(record.own, balance: record.facts.balance, totals: totals).riskClass
                .isNonPerforming
          )
        }
        place = Int(next[place])
      }
      body(records[first].digest, loans[...]) { bad[$0] }
    }
  }

  /// Totals over the loans of a borrower, as a rescore has them; repaid ones owe nothing.
  private static func totals(_ records: [SupervisionRecord], _ next: [Int32], _ first: Int) -> BorrowerTotals
  {
    var totals = BorrowerTotals.none
    var place = first
    while place >= 0 {
      let record = records[place]
      if !record.facts.facts.contains(.flow) {
        totals.add(balance: record.facts.balance, bits: record.bits)
      }
      place = Int(next[place])
    }
    return totals
  }

  /// Loans of a borrower that are on the tape; nothing where it has none of the file of flows.
  private static func knownLoans(
    _ records: [SupervisionRecord], _ next: [Int32], _ first: Int
  ) -> Set<Digest128> {
    var known: Set<Digest128> = []
    var hasFlows = false
    var place = first
    while place >= 0 {
      if records[place].facts.facts.contains(.flow) { hasFlows = true }
      place = Int(next[place])
    }
    guard hasFlows else { return known }
    place = first
    while place >= 0 {
      if !records[place].facts.facts.contains(.flow) { known.insert(records[place].loan) }
      place = Int(next[place])
    }
    return known
  }
}
