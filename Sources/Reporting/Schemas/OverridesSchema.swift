internal import Lending

/// Columns of a file of overrides.
public enum OverridesSchema {
  /// All columns; each must be there.
  public static let entries = [
    SchemaEntry("loan_id", "text", "the loan; once in the file", use: "required"),
    SchemaEntry("risk_class", "code", "the class given", codes: RiskClass.codes, use: "required"),
    SchemaEntry("reason", "text", "why", use: "required"),
    SchemaEntry("approver", "text", "who approved it; a better class than the rules' needs it"),
    SchemaEntry(
      "expires", "date", "last day on which it holds; a better class needs it, empty: no end for a worse one"),
  ]
}
