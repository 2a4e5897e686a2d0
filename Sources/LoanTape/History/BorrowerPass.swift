internal import Dispatch
internal import Lending
internal import LoanFiles
internal import Rescoring
internal import Synchronization

/// Goes through the spool once before the borrowers are added up, where last month's output or overrides change what a
/// loan adds to its borrower: the guard and the overrides come before the borrower rules.
final class BorrowerPass: Sendable {
  private struct State {
    var next = 0
    var cursor: OrderedMergeCursor<HistoryRow>
  }
  private struct Outcome {
    var unsigned: [RejectedRow] = []
    var fault: (any Error)?
  }

  private let run: TapeRun
  private let intake: IntakeResult
  private let histories: LoanHistories
  private let source: Mutex<State>
  private let outcome = Mutex(Outcome())
  private let turns = OrderedTurns()

  init(_ run: TapeRun, _ intake: IntakeResult, _ histories: LoanHistories) {
    self.run = run
    self.intake = intake
    self.histories = histories
    source = Mutex(State(cursor: histories.rows.makeCursor()))
  }

  /// Fills the borrowers and groups of the grouping.
  ///
  /// - Throws: ``TapeFault/unsignedOverrides(file:_:total:)`` for better classes without an approver or an expiry.
  func fill() throws {
    DispatchQueue.concurrentPerform(iterations: run.plan.threads) { _ in
      do {
        try work()
      } catch {
        outcome.withLock { $0.fault = $0.fault ?? error }
        turns.stop()
      }
    }
    let (fault, unsigned) = outcome.withLock { ($0.fault, $0.unsigned) }
    if let fault = fault as? FileFault { throw TapeFault.file(fault) }
    if let fault { throw fault }
    guard unsigned.isEmpty else {
      let rows = unsigned.sorted { $0.line < $1.line }
      throw TapeFault.unsignedOverrides(
        file: run.plan.overrides?.file ?? "", Array(rows.prefix(IntakePhase.namedRows)), total: rows.count)
    }
  }

  private func work() throws {
    var batch = intake.makeBatch()
    let buffer = ByteBuffer()
    var keys = RowKeys()
    var known: [HistoryRow] = []
    var history: [LoanHistory] = []
    var contributions: [BorrowerContribution] = []
    let hasBorrowers = TapeNames(intake.layout).hasBorrowers
    while let index = try takeNext(&known) {
      try Interrupt.check()
      try intake.load(index, into: &batch, buffer: buffer)
      try intake.loadKeys(index, into: &keys, buffer: buffer)
      histories.gather(batch, known, into: &history)
      run.rescore.contributions(batch, history: history, into: &contributions)
      if !histories.overrides.isEmpty { checkUpgrades(batch, known, history) }
      guard turns.wait(for: index) else { return }
      for row in 0..<batch.count {
        try intake.grouping.add(
          contributions[row], line: UInt64(batch.rowNumbers[row]), keys, row, hasBorrowers: hasBorrowers)
      }
      turns.advance()
    }
  }

  private func takeNext(_ known: inout [HistoryRow]) throws -> Int? {
    try source.withLock { source in
      let index = source.next
      guard index < intake.segments.count else { return nil }
      source.next += 1
      try source.cursor.take(rows: intake.segments[index].lines, into: &known)
      return index
    }
  }

  /// An override to a better class needs an approver and an expiry.
  private func checkUpgrades(_ batch: LoanBatch, _ known: [HistoryRow], _ history: [LoanHistory]) {
    var next = 0
    for row in 0..<batch.count where history[row].overrideClass != missingCode {
      while next < known.count, known[next].line < UInt64(batch.rowNumbers[row]) { next += 1 }
      guard next < known.count, known[next].override >= 0 else { continue }
      let given = histories.overrides[Int(known[next].override)]
      guard given.approver.isEmpty || given.expires == nil,
        let ruled = run.rescore.classBeforeUpgrade(batch, row: row, history: history[row])
      else { continue }
      let fault = RejectedRow(
        line: given.line, column: given.approver.isEmpty ? "approver" : "expires", value: "",
        reason: .unsignedUpgrade(from: ruled.code, to: given.riskClass.code, identifier: given.identifier),
        row: [], balance: nil)
      outcome.withLock { $0.unsigned.append(fault) }
    }
  }
}
