internal import Dispatch
internal import LoanFiles
internal import Synchronization

/// Why two tapes cannot be joined: the fault and the tape it lies on.
public enum StandingFault: Error, Sendable {
  /// On the earlier tape.
  case old(TapeFault)
  /// On the later tape.
  case new(TapeFault)
}

/// Two tapes brought together by loan.
public struct StandingJoin: Sendable {
  private let old: TapeStandings
  private let new: TapeStandings

  /// A join of two tapes.
  public init(old: TapeStandings, new: TapeStandings) {
    self.old = old
    self.new = new
  }

  /// Visits every loan of either tape once and merges what the workers gathered.
  ///
  /// The loans are read this once: their space is given back.
  ///
  /// - Parameters:
  ///   - threads: Workers.
  ///   - empty: What a worker starts with.
  ///   - visit: Adds a loan: on the earlier tape, on the later one, or on both. The order is no particular one.
  ///   - merge: Adds what another worker gathered.
  /// - Throws: ``StandingFault`` when an identifier stands on a tape more than once.
  public func gather<Gathered: Sendable>(
    threads: Int, empty: Gathered,
    _ visit: @Sendable (inout Gathered, _ old: StandingRecord?, _ new: StandingRecord?) -> Void,
    merge: @Sendable (inout Gathered, Gathered) -> Void
  ) throws -> Gathered {
    let join = KeyedJoin(old.loans, new.loans)
    let next = Atomic(0)
    let state = Mutex(State(gathered: empty))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var workspace = KeyedJoin<StandingRecord, StandingRecord>.Workspace()
      var own = empty
      var repeatedOld: [StandingRecord] = []
      var repeatedNew: [StandingRecord] = []
      while true {
        let partition = next.add(1, ordering: .relaxed).oldValue
        guard partition < join.partitionCount, state.withLock({ $0.fault == nil }) else { break }
        do {
          try Interrupt.check()
          try join.join(partition, workspace: &workspace) { found in
            switch found {
            case .both(let before, let after): visit(&own, before, after)
            case .leftOnly(let before): visit(&own, before, nil)
            case .rightOnly(let after): visit(&own, nil, after)
            case .leftAgain(let record, let first): repeatedOld += [first, record]
            case .rightAgain(let record, let first): repeatedNew += [first, record]
            }
          }
        } catch {
          state.withLock { $0.fault = $0.fault ?? error }
        }
      }
      state.withLock { state in
        merge(&state.gathered, own)
        state.repeatedOld += repeatedOld
        state.repeatedNew += repeatedNew
      }
    }
    // Side by side; else the process would do it at its end, one after the other.
    let spills = old.loans + new.loans
    DispatchQueue.concurrentPerform(iterations: spills.count) { spills[$0].release() }
    let end = state.withLock { $0 }
    if let fault = end.fault { throw fault }
    if !end.repeatedOld.isEmpty { throw StandingFault.old(try old.duplicateFault(end.repeatedOld)) }
    if !end.repeatedNew.isEmpty { throw StandingFault.new(try new.duplicateFault(end.repeatedNew)) }
    return end.gathered
  }

  private struct State<Gathered: Sendable>: Sendable {
    var gathered: Gathered
    var repeatedOld: [StandingRecord] = []
    var repeatedNew: [StandingRecord] = []
    var fault: (any Error)?
  }
}
