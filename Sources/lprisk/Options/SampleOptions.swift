internal import ArgumentParser
internal import LoanTape
internal import Reporting

/// Options of a sample for checking by hand.
struct SampleOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Loans to sample, in each stratum with --stratify.", valueName: "count"))
  var sample: Int?
  @Option(help: ArgumentHelp("Seed of the sample; 1 without it.", valueName: "number"))
  var seed: UInt64?
  @Option(
    help: ArgumentHelp(
      "Sample from each class, stage, grade, size, guarantee, industry or region.", valueName: "by"))
  var stratify: String?
  @Option(help: ArgumentHelp("Where the sample goes, as CSV.", valueName: "file"))
  var sampleOutput: String?

  /// Most loans of a sample, or of a stratum.
  private static let most = 100_000

  /// The plan of the sample; nil where none is asked for.
  func plan() throws -> RescoreSample.Plan? {
    guard let sample else {
      let others = [
        ("seed", seed != nil), ("stratify", stratify != nil), ("sample-output", sampleOutput != nil),
      ]
      if let other = others.first(where: \.1) { throw InputFault.needs(option: other.0, other: "sample") }
      return nil
    }
    guard (1...SampleOptions.most).contains(sample) else {
      throw InputFault.option("sample", value: "\(sample)", allowed: "1 to \(SampleOptions.most)")
    }
    guard sampleOutput != nil else { throw InputFault.needs(option: "sample", other: "sample-output") }
    let stratum = try stratify.map { text in
      guard let stratum = RescoreSample.Stratum(rawValue: text) else {
        throw InputFault.option(
          "stratify", value: text,
          allowed: RescoreSample.Stratum.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return stratum
    }
    return RescoreSample.Plan(count: sample, seed: seed ?? 1, stratum: stratum)
  }
}
