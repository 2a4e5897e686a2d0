internal import LoanFiles
public import Rescoring
internal import Lending
internal import PolicyDocument
internal import Scoring

/// A light pass over a tape for the measures of small-business lending: class and facts of every loan, by borrower.
///
/// Intake checks all columns as a rescore does, and what is priced is left out. Borrowers are resolved when tapes are
/// brought together.
public final class SupervisionRun: Sendable {
  private let run: TapeRun
  private let window: SupervisionWindow

  /// Columns that a file of flows must have.
  public static let flowColumns = ["origination_date", "original_amount", "rate_percent", "size"]

  /// Prepares the pass.
  ///
  /// - Parameters:
  ///   - plan: The tape; of a file of flows balance, overdue days and default probability need not be there.
  ///   - window: The days and rules of the measures.
  ///   - progress: Called from time to time, from any thread.
  /// - Throws: ``TapeFault`` where the policy, the models or the temporary folder do not hold.
  public init(
    _ plan: TapeRunPlan, window: SupervisionWindow, progress: (@Sendable (TapeProgress) -> Void)? = nil
  ) throws(TapeFault) {
    var plan = plan
    if window.isFlow {
      plan.models = []
      plan.areModelsGiven = false
      // What is repaid owes nothing and is no risk.
      plan.mapping = TapeMapping(
        columns: ["balance", "days_past_due", "pd"].map { TapeMapping.Column(name: $0, constant: "0") })
    }
    self.window = window
    run = try TapeRun(plan, progress: progress)
  }

  /// Reads the tape.
  ///
  /// - Throws: ``TapeFault``.
  public func tape() throws -> SupervisedTape {
    defer { run.folder.remove() }
    do {
      let spill = try SupervisionSpill(in: run.folder, window: window)
      let phase = try IntakePhase(run, rejects: nil, supervision: spill)
      if window.isFlow {
        for name in SupervisionRun.flowColumns where !phase.layout.plans.contains(where: { $0.name == name })
        {
          throw TapeFault.missingColumn(name, needed: .flows)
        }
      }
      let intake = try phase.accept()
      if run.plan.isStrict, !intake.layout.unread.isEmpty {
        throw TapeFault.unreadColumns(intake.layout.unread)
      }
      return SupervisedTape(spill: spill, intake: intake, rescore: run.rescore)
    } catch let fault as FileFault {
      throw TapeFault.file(fault)
    }
  }
}

/// The loans of a tape, ready to be brought together by borrower.
public struct SupervisedTape: Sendable {
  let spill: SupervisionSpill
  let intake: IntakeResult
  let rescore: BatchRescore

  /// Loans.
  public var rows: Int64 { intake.inputRows }
  /// Their balance, fen.
  public var balance: Int128 { intake.inputBalance }
  /// Names of the columns that are read.
  public var columns: Set<String> { Set(intake.layout.plans.map(\.name)) }
  /// Columns that nothing reads.
  public var unreadColumns: [String] { intake.layout.unread }
  /// Regions by their number in a tally, from the second on.
  public var regions: [String] { intake.region.words }
  /// Whether models scored, and their names.
  public var modelNames: [String] { intake.layout.usesModels ? rescore.models?.names ?? [] : [] }
  /// SHA-256 of the tape as it lies in the file, hexadecimal; empty where it was not asked for.
  public var sha256: String { intake.tapeSHA256 }
}
