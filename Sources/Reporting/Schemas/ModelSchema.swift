/// Keys of a model file.
public enum ModelSchema {
  /// All keys.
  public static let entries = [
    SchemaEntry("name", "text", "name of the model"),
    SchemaEntry("version", "text", "its version"),
    SchemaEntry("base_score", "points", "points at the base odds"),
    SchemaEntry("base_odds", "number", "good : bad at the base score"),
    SchemaEntry("pdo", "points", "points that double the odds"),
    SchemaEntry("intercept", "number", "log-odds of good before any characteristic"),
    SchemaEntry("calibration.a", "number", "shift: logit pd = a + b x logit"),
    SchemaEntry("calibration.b", "number", "slope"),
    SchemaEntry("characteristics", "list", "what the model looks at"),
    SchemaEntry("characteristics.column", "text", "column of the tape"),
    SchemaEntry(
      "characteristics.kind", "code", "how it is read", codes: ["numeric", "categorical", "linear"]),
    SchemaEntry("characteristics.bins", "list", "ranges or lists of values; none for linear"),
    SchemaEntry("characteristics.bins.upper", "number", "exclusive upper bound; null for the last"),
    SchemaEntry("characteristics.bins.values", "list", "texts of a categorical bin"),
    SchemaEntry("characteristics.bins.woe", "number", "weight of evidence of the bin"),
    SchemaEntry("characteristics.bins.points", "points", "points of the bin, in place of woe"),
    SchemaEntry("characteristics.missing", "number", "value of an empty field"),
    SchemaEntry("characteristics.unseen", "number", "value of a field that no bin holds"),
    SchemaEntry("characteristics.weight", "number", "what the value is multiplied by"),
    SchemaEntry("segments", "list", "models of their own for parts of the book"),
    SchemaEntry("segments.when", "object", "column and values that choose the segment"),
    SchemaEntry("segments.model", "object", "the model, without segments of its own"),
  ]
}
