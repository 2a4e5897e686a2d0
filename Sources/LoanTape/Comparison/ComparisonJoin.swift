internal import Dispatch
internal import LoanFiles
internal import Rescoring
internal import Synchronization

/// Brings an earlier output and the run at hand together by loan, partition by partition (``KeyedJoin``).
struct ComparisonJoin: Sendable {
  private typealias Join = KeyedJoin<OldLoan, NewLoan>

  private struct State {
    var totals = ComparisonTotals()
    var largest = LargestDifferences(limit: ComparisonResult.namedLoans)
    var fault: (any Error)?
  }

  private struct Worker {
    var workspace = Join.Workspace()
    /// Loans of the partition that differ, with where their names lie.
    var different: [(loan: LoanDifference, name: NamePlace)] = []
    var totals = ComparisonTotals()
    var largest = LargestDifferences(limit: ComparisonResult.namedLoans)
    let name = ByteBuffer()
    let writer: SortedSpill.Writer?
  }

  let comparison: OutputComparison
  let losses: LossComparison
  /// Takes every loan that differs; nil where none is asked for.
  let sorted: SortedSpill?

  /// Visits every loan of either side once.
  ///
  /// - Throws: ``TapeFault``; `internalFault` when causes do not add up, which no input can cause.
  func run(threads: Int) throws -> ComparisonResult {
    let join = Join([comparison.old.loans], [comparison.loans])
    let next = Atomic(0)
    let state = Mutex(State())
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var worker = Worker(writer: sorted?.makeWriter())
      do {
        while state.withLock({ $0.fault == nil }) {
          let partition = next.add(1, ordering: .relaxed).oldValue
          guard partition < join.partitionCount else { break }
          try Interrupt.check()
          try take(partition, of: join, &worker)
        }
        try worker.writer?.finish()
      } catch {
        state.withLock { $0.fault = $0.fault ?? error }
      }
      let (totals, largest) = (worker.totals, worker.largest)
      state.withLock { state in
        state.totals.merge(totals)
        state.largest.merge(largest)
      }
    }
    let end = state.withLock { $0 }
    if let fault = end.fault as? FileFault { throw TapeFault.file(fault) }
    if let fault = end.fault { throw fault }
    guard end.totals.unexplained == 0 else {
      throw TapeFault.internalFault(
        "the causes of \(end.totals.unexplained) loans do not end at their result")
    }
    let grades = comparison.grades.words
    return ComparisonResult(
      file: comparison.old.path, sha256: comparison.old.sha256, totals: end.totals,
      largest: end.largest.inOrder.map { ComparisonResult.Loan($0, grades: grades) })
  }

  private func take(_ partition: Int, of join: Join, _ worker: inout Worker) throws(FileFault) {
    worker.different.removeAll(keepingCapacity: true)
    // Three places of the worker are changed within one visit.
    var (totals, different) = (worker.totals, worker.different)
    worker.different = []
    try join.join(partition, workspace: &worker.workspace) { visit in
      switch visit {
      case .both(let old, let new):
        let (loan, isExplained) = losses.difference(old: old.loan, new: new.loan)
        totals.add(loan, isExplained: isExplained)
        if loan.isDifferent { different.append((loan, new.name)) }
      case .leftOnly(let old):
        let loan = losses.difference(vanished: old.loan)
        totals.add(loan)
        different.append((loan, old.name))
      case .rightOnly(let new):
        let loan = losses.difference(new: new.loan)
        totals.add(loan)
        different.append((loan, new.name))
      // The old output was refused with one, and intake has refused a tape with one.
      case .leftAgain, .rightAgain: break
      }
    }
    worker.totals = totals
    worker.different = different
    for (loan, place) in worker.different {
      let isLarge = worker.largest.accepts(loan)
      guard isLarge || worker.writer != nil else { continue }
      try comparison.names.read(place.extent, into: worker.name)
      let name = worker.name.withSpan { span in span.indices.map { span[$0] } }
      let key = DifferenceOrder.key(loan, name: name)
      if isLarge { worker.largest.insert(RankedDifference(key: key, loan: loan)) }
      if let writer = worker.writer {
        try DifferencePayload.with(loan) { payload throws(FileFault) in
          try writer.append(key: key.span, payload: payload)
        }
      }
    }
  }
}

/// A difference as bytes outside memory, for the length of a run.
enum DifferencePayload {
  static func with(
    _ loan: LoanDifference, _ body: (Span<UInt8>) throws(FileFault) -> Void
  ) throws(FileFault) {
    // SAFETY: a bitwise-copyable value is its bytes; they are used within the call.
    try unsafe withUnsafeBytes(of: loan) { raw throws(FileFault) in
      try body(unsafe raw.bindMemory(to: UInt8.self).span)
    }
  }

  static func loan(_ payload: [UInt8]) -> LoanDifference? {
    guard payload.count == MemoryLayout<LoanDifference>.size else { return nil }
    // SAFETY: the bytes are those of a value of this type, written by `with`.
    return unsafe payload.withUnsafeBytes { unsafe $0.loadUnaligned(as: LoanDifference.self) }
  }
}
