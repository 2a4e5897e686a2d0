internal import Foundation
internal import LoanFiles
internal import LoanTape
internal import LoanUnits
internal import Reporting

extension RescoreCommand {
  /// Explains one loan on standard output instead of pricing all.
  func print(
    _ identifier: String, plan: TapeRunPlan, source: LoadedSource, _ progress: Progress?
  ) throws {
    var rejected: OutputSink?
    let explanation: TapeExplanation
    do {
      rejected = try rejects.map { try OutputSink.open($0, existing: force ? .replace : .refuse) }
      let run = try TapeRun(plan) { progress?.show($0) }
      explanation = try run.explain(identifier, rejects: rejected.map { RejectsFile($0) })
      try rejected?.commit()
    } catch {
      rejected?.discard()
      throw error
    }
    progress?.finish()
    let report = ClassExplanationReport(explanation, context: source.context(asOf: plan.asOf))
    let isColoured = isatty(1) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    let text =
      format == .json
      ? JSONOutput.document(report.json) : report.table(lang, TextStyle(isColoured: isColoured))
    try OutputSink.standardOutput(StandardOutput()).write(text)
  }
}
