internal import ArgumentParser
internal import LoanFiles
internal import LoanTape
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
  @Flag(help: "Replace an output file that exists.")
  var force = false
  @Flag(help: "Says nothing; accepted as everywhere, since this command shows no progress.")
  var quiet = false

  func run() throws {
    guard (0...1_000_000_000).contains(rows) else {
      throw InputFault.option("rows", value: "\(rows)", allowed: "0 to 1000000000")
    }
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
