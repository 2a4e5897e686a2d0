internal import ArgumentParser
internal import Reporting

/// Options of a comparison with an earlier output.
struct ComparisonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Per-loan output of another rescore: what differs, by cause, goes to the summary.", valueName: "file"))
  var compare: String?
  @Option(
    help: ArgumentHelp(
      "Where all loans go that differ from --compare, the largest difference first, as CSV.",
      valueName: "file"))
  var differences: String?

  /// Refuses what makes no sense beside a comparison.
  ///
  /// - Parameters:
  ///   - others: Options that price nothing or a part alone, and whether they are given.
  ///   - output: Where the per-loan output goes.
  func check(beside others: [(name: String, isGiven: Bool)], output: String?) throws {
    guard compare != nil else {
      if differences != nil { throw InputFault.needs(option: "differences", other: "compare") }
      return
    }
    for (name, isGiven) in others where isGiven { throw InputFault.together(name, "compare") }
    if differences == "-", output ?? "-" == "-" {
      throw InputFault.option(
        "differences", value: "-", allowed: "a file: the per-loan output goes to standard output")
    }
  }
}
