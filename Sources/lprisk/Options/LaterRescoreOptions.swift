internal import ArgumentParser
internal import Reporting

/// Options that come with a later step: known, and refused with a sentence.
struct LaterRescoreOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An output to compare with; with a later step.", visibility: .hidden))
  var compare: String?

  /// Refuses whatever was asked for.
  func refuse() throws {
    let asked = [
      ("compare", compare)
    ]
    if let name = asked.first(where: { $0.1 != nil })?.0 { throw InputFault.notYet(feature: "--\(name)") }
  }
}
