internal import ArgumentParser
internal import Foundation
internal import LoanFiles
internal import LoanTape
internal import LoanUnits
internal import PolicyDocument
internal import Reporting

/// `merge`: the results of a split tape as one run would have given them.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Merges the results of a split tape into the bytes of one run.",
    discussion: """
      Each part is rescored with --output and --partial; all loans of a borrower and of a group belong to one part. \
      With --tape the rows stand in the order of the whole tape and divided borrowers are refused; without it they \
      stand part after part.
      """)

  @Argument(help: ArgumentHelp("Partial results of rescore --partial.", valueName: "part"))
  var parts: [String]
  @Option(help: ArgumentHelp("The whole tape.", valueName: "file"))
  var tape: String?
  @Option(help: ArgumentHelp("How a foreign tape is read.", valueName: "file"))
  var mapping: String?
  @Option(help: ArgumentHelp("Where the per-loan CSV goes; standard output without it.", valueName: "file"))
  var output: String?
  @Option(help: ArgumentHelp("Where the summary goes, as JSON.", valueName: "file"))
  var summary: String?
  @Option(
    help: ArgumentHelp(
      "Where the sample goes, from parts that were rescored with --sample.", valueName: "file"))
  var sampleOutput: String?
  @Option(help: ArgumentHelp("Totals of the ledger: balance=CNY,count=ROWS.", valueName: "totals"))
  var control: String?
  @Option(help: ArgumentHelp("Where temporary files lie.", valueName: "folder"))
  var tempDir: String?
  @Flag(help: "Replace output files that exist.")
  var force = false
  @Option(
    help: ArgumentHelp("Language of the table: en or zh.", valueName: "language"),
    transform: { text in try OptionValue.code(text, ReportLanguage.allCases.map { ($0.rawValue, $0) }) })
  var lang: ReportLanguage = .english
  @Flag(help: "No table on standard error.")
  var quiet = false

  func run() throws {
    if mapping != nil, tape == nil { throw InputFault.needs(option: "mapping", other: "tape") }
    let totals = try control.map { try ControlOption.read($0) } ?? ControlTotals()
    let partials = try parts.map { path in (path: path, partial: try MergeCommand.load(path)) }
    for part in partials.dropFirst() {
      guard let difference = partials[0].partial.difference(from: part.partial) else { continue }
      throw InputFault.parts(
        first: partials[0].path, second: part.path, what: difference.name, here: difference.here,
        there: difference.there)
    }
    if sampleOutput != nil, let first = partials.first, first.partial.result.sample == nil {
      throw InputFault.content(file: first.path, allowed: "a partial result with a sample (rescore --sample)")
    }
    var plan = MergePlan(
      parts: partials.map { path, partial in
        MergePlan.Part(
          output: MergeCommand.place(of: partial.output, beside: path), sha256: partial.result.outputSHA256,
          inputRows: partial.result.inputRows)
      }, tape: tape)
    plan.mapping = try RescoreInputs.mapping(mapping, models: [])
    plan.temporaryFolder = tempDir
    do {
      try write(plan, partials.map(\.partial), totals)
    } catch {
      throw TapeError(error, path: tape ?? parts.first ?? "")
    }
  }

  private func write(_ plan: MergePlan, _ partials: [PartialRescore], _ totals: ControlTotals) throws {
    let existing: ExistingOutput = force ? .replace : .refuse
    var files = RescoreFiles()
    do {
      if let summary { files.summary = try OutputSink.open(summary, existing: existing) }
      if let sampleOutput { files.sample = try OutputSink.open(sampleOutput, existing: existing) }
      // The totals need no loan, so that a difference from the ledger shows before the first row is written.
      let whole = partials.dropFirst().reduce(into: partials.first?.result) { $0?.merge($1.result) }
      if let whole { try totals.compare(rows: whole.inputRows, balance: whole.inputBalance) }
      let sink = try OutputSink.open(output ?? "-", existing: existing)
      files.output = sink
      let digest = try PartMerge(plan).run(output: sink)
      let source = digest.flatMap { digest in
        tape.map { RescoreReport.SourceFile(name: $0, sha256: digest) }
      }
      guard let first = partials.first else { return }
      let policy = try LoadedSource(first.policy)
      // The parts' file is sealed, so only another version of the engine reads its policy otherwise.
      guard policy.loaded.sha256 == first.policyDigest else {
        throw InputFault.content(
          file: parts.first ?? "", allowed: "a partial result of this version of lprisk")
      }
      guard
        let report = PartialRescore.report(partials, policy: policy.policy, tape: source, control: totals)
      else { return }
      if let sink = files.sample { try report.result.sample?.write(to: sink) }
      try files.summary?.write(JSONOutput.document(report.json))
      try files.commit()
      if !quiet, isatty(2) == 1 {
        let isColoured = ProcessInfo.processInfo.environment["NO_COLOR"] == nil
        StandardError.write(report.table(lang, TextStyle(isColoured: isColoured)))
      }
    } catch {
      files.discard()
      throw error
    }
  }

  private static func load(_ path: String) throws -> PartialRescore {
    let bytes: [UInt8]
    do {
      bytes = try FileContents.read(path)
    } catch {
      throw PathFault(error, path: path)
    }
    return try PartialRescore(bytes: bytes, file: path)
  }

  /// An output that was named without a folder lies beside its partial result.
  private static func place(of output: String, beside path: String) -> String {
    guard !output.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return output }
    return String(path[...slash]) + output
  }
}
