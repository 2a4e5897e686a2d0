internal import ArgumentParser
internal import LoanMath
internal import Reporting

/// `calc pd`: the probability of default of a score.
struct CalcPDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pd", abstract: "The probability of default of a score on a scale of points.")

  private static let anyNumber = NumberRange.from(-1e15, to: 1e15, "a plain number")

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Score.", valueName: "points"),
    transform: OptionValue.number(anyNumber))
  var score: Double
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Points at the base odds.", valueName: "points"),
    transform: OptionValue.number(anyNumber))
  var baseScore: Double
  @Option(
    help: ArgumentHelp("Good : bad at the base score.", valueName: "odds"),
    transform: OptionValue.number(.over(0, to: 1e15, "odds over 0")))
  var baseOdds: Double
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Points that double the odds.", valueName: "points"),
    transform: OptionValue.number(
      NumberRange(isAllowed: { $0 != 0 && $0.magnitude <= 1e15 }, words: "points other than 0")))
  var pdo: Double
  @OptionGroup var output: OutputOptions

  func run() throws {
    let scale = try ScoreScale(baseScore: baseScore, baseOdds: baseOdds, pointsToDoubleOdds: pdo)
    try output.print(
      RecordReport([
        .init("pd", .number(scale.probability(score: score))), .init("factor", .number(scale.factor)),
        .init("offset", .number(scale.offset)),
      ]))
  }
}
