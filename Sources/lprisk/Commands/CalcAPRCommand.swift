internal import ArgumentParser
internal import Reporting

/// `calc apr`: comes with a later step.
struct CalcAPRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apr", abstract: "Annual percentage rates of the EU, the US and China (a later step).")

  @Argument(parsing: .captureForPassthrough, help: "Not read yet.")
  var words: [String] = []

  func run() throws {
    throw InputFault.notYet(feature: "calc apr")
  }
}
