internal import ArgumentParser
internal import LoanPricing
internal import PolicyDocument
internal import Reporting

/// `policy check`: reads a policy as every command does.
struct PolicyCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read a policy and name every fault with its line.")

  @Argument(help: ArgumentHelp("The policy; - for standard input.", valueName: "file"))
  var file: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    let source = try LoadedSource(path: file)
    try output.print(
      RecordReport([
        .init("policy_name", .text(source.policy.name)),
        .init("policy_version", .text(source.policy.version)),
        .init("policy_sha256", .text(source.loaded.sha256)),
        .init("leaves", .integer(source.loaded.leaves.count)),
      ]))
  }
}
