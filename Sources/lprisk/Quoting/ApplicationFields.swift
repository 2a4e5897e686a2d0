/// The fields of one application by option name, each with its values as text.
struct ApplicationFields {
  /// All fields an application can have; a file writes `_` for `-`.
  static let names: [String] = [
    "amount", "term", "repayment", "step", "principal-due", "balloon", "utilisation", "frequency", "grace",
    "start-date", "as-of", "rate-type",
    "repricing", "score", "pd", "rating", "guarantee", "collateral-type", "collateral-value", "guarantor",
    "guarantor-share", "size", "industry", "credit-limit", "undrawn", "employees", "annual-revenue",
    "total-assets", "first-loan", "renewal", "sector", "channel", "deposit-balance", "fee",
    "compensating-balance", "subsidy", "lpr", "rate", "method", "lgd", "ftp",
    "ftp-concession", "operating-cost", "risk-weight", "capital-ratio", "hurdle", "vat",
  ]
  /// Those that may have several values, `;` between them in a cell.
  static let repeatable: Set<String> = ["sector", "fee", "step", "principal-due"]

  private var values: [String: [String]] = [:]
  /// Columns of the model: name and text.
  var features: [String: String] = [:]

  /// Sets the values of a field.
  mutating func set(_ name: String, _ texts: [String]) {
    values[name] = texts
  }

  /// The values of a field, nothing where it was not given.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// The value of a field.
  subscript(name: String) -> String? { values[name]?.first }

  /// Takes a cell of a file; an empty one gives nothing.
  mutating func setCell(_ name: String, _ text: String) {
    guard !text.isEmpty else { return }
    let isList = ApplicationFields.repeatable.contains(name)
    values[name] = isList ? text.split(separator: ";").map(String.init) : [text]
  }
}
