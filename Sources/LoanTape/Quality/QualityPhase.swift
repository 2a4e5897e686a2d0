internal import Dispatch
internal import Lending
internal import LoanFiles
internal import LoanPricing
internal import Rescoring
internal import Synchronization

/// Goes through the spool of an accepted tape and profiles its loans; duplicates are out by then.
final class QualityPhase: Sendable {
  private struct State {
    var totals = QualityTotals()
    var examples = QualityExamples()
    var fault: (any Error)?
  }
  /// Where the reader of borrowers stands, with the next segment.
  private struct Source {
    var next = 0
    var standings: OrderedMergeCursor<StandingRow>
  }

  private let run: TapeRun
  private let intake: IntakeResult
  private let check: QualityCheck
  private let knowsBorrowers: Bool
  private let state = Mutex(State())
  private let source: Mutex<Source>

  init(_ run: TapeRun, _ intake: IntakeResult) throws {
    self.run = run
    self.intake = intake
    check = QualityCheck(
      policy: run.plan.policy, primeRates: run.plan.primeRates, asOf: run.plan.asOf,
      industries: intake.industry.words)
    knowsBorrowers = intake.layout.plans.contains { $0.field == .borrower }
    let standings = try intake.standingRows(in: run.folder, threads: run.plan.threads)
    source = Mutex(Source(standings: standings.makeCursor()))
  }

  func profile() throws -> QualityProfile {
    DispatchQueue.concurrentPerform(iterations: run.plan.threads) { _ in
      do {
        try work()
      } catch {
        state.withLock { $0.fault = $0.fault ?? error }
      }
    }
    return try state.withLock { state in
      if let fault = state.fault {
        if let fault = fault as? FileFault { throw TapeFault.file(fault) }
        throw fault
      }
      let on = run.plan.policy.dataQuality.rules
      return QualityProfile(
        totals: state.totals, rules: QualityRule.allCases.filter { on.contains($0) },
        ruleExamples: state.examples.rules.map { $0.inOrder.map(\.payload) },
        unitExamples: state.examples.units.map { $0.inOrder.map(\.payload) },
        rejected: intake.rejectProfile.rejected)
    }
  }

  private func work() throws {
    var batch = LoanBatch(
      capacity: RecordParser.batchRows, binnedWidth: intake.codec.binnedWidth,
      linearWidth: intake.codec.linearWidth)
    let buffer = ByteBuffer()
    var standings: [StandingRow] = []
    var totals = QualityTotals()
    var examples = QualityExamples()
    defer {
      state.withLock { state in
        state.totals.merge(totals)
        state.examples.merge(examples)
      }
    }
    while let index = try takeNext(&standings) {
      try Interrupt.check()
      try intake.load(index, into: &batch, buffer: buffer)
      if !intake.dropped.isEmpty { batch.removeRows { intake.dropped.contains(UInt64($0)) } }
      var next = 0
      for row in 0..<batch.count {
        let line = UInt64(batch.rowNumbers[row])
        while next < standings.count, standings[next].line < line { next += 1 }
        let bits = next < standings.count && standings[next].line == line ? standings[next].bits : 0
        let found = check.inspect(
          batch, row: row,
          isNonPerforming: run.rescore.contribution(batch, row: row).nonPerformingBalance > 0,
          borrower: QualityBorrower(
            sizesDiffer: bits & StandingRow.sizesDiffer != 0, isKnown: knowsBorrowers,
            hasReason: bits & StandingRow.hasReason != 0),
          into: &totals)
        examples.offer(batch, row, found: found)
      }
    }
  }

  /// The next segment with what is known of the borrowers of its lines, in the tape's order.
  private func takeNext(_ standings: inout [StandingRow]) throws -> Int? {
    try source.withLock { source in
      let index = source.next
      guard index < intake.segments.count else { return nil }
      source.next += 1
      let segment = intake.segments[index]
      try source.standings.take(rows: segment.firstLine..<(segment.lastLine + 1), into: &standings)
      return index
    }
  }
}
