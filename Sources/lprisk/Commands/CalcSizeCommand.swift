internal import ArgumentParser
internal import Reporting

/// `calc size`: comes with a later step.
struct CalcSizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "size", abstract: "The official size of an enterprise (a later step).")

  @Argument(parsing: .captureForPassthrough, help: "Not read yet.")
  var words: [String] = []

  func run() throws {
    throw InputFault.notYet(feature: "calc size")
  }
}
