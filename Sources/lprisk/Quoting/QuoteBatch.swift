internal import LoanFiles
internal import LoanPricing
internal import LoanTape
internal import Reporting

/// A file of applications: priced in parallel, each as it would be alone, in memory that does not grow with it.
struct QuoteBatch {
  let plan: QuotePlan
  let input: String
  let output: String
  let rejects: String?
  let replaces: Bool
  let isJSON: Bool
  let threads: Int
  let temporaryFolder: String?

  /// Prices all rows; nothing is written before the last was read.
  ///
  /// - Parameter progress: Called from time to time, from any thread.
  /// - Throws: `InputFault` with the bad rows unless they are set aside, `FileFault` for files.
  func run(progress: (@Sendable (TapeProgress) -> Void)? = nil) throws {
    let run: QuoteRun
    do {
      run = try QuoteRun(input: input, threads: threads, progress: progress)
    } catch {
      throw PathFault(error, path: input)
    }
    let rows = try ApplicationRows(
      header: DelimitedFile.header(run.header.map { RecordParser.record($0[...], line: 1) }, path: input),
      path: input, plan: plan, isJSON: isJSON)
    var files = QuoteFiles()
    do {
      let existing: ExistingOutput = replaces ? .replace : .refuse
      let sink = try OutputSink.open(output, existing: existing)
      files.output = sink
      files.rejects = try rejects.map { path in try OutputSink.open(path, existing: existing) }
      try quote(run, rows, to: sink, rejects: files.rejects)
      try files.commit()
    } catch {
      files.discard()
      throw error
    }
  }

  private func quote(
    _ run: QuoteRun, _ rows: ApplicationRows, to sink: OutputSink, rejects sideSink: OutputSink?
  ) throws {
    var folder: TemporaryFolder?
    func temporary() throws(FileFault) -> TemporaryFolder {
      if let folder { return folder }
      let made = try TemporaryFolder(in: temporaryFolder)
      folder = made
      return made
    }
    defer { folder?.remove() }
    let held = try HeldOutput(sink, folder: temporary)
    let heldRejects = try sideSink.map { sink in try HeldOutput(sink, folder: temporary) }
    try held.write(Array((isJSON ? "" : CSVOutput.header(QuoteReport.columns)).utf8).span)
    try heldRejects?.write(Array(ApplicationRows.rejectsHeader.utf8).span)
    let outcome: QuoteRun.Outcome
    do {
      outcome = try run.run(output: held, rejects: heldRejects, quick: rows.quick) { record, line in
        try rows.quote(record, line: line)
      }
    } catch let fault as FileFault {
      throw PathFault(fault, path: input)
    }
    if heldRejects == nil, outcome.bad > 0 {
      let faults = outcome.firstBad.map {
        RowFault(line: $0.line, column: $0.column, value: $0.value, reason: $0.reason)
      }
      throw InputFault.rows(file: input, faults, total: outcome.bad)
    }
    try heldRejects?.release()
    try held.release()
  }
}

/// The outputs of a batch, committed together or not at all.
private struct QuoteFiles {
  var output: OutputSink?
  var rejects: OutputSink?

  func commit() throws {
    try output?.commit()
    try rejects?.commit()
  }

  func discard() {
    output?.discard()
    rejects?.discard()
  }
}
