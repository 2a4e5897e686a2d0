internal import ArgumentParser
internal import LoanFiles
internal import PolicyDocument

/// `policy init`: the built-in policy with its comments.
struct PolicyInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write the built-in policy, with a comment and a source for each leaf.")

  @Option(help: ArgumentHelp("Where it goes; standard output without it.", valueName: "file"))
  var output: String?
  @Flag(help: "Replace an output file that exists.")
  var force = false

  func run() throws {
    let sink = try OutputSink.open(output ?? "-", existing: force ? .replace : .refuse)
    try sink.write(PolicyFile.builtInBytes)
    try sink.commit()
  }
}
