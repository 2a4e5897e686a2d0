internal import Reporting

/// Standard input holds one file: of a command's inputs at most one may be `-`.
enum StandardInputUse {
  /// Refuses the second input that names it.
  ///
  /// - Parameter inputs: Arguments and options with their paths.
  static func check(_ inputs: [(name: String, path: String?)]) throws {
    let piped = inputs.filter { $0.path == "-" }
    guard piped.count > 1 else { return }
    throw InputFault.option(
      piped[1].name, value: "-", allowed: "a file: standard input is read for \(piped[0].name) already")
  }
}
