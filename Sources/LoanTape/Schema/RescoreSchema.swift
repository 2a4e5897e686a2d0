/// A column of the per-loan output.
public struct RescoreColumn: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Kind of its fields.
  public let type: String
  /// What it means.
  public let meaning: String
}

/// The columns of the per-loan output of a rescore; further models add `score_2`, `pd_2` and so on.
public enum RescoreSchema {
  /// All columns, in order.
  public static let columns: [RescoreColumn] = [
    RescoreColumn(name: "loan_id", type: "text", meaning: "identifier of the loan"),
    RescoreColumn(name: "score", type: "points", meaning: "score of the first model, or the given one"),
    RescoreColumn(name: "grade", type: "code", meaning: "grade of the master scale; D is default"),
    RescoreColumn(
      name: "pd", type: "fraction", meaning: "twelve-month default probability after floor and cap"),
    RescoreColumn(name: "lgd", type: "fraction", meaning: "loss given default"),
    RescoreColumn(name: "ead", type: "CNY", meaning: "balance + CCF x undrawn"),
    RescoreColumn(name: "risk_class", type: "code", meaning: "the five categories"),
    RescoreColumn(name: "class_reasons", type: "codes", meaning: "all rules that fired, ; between them"),
    RescoreColumn(
      name: "class_rule", type: "code", meaning: "the rule that decided; empty for a normal loan"),
    RescoreColumn(name: "stage", type: "1|2|3", meaning: "stage of credit risk"),
    RescoreColumn(name: "ecl_12m", type: "CNY", meaning: "expected credit loss over twelve months"),
    RescoreColumn(name: "ecl_lifetime", type: "CNY", meaning: "expected credit loss over the remaining life"),
    RescoreColumn(name: "ecl", type: "CNY", meaning: "expected credit loss of the stage"),
    RescoreColumn(name: "risk_weight_percent", type: "percent", meaning: "risk weight"),
    RescoreColumn(name: "rwa", type: "CNY", meaning: "risk-weighted assets"),
    RescoreColumn(name: "capital", type: "CNY", meaning: "rwa x capital ratio"),
    RescoreColumn(
      name: "required_rate_percent", type: "percent", meaning: "what the loan would be quoted today"),
    RescoreColumn(name: "rate_gap_bp", type: "bp", meaning: "contract rate less required rate"),
    RescoreColumn(name: "raroc_percent", type: "percent", meaning: "return on capital at the contract rate"),
  ]
  /// Columns behind all others with `--both-approaches`.
  public static let approachColumns: [RescoreColumn] = [
    RescoreColumn(
      name: "rwa_weighting", type: "CNY",
      meaning: "with --both-approaches: risk-weighted assets by the weighting approach"),
    RescoreColumn(
      name: "rwa_irb", type: "CNY",
      meaning: "with --both-approaches: risk-weighted assets by internal ratings, before the output floor"),
  ]
}
