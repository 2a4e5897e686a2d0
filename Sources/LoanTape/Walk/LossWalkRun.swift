internal import Dispatch
internal import LoanFiles
public import Rescoring
internal import Synchronization

/// Walks from the credit loss of one tape to that of another, loan by loan (``KeyedJoin``).
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
    let join = KeyedJoin([old.loans], [new.loans])
    let next = Atomic(0)
    let state = Mutex((totals: WalkTotals(), fault: (any Error)?.none))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var workspace = KeyedJoin<LossRecord, LossRecord>.Workspace()
      var own = WalkTotals()
      while true {
        let partition = next.add(1, ordering: .relaxed).oldValue
        guard partition < join.partitionCount, state.withLock({ $0.fault == nil }) else { break }
        do {
          try Interrupt.check()
          try join.join(partition, workspace: &workspace) { found in
            switch found {
            case .both(let before, let after): own.add(old: before.inputs, new: after.inputs, walk)
            case .leftOnly(let before): own.add(old: before.inputs, new: nil, walk)
            case .rightOnly(let after): own.add(old: nil, new: after.inputs, walk)
            // Intake has refused a tape that names a loan twice.
            case .leftAgain, .rightAgain: break
            }
          }
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
}
