internal import Dispatch
internal import LoanFiles
public import Rescoring
internal import Synchronization

/// Walks from the credit loss of one tape to that of another: a join by the digest of the loan's identifier, partition
/// by partition, so that memory is that of one partition of both tapes a thread.
public struct LossWalkRun: Sendable {
  private let old: TapeLosses
  private let new: TapeLosses

  /// A walk from an old tape to a new one.
  public init(old: TapeLosses, new: TapeLosses) {
    self.old = old
    self.new = new
  }

  /// Visits every loan of either tape once.
  ///
  /// - Throws: ``TapeFault``; `internalFault` when a way does not end at the new loss, which no input can cause.
  public func totals(threads: Int) throws -> WalkTotals {
    let walk = LossWalk(old: old.rescore, new: new.rescore)
    let next = Atomic(0)
    let state = Mutex((totals: WalkTotals(), fault: (any Error)?.none))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var table = DigestTable()
      var own = WalkTotals()
      var before: [LossRecord] = []
      var after: [LossRecord] = []
      while true {
        let partition = next.add(1, ordering: .relaxed).oldValue
        guard partition < Grouping.partitions, state.withLock({ $0.fault == nil }) else { break }
        do {
          try Interrupt.check()
          try old.loans.readPartition(partition, into: &before)
          try new.loans.readPartition(partition, into: &after)
          LossWalkRun.join(before, after, &table, walk, &own)
        } catch {
          state.withLock { $0.fault = $0.fault ?? error }
        }
      }
      state.withLock { $0.totals.merge(own) }
    }
    let (totals, fault) = state.withLock { $0 }
    if let fault = fault as? FileFault { throw TapeFault.file(fault) }
    if let fault { throw fault }
    guard totals.unexplained == 0 else {
      throw TapeFault.internalFault("the way of \(totals.unexplained) loans does not end at their loss")
    }
    return totals
  }

  private static func join(
    _ before: [LossRecord], _ after: [LossRecord], _ table: inout DigestTable, _ walk: LossWalk,
    _ totals: inout WalkTotals
  ) {
    table.prepare(count: before.count + after.count)
    for index in before.indices {
      _ = table.slot(of: before[index].digest, index: index) { before[$0].digest }
    }
    var isMatched = Array(repeating: false, count: before.count)
    for index in after.indices {
      let record = after[index]
      let place = table.slot(of: record.digest, index: before.count + index) {
        $0 < before.count ? before[$0].digest : after[$0 - before.count].digest
      }
      guard place < before.count else {
        totals.add(old: nil, new: record.inputs, walk)
        continue
      }
      isMatched[place] = true
      totals.add(old: before[place].inputs, new: record.inputs, walk)
    }
    for index in before.indices where !isMatched[index] {
      totals.add(old: before[index].inputs, new: nil, walk)
    }
  }
}
