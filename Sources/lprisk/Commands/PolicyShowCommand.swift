internal import ArgumentParser
internal import LoanPricing
internal import PolicyDocument
internal import Reporting

/// `policy show`: every leaf with its value.
struct PolicyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Every leaf of the policy with its value.")

  @Flag(help: "Only leaves that inform and change no result.")
  var informational = false
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let source = try policy.load()
    let leaves = informational ? source.loaded.informationalLeaves : source.loaded.leaves
    let rows = leaves.map { [$0.path, $0.value] }
    try output.print(
      RecordReport(
        [
          .init("policy_name", .text(source.policy.name)),
          .init("policy_version", .text(source.policy.version)),
          .init("policy_sha256", .text(source.loaded.sha256)),
          .init("leaves", ListTable.json(["path", "value"], rows)),
        ], listKey: "leaves", listTable: { ListTable.table(["path", "value"], rows, $0) }))
  }
}
