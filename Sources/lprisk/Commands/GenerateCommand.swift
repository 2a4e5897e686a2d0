internal import ArgumentParser
internal import LoanFiles
internal import LoanTape
internal import PolicyDocument
internal import Reporting

/// `generate`: a synthetic loan tape of any size from a seed.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Writes a synthetic loan tape of any size; the same seed gives the same bytes.")

  @Option(help: ArgumentHelp("Rows to write.", valueName: "count"))
  var rows: Int
  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "number"))
  var seed: UInt64 = 1
  @Option(
    help: ArgumentHelp(
      "Months by which the same loans are older: a second tape for migrate.", valueName: "count"),
    transform: OptionValue.integer(0...120, "0 to 120 months"))
  var monthsLater = 0
  @Option(help: ArgumentHelp("Where the tape goes; - for standard output.", valueName: "file"))
  var output = "-"
  @Option(
    help: ArgumentHelp(
      "Plant one of each defect of the data into a clean tape; the file says which loan has which.",
      valueName: "file"))
  var defects: String?
  @Flag(help: "Replace an output file that exists.")
  var force = false
  @Flag(help: "Says nothing; accepted as everywhere, since this command shows no progress.")
  var quiet = false

  func run() throws {
    guard (0...1_000_000_000).contains(rows) else {
      throw InputFault.option("rows", value: "\(rows)", allowed: "0 to 1000000000")
    }
    if let defects { return try writeDefective(list: defects) }
    let tape = SyntheticTape(rows: rows, seed: seed, monthsLater: monthsLater)
    let sink = try OutputSink.open(output, existing: force ? .replace : .refuse)
    do {
      var bytes: [UInt8] = []
      tape.appendHeader(to: &bytes)
      for row in 0..<tape.candidates {
        tape.append(row: row, to: &bytes)
        if bytes.count >= 1 << 20 {
          try Interrupt.check()
          try sink.write(bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      try sink.write(bytes)
      try sink.commit()
    } catch {
      sink.discard()
      throw error
    }
  }
}

extension GenerateCommand {
  /// A tape with defects, and the list of them: `kind`, `rule`, `column`, `loan_id`.
  private func writeDefective(list: String) throws {
    guard rows >= DefectiveTape.fewestRows else {
      throw InputFault.option(
        "rows", value: "\(rows)", allowed: "\(DefectiveTape.fewestRows) or more with --defects")
    }
    guard list != "-", list != output else {
      throw InputFault.option("defects", value: list, allowed: "a file of its own")
    }
    let tape = DefectiveTape(rows: rows, seed: seed, policy: try PolicyFile.builtIn().policy)
    let existing: ExistingOutput = force ? .replace : .refuse
    let listSink = try OutputSink.open(list, existing: existing)
    do {
      let sink = try OutputSink.open(output, existing: existing)
      do {
        try write(tape, to: sink, list: listSink)
        try sink.commit()
        try listSink.commit()
      } catch {
        sink.discard()
        throw error
      }
    } catch {
      listSink.discard()
      throw error
    }
  }

  private func write(_ tape: DefectiveTape, to sink: OutputSink, list: OutputSink) throws {
    func line(_ planted: DefectiveTape.Planted) -> String {
      "\(planted.defect.kind),\(planted.defect.code),\(planted.column),\(planted.identifier)\n"
    }
    try list.write("kind,rule,column,loan_id\n" + DefectiveTape.wholeTape.map(line).joined())
    var text = tape.header
    for row in 0..<rows {
      let written = tape.row(row)
      text += written.text
      if let planted = written.planted { try list.write(line(planted)) }
      if text.utf8.count >= 1 << 20 {
        try Interrupt.check()
        try sink.write(text)
        text.removeAll(keepingCapacity: true)
      }
    }
    try sink.write(text)
  }
}
