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
    var sample: SampleCollector?
  }
  /// Where the readers of borrowers and groups stand, with the next segment.
  private struct Source {
    var next = 0
    var borrowers: OrderedMergeCursor<BorrowerRow>
    var groups: OrderedMergeCursor<GroupRow>?
    var histories: OrderedMergeCursor<HistoryRow>?
  }
  /// What is known of the rows of one segment: each list by line.
  struct Known {
    var borrowers: [BorrowerRow] = []
    var groups: [GroupRow] = []
    var histories: [HistoryRow] = []
  }

  let run: TapeRun
  let intake: IntakeResult
  private let writer: RescoreWriter
  private let state: Mutex<State>
  private let source: Mutex<Source>
  private let handover: OrderedHandover<PricedBlock>
  /// Sees the output in its order; nil where no hash is asked for.
  private let hash: TapeHash?
  private let overlayWords: OverlayWords
  private let census: NameCensus
  /// Takes in what is found of each loan; nil where nothing is compared.
  private let comparison: OutputComparison?

  init(_ run: TapeRun, _ intake: IntakeResult, comparison: OutputComparison? = nil) throws {
    self.run = run
    self.intake = intake
    self.comparison = comparison
    let names = run.rescore.masterScale.names
    overlayWords = run.rescore.overlayWords(
      industries: intake.industry.words, regions: intake.region.words)
    writer = RescoreWriter(
      grades: names, modelCount: intake.layout.usesModels ? run.models?.names.count ?? 1 : 1,
      writesApproaches: run.plan.comparesApproaches)
    let sample = run.plan.sample.map { plan in
      SampleCollector(
        plan,
        names: SampleNames(
          grades: names, industries: intake.industry.words, regions: intake.region.words))
    }
    state = Mutex(State(summary: PortfolioSummary(grades: names.count), sample: sample))
    hash = run.plan.hashesOutput ? TapeHash() : nil
    let threads = run.plan.threads
    handover = OrderedHandover(threads: threads) { PricedBlock() }
    census = NameCensus(run.plan.policy.concentration)
    let borrowers = try intake.grouping.borrowerRows(
      in: run.folder, threads: threads, dropped: intake.dropped, census: census)
    let hasGroups = intake.layout.plans.contains { $0.field == .group }
    let groups =
      hasGroups
      ? try intake.grouping.groupRows(
        in: run.folder, threads: threads, dropped: intake.dropped, census: census) : nil
    source = Mutex(
      Source(
        borrowers: borrowers.makeCursor(), groups: groups?.makeCursor(),
        histories: intake.histories?.rows.makeCursor()))
  }

  /// Where the results go.
  private enum Target: Sendable {
    case text(OutputSink)
    case losses(KeyedSpill<LossRecord>)
  }

  func run(output: OutputSink) throws -> PortfolioSummary {
    do { try output.write(writer.header) } catch { throw TapeFault.file(error) }
    hash?.update(writer.header)
    return try run(.text(output))
  }

  /// Finds the losses alone, with what they follow from, by loan.
  func run(losses: KeyedSpill<LossRecord>) throws -> PortfolioSummary {
    try run(.losses(losses))
  }

  private func run(_ target: Target) throws -> PortfolioSummary {
    DispatchQueue.concurrentPerform(iterations: run.plan.threads) { worker in
      if worker == 0 { intake.grouping.release() }
      do {
        try work(target)
      } catch {
        state.withLock { $0.fault = $0.fault ?? error }
        handover.stop()
      }
    }
    if let fault = state.withLock({ $0.fault }) {
      if let fault = fault as? FileFault { throw TapeFault.file(fault) }
      throw fault
    }
    return state.withLock { $0.summary }
  }

  /// SHA-256 of what was written; empty where it was not asked for.
  var outputSHA256: String { hash?.hexadecimal ?? "" }

  /// The sample of what was written; nil where none was asked for.
  var sample: RescoreSample? { state.withLock { $0.sample }?.sample(header: writer.header) }

  /// How far the portfolio is spread; its totals are those of the run.
  func concentration(_ summary: PortfolioSummary) throws -> Concentration {
    try Concentration(
      run.plan.policy.concentration, census: census, summary: summary, intake: intake)
  }

  private func work(_ target: Target) throws {
    var batch = intake.makeBatch()
    var workspace = run.rescore.makeWorkspace()
    workspace.overlayWords = overlayWords
    if case .losses = target {
      workspace.keepsLossInputs = true
      workspace.findsRates = false
    }
    if comparison != nil { workspace.keepsLossInputs = true }
    var compared = OutputComparison.Workspace()
    if run.plan.comparesApproaches { workspace.comparesApproaches = true }
    var result = RescoredBatch()
    var summary = PortfolioSummary(grades: run.rescore.masterScale.names.count)
    let buffer = ByteBuffer()
    var known = Known()
    var totals: [BorrowerTotals?] = []
    var history: [LoanHistory] = []
    var sample = state.withLock { $0.sample }
    sample?.clear()
    defer {
      state.withLock { state in
        state.summary.merge(summary)
        if let sample { state.sample?.merge(sample) }
      }
    }
    while let block = handover.take(), let index = try takeNext(&known) {
      try Interrupt.check()
      try intake.load(index, into: &batch, buffer: buffer)
      if !intake.dropped.isEmpty { batch.removeRows { intake.dropped.contains(UInt64($0)) } }
      intake.histories?.gather(batch, known.histories, into: &history)
      gather(batch, known, history, &totals)
      run.rescore.rescore(
        batch, totals: totals, history: history, workspace: &workspace, result: &result,
        notes: &summary.notes)
      summary.add(
        batch, result, history: run.plan.previous == nil ? [] : history,
        overdueDays: run.plan.policy.classification.substandardDays)
      switch target {
      case .text:
        writer.write(batch, result, into: block.text)
        sample?.offer(batch, result, text: block.text)
        try comparison?.take(batch, result, workspace.lossInputs, &compared)
      case .losses:
        LossRecord.fill(&block.losses, batch, workspace.lossInputs)
      }
      try handover.give(block, at: index) { try deliver($0, to: target) }
      report(batch.count)
    }
  }

  /// Takes a block's results in, in the tape's order.
  private func deliver(_ block: PricedBlock, to target: Target) throws {
    switch target {
    case .text(let output):
      try block.text.write(to: output)
      if let hash { block.text.update(hash) }
    case .losses(let spill):
      for record in block.losses { try spill.append(record, key: record.digest.high) }
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
  private func takeNext(_ known: inout Known) throws -> Int? {
    try source.withLock { source in
      let index = source.next
      guard index < intake.segments.count else { return nil }
      source.next += 1
      try take(intake.segments[index].lines, from: source, &known)
      return index
    }
  }

  /// What is known of some lines, for one look.
  func known(of lines: Range<UInt64>) throws -> Known {
    var known = Known()
    try source.withLock { try take(lines, from: $0, &known) }
    return known
  }

  private func take(_ lines: Range<UInt64>, from source: Source, _ known: inout Known) throws {
    try source.borrowers.take(rows: lines, into: &known.borrowers)
    if let cursor = source.groups { try cursor.take(rows: lines, into: &known.groups) }
    if let cursor = source.histories { try cursor.take(rows: lines, into: &known.histories) }
  }

  /// Totals of each row's borrower: none where it has no other loan.
  func gather(
    _ batch: LoanBatch, _ known: Known, _ history: [LoanHistory], _ totals: inout [BorrowerTotals?]
  ) {
    totals.removeAll(keepingCapacity: true)
    let borrowers = known.borrowers
    let groups = known.groups
    var nextBorrower = 0
    var nextGroup = 0
    for row in 0..<batch.count {
      let line = UInt64(batch.rowNumbers[row])
      while nextBorrower < borrowers.count, borrowers[nextBorrower].line < line { nextBorrower += 1 }
      while nextGroup < groups.count, groups[nextGroup].line < line { nextGroup += 1 }
      var total: BorrowerTotals?
      if nextBorrower < borrowers.count, borrowers[nextBorrower].line == line {
        total = borrowers[nextBorrower].totals
      }
      if nextGroup < groups.count, groups[nextGroup].line == line {
        let own = history.isEmpty ? nil : history[row]
        var whole = total ?? run.rescore.contribution(batch, row: row, history: own).alone
        whole.exposure = max(whole.exposure, groups[nextGroup].exposure)
        total = whole
      }
      totals.append(total)
    }
  }
}

/// What pricing makes of a block, until it is its turn.
private final class PricedBlock {
  let text = TextBuffer()
  var losses: [LossRecord] = []
}

extension BorrowerRow {
  /// The totals as the rules take them.
  var totals: BorrowerTotals {
    BorrowerTotals(
      balance: balance, nonPerformingBalance: nonPerforming, upgradedBalance: upgraded, exposure: exposure,
      isNonPerformingElsewhere: bits & BorrowerBits.elsewhere != 0,
      isOverdueElsewhere: bits & BorrowerBits.overdueElsewhere != 0)
  }
}
