internal import ArgumentParser
internal import Reporting

/// Options of later steps: known, and refused with a sentence.
struct LaterQuoteOptions: ParsableArguments {
  @Flag(help: "The borrower's cost sheet (a later step).")
  var statement = false

  /// Refuses what was asked for.
  func refuse() throws {
    if statement { throw InputFault.notYet(feature: "--statement") }
  }
}
