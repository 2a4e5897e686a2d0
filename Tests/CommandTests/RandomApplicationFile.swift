import TestSupport

/// A file of applications drawn from a seed, over the columns that a bank's export has.
struct RandomApplicationFile {
  static let columns = [
    "amount", "term", "repayment", "frequency", "pd", "score", "rating", "guarantee", "collateral_type",
    "collateral_value", "guarantor", "guarantor_share", "size", "credit_limit", "undrawn", "annual_revenue",
    "start_date", "as_of", "rate_type", "first_loan", "renewal", "sector", "channel", "deposit_balance",
    "grace", "fee", "subsidy", "lgd",
  ]
  var rows: [[String: String]] = []

  init(rows count: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<count { rows.append(RandomApplicationFile.row(&generator)) }
  }

  var header: String { Self.columns.joined(separator: ",") }

  /// The file, each cell by a rule.
  func csv(_ cell: (_ column: String, _ text: String) -> String = { $1 }) -> String {
    let lines = rows.map { row in Self.columns.map { cell($0, row[$0] ?? "") }.joined(separator: ",") }
    return ([header] + lines).map { $0 + "\n" }.joined()
  }

  /// A row as options of the command.
  func options(_ index: Int) -> [String] {
    Self.columns.flatMap { column -> [String] in
      guard let text = rows[index][column], !text.isEmpty else { return [] }
      let name = "--" + String(column.map { $0 == "_" ? "-" : $0 })
      if column == "first_loan" || column == "renewal" { return text == "true" ? [name] : [] }
      if column == "sector" || column == "fee" {
        return text.split(separator: ";").flatMap { [name, String($0)] }
      }
      return [name, text]
    }
  }

  private static func row(_ generator: inout SeededGenerator) -> [String: String] {
    func money(_ range: ClosedRange<Int>) -> String {
      let yuan = Int.random(in: range, using: &generator)
      return generator.pick(["\(yuan)", "\(yuan).5", "\(yuan).07"])
    }
    func day() -> String {
      let month = Int.random(in: 10...12, using: &generator)
      return "\(generator.pick([2025, 2026]))-\(month)-\(Int.random(in: 10...28, using: &generator))"
    }
    var row: [String: String] = [:]
    row["amount"] = money(100_000...9_000_000)
    row["term"] = "\(generator.pick([3, 6, 12, 36, 36, 36, 60, 120]))"
    row["repayment"] = generator.pick([
      "annuity", "annuity", "linear", "interest-only", "bullet", "revolving",
    ])
    row["frequency"] = generator.pick(["", "monthly", "quarterly"])
    let digits = String(Int.random(in: 1_000_000...9_999_999, using: &generator))
    switch generator.pick([0, 0, 0, 1, 2]) {
    case 0: row["pd"] = generator.pick(["0.0", "0.00"]) + digits.prefix(Int(digits.suffix(1)) ?? 4) + "1"
    case 1: row["score"] = "\(digits.prefix(2))\(digits.suffix(1)).\(digits.suffix(2))"
    default: row["rating"] = generator.pick(["AA", "BBB", "B"])
    }
    row["guarantee"] = generator.pick(["credit", "guarantee", "mortgage", "pledge"])
    if generator.chance(0.5) { row["collateral_value"] = money(50_000...9_000_000) }
    row["collateral_type"] = generator.pick(["", "housing", "commercial", "deposit"])
    row["guarantor"] = generator.pick(["", "government-fund", "company"])
    row["guarantor_share"] = generator.pick(["", "0.8", "1"])
    row["size"] = generator.pick(["", "small", "micro", "medium", "sole-trader", "large"])
    if generator.chance(0.3) { row["credit_limit"] = money(100_000...20_000_000) }
    if generator.chance(0.2) { row["undrawn"] = money(0...1_000_000) }
    if generator.chance(0.3) { row["annual_revenue"] = money(1_000_000...90_000_000) }
    if generator.chance(0.3) { row["start_date"] = day() }
    row["as_of"] = generator.chance(0.4) ? day() : "2026-09-01"
    row["rate_type"] = generator.pick(["", "fixed", "floating"])
    row["first_loan"] = generator.pick(["", "true", "false"])
    row["renewal"] = generator.pick(["", "", "true"])
    row["sector"] = generator.pick(["", "", "technology", "private;technology"])
    row["channel"] = generator.pick(["", "online", "线上"])
    if generator.chance(0.2) { row["deposit_balance"] = money(0...1_000_000) }
    if generator.chance(0.05) { row["grace"] = "3" }
    if row["grace"] == "3", row["term"] == "3" || row["repayment"] == "bullet" { row["grace"] = nil }
    if generator.chance(0.05) { row["fee"] = "account=20@monthly;closing=50@end" }
    if generator.chance(0.03) { row["subsidy"] = generator.pick(["1@borrower", "0.5@bank:6"]) }
    if generator.chance(0.03) { row["lgd"] = "0.4" }
    return row
  }
}
