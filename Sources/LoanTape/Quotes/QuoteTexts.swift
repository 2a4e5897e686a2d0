public import LoanPricing

/// The texts of quotes that do not depend on the row, in the words of whoever reports.
public struct QuoteTexts: Sendable {
  /// What every row says of policy and engine, in the order of the columns: name, version, digest, engine.
  public var circumstances: [String]
  /// Warnings of every row.
  public var warnings: [String]
  /// The text of a quote's warning.
  public var warning: @Sendable (QuoteWarning) -> String

  /// Creates the texts.
  public init(
    circumstances: [String], warnings: [String], warning: @escaping @Sendable (QuoteWarning) -> String
  ) {
    self.circumstances = circumstances
    self.warnings = warnings
    self.warning = warning
  }
}
