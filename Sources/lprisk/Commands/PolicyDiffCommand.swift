internal import ArgumentParser
internal import PolicyDocument
internal import Reporting

/// `policy diff`: the leaves that two policies do not share.
struct PolicyDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "The leaves in which two policies differ.")

  @Argument(help: ArgumentHelp("The first policy.", valueName: "old"))
  var old: String
  @Argument(help: ArgumentHelp("The second policy.", valueName: "new"))
  var new: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    let before = try LoadedSource(path: old).loaded
    let after = try LoadedSource(path: new).loaded
    let differences = PolicyDifference.between(before, after)
    let rows = differences.map { [$0.path, $0.old ?? "", $0.new ?? ""] }
    let json = differences.map {
      JSONValue.object([
        .init("path", .text($0.path)), .init("old", .optional($0.old)), .init("new", .optional($0.new)),
      ])
    }
    try output.print(
      RecordReport(
        [
          .init("old_sha256", .text(before.sha256)), .init("new_sha256", .text(after.sha256)),
          .init("differences", .list(json)),
        ], listKey: "differences", listColumns: ["path", "old", "new"],
        listTable: { ListTable.table(["path", "old", "new"], rows, $0) }))
  }
}
