internal import ArgumentParser
internal import Lending
internal import LoanFiles

/// The table of prime rates.
struct PrimeRateOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Table of loan prime rates in place of the built-in one.", valueName: "file"))
  var lprFile: String?

  /// Reads the table.
  func load() throws -> LoanPrimeRateHistory {
    guard let lprFile else { return try LoanPrimeRateHistory.builtIn() }
    do {
      return try LoanPrimeRateHistory(csv: try FileContents.read(lprFile))
    } catch {
      throw PathFault(error, path: lprFile)
    }
  }
}
