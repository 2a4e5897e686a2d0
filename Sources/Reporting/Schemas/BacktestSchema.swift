internal import CreditRisk

/// What a backtest reads of outcomes, and the keys of a cohort in its result.
public enum BacktestSchema {
  private static let verdicts = BacktestVerdict.allCases.map(\.rawValue)

  /// All of them; the input's first.
  public static let entries: [SchemaEntry] = [
    SchemaEntry("loan_id", "text", "identifier, as in the output of the rescore", use: "required"),
    SchemaEntry("cohort", "text", "what is compared together, as a year of approval", use: "required"),
    SchemaEntry("defaulted", "flag", "whether the loan defaulted within the horizon", use: "required"),
    SchemaEntry("loss", "CNY", "what was lost on it; 0 where nothing was", use: "required"),
    SchemaEntry("weight", "number", "loans it stands for in a sample; 1 without the column", use: "input"),
    SchemaEntry("cohort", "text", "name; null for all cohorts together", use: "output"),
    SchemaEntry("loans", "count", "loans, each once", use: "output"),
    SchemaEntry("defaulted", "count", "loans that defaulted, each once", use: "output"),
    SchemaEntry("weight", "number", "weighted number of loans", use: "output"),
    SchemaEntry(
      "effective_loans", "number", "unweighted loans whose default rate is as uncertain", use: "output"),
    SchemaEntry(
      "expected_default_rate", "fraction", "mean of 1 - (1 - pd)^(months / 12), weighted", use: "output"),
    SchemaEntry("default_rate", "fraction", "weighted share of loans that defaulted", use: "output"),
    SchemaEntry("default_rate_lower", "fraction", "lower bound by Wilson", use: "output"),
    SchemaEntry("default_rate_upper", "fraction", "upper bound by Wilson", use: "output"),
    SchemaEntry("default_ratio", "number", "realised over expected", use: "output"),
    SchemaEntry(
      "default_verdict", "code", "where the interval lies against the expectation", codes: verdicts,
      use: "output"),
    SchemaEntry("exposure", "CNY", "weighted ead", use: "output"),
    SchemaEntry(
      "expected_loss", "CNY", "weighted default probability over the horizon x lgd x ead", use: "output"),
    SchemaEntry("loss", "CNY", "weighted loss", use: "output"),
    SchemaEntry("expected_loss_rate", "fraction", "expected loss over exposure", use: "output"),
    SchemaEntry("loss_rate", "fraction", "loss over exposure", use: "output"),
    SchemaEntry(
      "loss_rate_lower", "fraction", "lower bound, normal; null below ten defaults", use: "output"),
    SchemaEntry("loss_rate_upper", "fraction", "upper bound, likewise", use: "output"),
    SchemaEntry("loss_ratio", "number", "realised over expected", use: "output"),
    SchemaEntry("loss_verdict", "code", "as default_verdict", codes: verdicts, use: "output"),
    SchemaEntry(
      "expected_lgd", "fraction", "expected loss over the expected exposure of defaulted loans", use: "output"
    ),
    SchemaEntry("lgd", "fraction", "loss over the exposure of defaulted loans", use: "output"),
  ]
}
