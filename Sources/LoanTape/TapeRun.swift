internal import CreditRisk
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
    return result(intake, summary: PortfolioSummary(grades: rescore.masterScale.names.count))
  }

  /// Rescores the tape.
  ///
  /// - Parameters:
  ///   - output: Where the per-loan CSV goes.
  ///   - rejects: Where bad rows go; nil: they stop the run.
  /// - Throws: ``TapeFault``.
  public func run(output: OutputSink, rejects: RejectsFile?) throws -> TapeRunResult {
    defer { folder.remove() }
    let intake = try accept(rejects)
    let pricing = try PricingPhase(self, intake)
    let summary = try pricing.run(output: output)
    var result = result(intake, summary: summary)
    result.concentration = try pricing.concentration(summary)
    return result
  }

  private func accept(_ rejects: RejectsFile?) throws -> IntakeResult {
    let phase = try IntakePhase(self, rejects: rejects)
    let intake = try phase.accept()
    if plan.isStrict, !intake.layout.unread.isEmpty { throw TapeFault.unreadColumns(intake.layout.unread) }
    try compareControl(intake)
    return intake
  }

  private func compareControl(_ intake: IntakeResult) throws {
    if let expected = plan.control.count, expected != intake.inputRows {
      throw TapeFault.control(name: "count", expected: "\(expected)", found: "\(intake.inputRows)")
    }
    if let expected = plan.control.balance, Int128(expected.fen) != intake.inputBalance {
      throw TapeFault.control(
        name: "balance", expected: "\(expected)", found: TapeRun.yuan(intake.inputBalance))
    }
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
    result.grades = rescore.masterScale.names
    return result
  }
}
