internal import ArgumentParser

/// The bank's policy: write, show, check, compare.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "The bank's policy: write the built-in one, show, check, compare.",
    subcommands: [
      PolicyInitCommand.self, PolicyShowCommand.self, PolicyCheckCommand.self, PolicyDiffCommand.self,
    ])
}
