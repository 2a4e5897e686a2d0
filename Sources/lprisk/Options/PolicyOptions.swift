internal import ArgumentParser

/// The policy and changes to it.
struct PolicyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Policy in place of the built-in one.", valueName: "file"))
  var policy: String?
  @Option(help: ArgumentHelp("Change one leaf by its path; repeatable.", valueName: "key=value"))
  var set: [String] = []

  /// Reads and checks the policy.
  func load() throws -> LoadedSource {
    try LoadedSource(path: policy, changes: set)
  }
}
