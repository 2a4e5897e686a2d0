internal import Scoring
internal import LoanPricing
internal import CreditRisk
internal import Dispatch
internal import Lending
internal import LoanFiles
internal import Rescoring
internal import Synchronization

/// Goes through the spool in blocks that fit the cache, prices them in parallel and writes them in order.
final class PricingPhase: Sendable {
  private struct State {
    var summary: PortfolioSummary
    var fault: (any Error)?
    var rows: Int64 = 0
  }
  /// Where the readers of borrowers and groups stand, with the next segment.
  private struct Source {
    var next = 0
    var borrowers: OrderedMergeCursor<BorrowerRow>
    var groups: OrderedMergeCursor<GroupRow>?
  }

  private let run: TapeRun
  private let intake: IntakeResult
  private let writer: RescoreWriter
  private let state: Mutex<State>
  private let source: Mutex<Source>
  private let turns = OrderedTurns()

  init(_ run: TapeRun, _ intake: IntakeResult) throws {
    self.run = run
    self.intake = intake
    let names = run.rescore.masterScale.names
    writer = RescoreWriter(
      grades: names, modelCount: intake.layout.usesModels ? run.models?.names.count ?? 1 : 1,
      writesApproaches: run.plan.comparesApproaches)
    state = Mutex(State(summary: PortfolioSummary(grades: names.count)))
    let threads = run.plan.threads
    let borrowers = try intake.grouping.borrowerRows(
      in: run.folder, threads: threads, dropped: intake.dropped)
    let hasGroups = intake.layout.plans.contains { $0.field == .group }
    let groups =
      hasGroups
      ? try intake.grouping.groupRows(in: run.folder, threads: threads, dropped: intake.dropped) : nil
    source = Mutex(Source(borrowers: borrowers.makeCursor(), groups: groups?.makeCursor()))
  }

  func run(output: OutputSink) throws -> PortfolioSummary {
    do { try output.write(writer.header) } catch { throw TapeFault.file(error) }
    DispatchQueue.concurrentPerform(iterations: run.plan.threads) { _ in
      do {
        try work(output)
      } catch {
        state.withLock { $0.fault = $0.fault ?? error }
        turns.stop()
      }
    }
    if let fault = state.withLock({ $0.fault }) {
      if let fault = fault as? FileFault { throw TapeFault.file(fault) }
      throw fault
    }
    return state.withLock { $0.summary }
  }

  private func work(_ output: OutputSink) throws {
    let usesModels = intake.layout.usesModels
    var batch = LoanBatch(
      capacity: RecordParser.batchRows, binnedWidth: usesModels ? run.models?.binned.count ?? 0 : 0,
      linearWidth: usesModels ? run.models?.linear.count ?? 0 : 0)
    var workspace = run.rescore.makeWorkspace()
    if run.plan.comparesApproaches { workspace.comparesApproaches = true }
    var result = RescoredBatch()
    var summary = PortfolioSummary(grades: run.rescore.masterScale.names.count)
    let buffer = ByteBuffer()
    let text = TextBuffer()
    var borrowerRows: [BorrowerRow] = []
    var groupRows: [GroupRow] = []
    var totals: [BorrowerTotals?] = []
    defer { state.withLock { $0.summary.merge(summary) } }
    while let index = try takeNext(&borrowerRows, &groupRows) {
      try Interrupt.check()
      try intake.load(index, into: &batch, buffer: buffer)
      if !intake.dropped.isEmpty { batch.removeRows { intake.dropped.contains(UInt64($0)) } }
      gather(batch, borrowerRows, groupRows, &totals)
      run.rescore.rescore(
        batch, totals: totals, workspace: &workspace, result: &result, notes: &summary.notes)
      summary.add(batch, result, overdueDays: run.plan.policy.classification.substandardDays)
      writer.write(batch, result, into: text)
      guard turns.wait(for: index) else { return }
      try text.write(to: output)
      turns.advance()
      report(batch.count)
    }
  }

  private func report(_ count: Int) {
    guard let progress = run.progress else { return }
    let rows = state.withLock { state in
      state.rows += Int64(count)
      return state.rows
    }
    progress(
      TapeProgress(
        phase: .pricing, rows: rows, share: Double(rows) / Double(max(1, intake.inputRows))))
  }

  /// The next segment with the rows of its lines, in the tape's order.
  private func takeNext(_ borrowers: inout [BorrowerRow], _ groups: inout [GroupRow]) throws -> Int? {
    try source.withLock { source in
      let index = source.next
      guard index < intake.segments.count else { return nil }
      source.next += 1
      let segment = intake.segments[index]
      let lines = segment.firstLine..<(segment.lastLine + 1)
      try source.borrowers.take(rows: lines, into: &borrowers)
      if let cursor = source.groups {
        try cursor.take(rows: lines, into: &groups)
      }
      return index
    }
  }

  /// Totals of each row's borrower: none where it has no other loan.
  private func gather(
    _ batch: LoanBatch, _ borrowers: [BorrowerRow], _ groups: [GroupRow], _ totals: inout [BorrowerTotals?]
  ) {
    totals.removeAll(keepingCapacity: true)
    var nextBorrower = 0
    var nextGroup = 0
    for row in 0..<batch.count {
      let line = UInt64(batch.rowNumbers[row])
      while nextBorrower < borrowers.count, borrowers[nextBorrower].line < line { nextBorrower += 1 }
      while nextGroup < groups.count, groups[nextGroup].line < line { nextGroup += 1 }
      var total: BorrowerTotals?
      if nextBorrower < borrowers.count, borrowers[nextBorrower].line == line {
        let known = borrowers[nextBorrower]
        total = BorrowerTotals(
          balance: known.balance, nonPerformingBalance: known.nonPerforming, exposure: known.exposure,
          isNonPerformingElsewhere: known.bits & BorrowerBits.elsewhere != 0,
          isOverdueElsewhere: known.bits & BorrowerBits.overdueElsewhere != 0)
      }
      if nextGroup < groups.count, groups[nextGroup].line == line {
        var whole = total ?? run.rescore.contribution(batch, row: row).alone
        whole.exposure = max(whole.exposure, groups[nextGroup].exposure)
        total = whole
      }
      totals.append(total)
    }
  }
}
