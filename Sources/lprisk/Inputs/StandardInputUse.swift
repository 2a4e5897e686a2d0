internal import Reporting

/// Standard input holds one file: of a command's inputs at most one may be `-`.
enum StandardInputUse {
  /// Refuses a second input that names it.
  ///
  /// - Parameter inputs: Arguments and options as the help names them, with their paths.
  static func check(_ inputs: [(name: String, path: String?)]) throws {
    let piped = inputs.filter { $0.path == "-" }
    guard piped.count > 1 else { return }
    throw InputFault.usage(
      "\(piped[0].name) and \(piped[1].name) cannot both be -: standard input holds one file")
  }
}
