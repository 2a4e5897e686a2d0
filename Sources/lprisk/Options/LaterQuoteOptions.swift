internal import ArgumentParser
internal import Reporting

/// Options of later steps: known, and refused with a sentence.
struct LaterQuoteOptions: ParsableArguments {
  @Flag(help: "What a change of each input does (a later step).")
  var sensitivity = false
  @Flag(help: "Variants side by side (a later step).")
  var compare = false
  @Option(help: ArgumentHelp("A rate card (a later step).", valueName: "fields"))
  var grid: String?
  @Option(help: ArgumentHelp("Solve for another field (a later step).", valueName: "field"))
  var solve: String?

  /// Refuses what was asked for.
  func refuse() throws {
    let asked = [
      ("--sensitivity", sensitivity), ("--compare", compare),
      ("--grid", grid != nil),
      ("--solve", solve != nil),
    ]
    for (name, isAsked) in asked where isAsked { throw InputFault.notYet(feature: name) }
  }
}
