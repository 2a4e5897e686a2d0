internal import CreditRisk
internal import Dispatch
internal import Lending
public import LoanFiles
internal import LoanUnits
internal import Rescoring
internal import Scoring
internal import Synchronization

/// A rescore of a tape in two phases.
///
/// Intake reads it once, checks and spools; grouping finds duplicates and what is true of a borrower; pricing goes
/// through the spool in blocks and writes. Nothing is written before intake has
/// accepted the tape, and memory does not grow with it.
public final class TapeRun: Sendable {
  let plan: TapeRunPlan
  let rescore: BatchRescore
  let models: ModelSet?
  let folder: TemporaryFolder
  let progress: (@Sendable (TapeProgress) -> Void)?

  /// Prepares a run.
  ///
  /// - Parameter progress: Called from time to time, from any thread.
  /// - Throws: ``TapeFault`` where the policy, the models or the temporary folder do not hold.
  public init(_ plan: TapeRunPlan, progress: (@Sendable (TapeProgress) -> Void)? = nil) throws(TapeFault) {
    self.plan = plan
    self.progress = progress
    do {
      models = plan.models.isEmpty ? nil : try ModelSet(plan.models)
    } catch {
      throw .internalFault("models: \(error)")
    }
    do {
      rescore = try BatchRescore(
        policy: plan.policy, models: models, primeRates: plan.primeRates, asOf: plan.asOf)
    } catch {
      throw .pricing(error)
    }
    do {
      folder = try TemporaryFolder(in: plan.temporaryFolder)
    } catch {
      throw .file(error)
    }
  }

  /// Checks the tape and writes nothing but rejects.
  ///
  /// - Throws: ``TapeFault``.
  public func check(rejects: RejectsFile?) throws -> TapeRunResult {
    defer { folder.remove() }
    let intake = try accept(rejects)
    var result = result(intake, summary: PortfolioSummary(grades: rescore.masterScale.names.count))
    if plan.profilesQuality { result.quality = try QualityPhase(self, intake).profile() }
    return result
  }

  /// Rescores the tape.
  ///
  /// - Parameters:
  ///   - output: Where the per-loan CSV goes.
  ///   - rejects: Where bad rows go; nil: they stop the run.
  ///   - differences: Where the loans go that differ from those of ``TapeRunPlan/compared``; nil: nowhere.
  /// - Throws: ``TapeFault``.
  public func run(
    output: OutputSink, rejects: RejectsFile?, differences: OutputSink? = nil
  ) throws -> TapeRunResult {
    defer { folder.remove() }
    let comparison = try plan.compared.map { path in
      try OutputComparison(
        path: path, grades: rescore.masterScale.names, in: folder, threads: plan.threads)
    }
    let intake = try accept(rejects)
    let pricing = try PricingPhase(self, intake, comparison: comparison)
    let summary = try pricing.run(output: output)
    var result = result(intake, summary: summary)
    result.outputSHA256 = pricing.outputSHA256
    result.sample = pricing.sample
    result.concentration = try pricing.concentration(summary)
    // The spool has been read for the last time; the caller goes on to the summary and the output's name meanwhile.
    let spool = intake.spool
    DispatchQueue.global().async { spool.release() }
    result.comparison = try comparison?.result(
      rescore, in: folder, threads: plan.threads, differences: differences)
    return result
  }

  /// Finds the credit loss of every loan with what it follows from, and writes nothing.
  ///
  /// - Throws: ``TapeFault``.
  public func losses() throws -> TapeLosses {
    defer { folder.remove() }
    do {
      let intake = try accept(nil)
      let spill = try KeyedSpill<LossRecord>(in: folder, partitionCount: Grouping.partitions)
      let summary = try PricingPhase(self, intake).run(losses: spill)
      return TapeLosses(loans: spill, rescore: rescore, result: result(intake, summary: summary))
    } catch let fault as FileFault {
      throw TapeFault.file(fault)
    }
  }

  func accept(_ rejects: RejectsFile?) throws -> IntakeResult {
    let previous = try plan.previous.map { path in
      try PreviousOutput(path: path, in: folder, threads: plan.threads)
    }
    let phase = try IntakePhase(self, rejects: rejects)
    var intake = try phase.accept()
    if plan.isStrict, !intake.layout.unread.isEmpty { throw TapeFault.unreadColumns(intake.layout.unread) }
    try compareControl(intake)
    if plan.hasHistory { try join(previous, &intake) }
    return intake
  }

  /// Joins what is known of the loans beside the tape, and adds the borrowers up under it.
  private func join(_ previous: PreviousOutput?, _ intake: inout IntakeResult) throws {
    do {
      let histories = try LoanHistoryJoin(
        grouping: intake.grouping, previous: previous, overrides: plan.overrides, asOf: plan.asOf,
        dropped: intake.dropped
      ).run(in: folder, threads: plan.threads)
      intake.histories = histories
      intake.previousSHA256 = previous?.sha256
      try BorrowerPass(self, intake, histories).fill()
    } catch let fault as FileFault {
      throw TapeFault.file(fault)
    }
  }

  private func compareControl(_ intake: IntakeResult) throws {
    try plan.control.compare(rows: intake.inputRows, balance: intake.inputBalance)
  }

  /// Fen as CNY with two decimals.
  public static func yuan(_ fen: Int128) -> String {
    let magnitude = fen.magnitude
    let cents = magnitude % 100
    return (fen < 0 ? "-" : "") + "\(magnitude / 100)." + (cents < 10 ? "0" : "") + "\(cents)"
  }

  private func result(_ intake: IntakeResult, summary: PortfolioSummary) -> TapeRunResult {
    var result = TapeRunResult(summary: summary)
    result.inputRows = intake.inputRows
    result.inputBalance = intake.inputBalance
    result.rejectedRows = intake.rejectedRows
    result.rejectedBalance = intake.rejectedBalance
    result.unreadableBalances = intake.unreadableBalances
    result.unreadColumns = intake.layout.unread
    result.tapeSHA256 = intake.tapeSHA256
    result.industries = intake.industry.words
    result.regions = intake.region.words
    result.modelNames = intake.layout.usesModels ? models?.names ?? [] : []
    result.previousSHA256 = intake.previousSHA256
    result.vanished = intake.histories?.vanished ?? CountedBalance()
    result.hasOverrides = plan.overrides != nil
    result.unmatchedOverrides = intake.histories?.unmatchedOverrides ?? 0
    result.grades = rescore.masterScale.names
    result.primeRatesSHA256 = PrimeRateDigest.hexadecimal(plan.primeRates)
    return result
  }
}
