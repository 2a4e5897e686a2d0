internal import ArgumentParser
internal import LoanTape
internal import PolicyDocument
internal import Reporting

/// `schema`: columns, types, codes and meanings.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Columns, types, codes and meanings of what is read and written.")

  /// What is described.
  enum Subject: String, CaseIterable {
    /// Columns of a loan tape.
    case tape
    /// Columns of the per-loan output.
    case rescore
    /// Columns of a file of differences.
    case differences
    /// Columns of a file of overrides.
    case overrides
    /// Columns of a file of applications, and keys of a quote.
    case quote
    /// Leaves of the policy.
    case policy
    /// Keys of a model file.
    case model
    /// Columns of a file of outcomes, and keys of a cohort.
    case backtest
  }

  // The parser's own list of more than five values takes a line each, and an error is one line.
  @Argument(
    help: ArgumentHelp(
      "tape, rescore, differences, overrides, quote, policy, model or backtest.", valueName: "subject"),
    transform: { text in try OptionValue.code(text, Subject.allCases.map { ($0.rawValue, $0) }) })
  var subject: Subject
  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.print(SchemaEntry.report(try entries()))
  }

  private func entries() throws -> [SchemaEntry] {
    switch subject {
    case .tape:
      return TapeSchema.columns.map {
        SchemaEntry($0.name, $0.type, $0.meaning, codes: $0.codes, use: $0.isRequired ? "required" : "")
      }
    case .rescore:
      return (RescoreSchema.columns + RescoreSchema.approachColumns).map {
        SchemaEntry($0.name, $0.type, $0.meaning)
      }
    case .differences:
      return DifferenceSchema.columns.map { SchemaEntry($0.name, $0.type, $0.meaning) }
    case .overrides:
      return OverridesSchema.entries
    case .quote:
      return QuoteSchema.entries
    case .policy:
      let comments = try PolicyFile.builtInComments()
      return try PolicyFile.builtIn().leaves.map {
        SchemaEntry($0.path, $0.allowed.kind, comments[$0.path] ?? "", use: $0.allowed.description)
      }
    case .model:
      return ModelSchema.entries
    case .backtest:
      return BacktestSchema.entries
    }
  }
}
