import Foundation
import Testing

/// What `rescore --check` finds in a tape, and what it leaves alone.
@Suite struct DataQualityTests {
  /// The profile of a tape as JSON.
  struct Profile {
    struct Finding {
      var rule: String
      var column: String
      var tested: Int
      var count: Int
      var balance: Double
      var total: String?
      var change: Double?
      var examples: [String]
    }
    let findings: [Finding]
    /// Reason, column and examples.
    let rejected: [(reason: String, column: String, examples: [String])]
    let text: String

    init(_ data: Data) throws {
      text = String(decoding: data, as: UTF8.self)
      let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      func list(_ key: String) throws -> [[String: Any]] { try #require(object[key] as? [[String: Any]]) }
      findings = try list("findings").map { entry in
        Finding(
          rule: entry["rule"] as? String ?? "", column: entry["column"] as? String ?? "",
          tested: entry["tested"] as? Int ?? -1, count: entry["count"] as? Int ?? -1,
          balance: entry["balance"] as? Double ?? -1, total: entry["total"] as? String,
          change: entry["change"] as? Double, examples: entry["examples"] as? [String] ?? [])
      }
      rejected = try list("rejected").map { entry in
        (
          entry["reason"] as? String ?? "", entry["column"] as? String ?? "",
          entry["examples"] as? [String] ?? []
        )
      }
    }

    /// Loans of each rule that found any.
    var found: [String: Set<String>] {
      findings.filter { $0.count > 0 }.reduce(into: [:]) { $0[$1.rule, default: []].formUnion($1.examples) }
    }
  }

  private static func check(_ place: Workplace, _ tape: String, _ more: [String] = []) throws -> Profile {
    try Profile(try place.rescore(tape, ["--check", "--format", "json"] + more))
  }

  private static func profile(_ rows: [Tape.Row], _ more: [String] = []) throws -> Profile {
    let place = try Workplace()
    try place.write("tape.csv", Tape(rows).csv)
    return try check(place, "tape.csv", more)
  }

  // MARK: - The tape with defects

  private static let defective = Result { try makeDefective() }

  private static func makeDefective() throws -> (place: Workplace, tape: Tape, list: Tape) {
    let place = try Workplace()
    let made = try place.run([
      "generate", "--rows", "3000", "--seed", "7", "--output", "defects.csv", "--defects", "list.csv",
    ])
    guard made.code == 0 else { throw Workplace.Failure.failed(code: made.code, errors: made.errors) }
    func read(_ name: String) throws -> Tape {
      Tape(csv: String(decoding: try place.read(name), as: UTF8.self))
    }
    return (place, try read("defects.csv"), try read("list.csv"))
  }

  @Test func everyPlantedDefectIsFoundAndNothingElse() throws {
    let (place, _, list) = try Self.defective.get()
    let profile = try Self.check(place, "defects.csv", ["--rejects", "rejects.csv", "--force"])
    var expected: [String: Set<String>] = [:]
    for row in list.rows where row["kind"] == "finding" && row["loan_id"] != "" {
      expected[row["rule"] ?? "", default: []].insert(row["loan_id"] ?? "")
    }
    #expect(expected.count == 14)
    var found = profile.found
    #expect(found.removeValue(forKey: "amounts_in_10k") != nil)
    #expect(found == expected)
    for finding in profile.findings where finding.rule != "amounts_in_10k" {
      #expect(finding.count == expected[finding.rule]?.count, "\(finding.rule)")
    }
    let units = profile.findings.filter { $0.rule == "amounts_in_10k" }
    #expect(units.map(\.column) == ["collateral_value"])
    let rejected = list.rows.filter { $0["kind"] == "rejected" }
    #expect(
      Set(profile.rejected.flatMap { kind in kind.examples.map { [kind.reason, kind.column, $0] } })
        == Set(rejected.map { [$0["rule"] ?? "", $0["column"] ?? "", $0["loan_id"] ?? ""] }))
  }

  @Test func theCleanTapeGivesNothing() throws {
    let (place, tape, list) = try Self.defective.get()
    let planted = Set(list.rows.map { $0["loan_id"] ?? "" })
    var clean = tape
    clean.rows = tape.rows.filter { !planted.contains($0["loan_id"] ?? "") }
    #expect(clean.rows.count > 2900)
    for index in clean.rows.indices {
      // In fen it is the digits without the point; in 10,000 CNY it was, so two zeros and no decimals.
      guard let value = clean.rows[index]["collateral_value"], !value.isEmpty else { continue }
      clean.rows[index]["collateral_value"] = value.filter { $0 != "." } + "00"
    }
    try place.write("clean.csv", clean.csv)
    let profile = try Self.check(place, "clean.csv")
    #expect(profile.found.isEmpty)
    #expect(profile.rejected.isEmpty)
    for finding in profile.findings where finding.rule != "rate_not_prime_plus_spread" {
      #expect(finding.tested > 0, "\(finding.rule) tests no loan")
    }
  }

  @Test(arguments: ["1", "3"]) func theProfileDoesNotDependOnThreadsOrOrder(_ threads: String) throws {
    let (place, tape, _) = try Self.defective.get()
    let name = "reversed-\(threads).csv"
    var reversed = tape
    reversed.rows.reverse()
    // The rejected duplicate is the later row, so that pair keeps its order.
    let twice = Set(
      Dictionary(grouping: tape.rows) { $0["loan_id"] ?? "" }.filter { $1.count > 1 }.keys)
    reversed.rows.removeAll { twice.contains($0["loan_id"] ?? "") }
    reversed.rows += tape.rows.filter { twice.contains($0["loan_id"] ?? "") }
    try place.write(name, reversed.csv)
    let plain = try Self.check(place, "defects.csv", ["--rejects", "r-\(threads).csv"])
    let turned = try Self.check(
      place, name, ["--rejects", "r-\(threads).csv", "--force", "--threads", threads])
    #expect(plain.text == turned.text)
  }

  @Test func thePlainTapeStaysAsItWas() throws {
    let (place, tape, _) = try Self.defective.get()
    let plain = try place.run(["generate", "--rows", "3000", "--seed", "7"])
    let rows = Tape(csv: plain.text).rows
    let changed = zip(rows, tape.rows).filter { $0["balance"] != $1["balance"] }
    #expect(changed.count < 20)
  }

  // MARK: - Either side of each limit

  struct Case: Sendable, CustomTestStringConvertible {
    var rule: String
    var changes: Tape.Row
    var isFound: Bool
    var policy: [String] = []
    var testDescription: String { "\(rule) \(changes.sorted { $0.key < $1.key }) \(isFound)" }

    init(_ rule: String, _ isFound: Bool, _ changes: Tape.Row, _ policy: [String] = []) {
      (self.rule, self.isFound, self.changes, self.policy) = (rule, isFound, changes, policy)
    }
  }

  static let cases: [Case] = [
    Case("balance_over_original", false, ["original_amount": "1000000.00"]),
    Case("balance_over_original", true, ["original_amount": "999999.99"]),
    Case("balance_over_original", false, ["original_amount": "999999.99", "restructured": "1"]),
    Case("balance_and_undrawn_over_limit", false, ["credit_limit": "1500000", "undrawn": "500000"]),
    Case("balance_and_undrawn_over_limit", true, ["credit_limit": "1500000", "undrawn": "500000.01"]),
    Case("balance_and_undrawn_over_limit", true, ["credit_limit": "999999.99"]),
    Case("maturity_not_after_origination", true, ["maturity_date": "2023-01-15"]),
    Case("maturity_not_after_origination", false, ["maturity_date": "2023-01-16"]),
    Case("rate_out_of_range", false, ["rate_percent": "24"]),
    Case("rate_out_of_range", true, ["rate_percent": "24.01"]),
    Case("rate_out_of_range", false, ["rate_percent": "0"]),
    Case("rate_out_of_range", true, ["rate_percent": "-0.01"]),
    Case("rate_out_of_range", true, ["rate_percent": "12.01"], ["data_quality.highest_rate_percent=12"]),
    Case("overdue_without_arrears", true, ["days_past_due": "1", "arrears": "0"]),
    Case("overdue_without_arrears", false, ["days_past_due": "1", "arrears": "0.01"]),
    Case("overdue_without_arrears", false, ["days_past_due": "0", "arrears": "0"]),
    Case("overdue_without_arrears", false, ["days_past_due": "1"]),
    Case("overdue_without_arrears", true, ["days_past_due": "1", "balance": "0"]),
    Case("overdue_classed_normal", true, ["days_past_due": "1", "expert_class": "normal"]),
    Case("overdue_classed_normal", false, ["days_past_due": "0", "expert_class": "normal"]),
    Case("overdue_classed_normal", false, ["days_past_due": "31", "previous_class": "normal"]),
    Case("overdue_classed_normal", true, ["days_past_due": "32", "previous_class": "normal"]),
    Case(
      "overdue_classed_normal", false,
      ["days_past_due": "7", "expert_class": "normal", "technical_overdue": "1"]),
    Case(
      "overdue_classed_normal", true,
      ["days_past_due": "8", "expert_class": "normal", "technical_overdue": "1"]),
    Case("npl_without_reason", true, ["previous_class": "substandard"]),
    Case("npl_without_reason", true, ["expert_class": "loss"]),
    Case("npl_without_reason", false, ["expert_class": "special_mention"]),
    Case("npl_without_reason", false, ["expert_class": "loss", "days_past_due": "1"]),
    Case("npl_without_reason", false, ["expert_class": "loss", "bankrupt": "1"]),
    Case("npl_without_reason", false, ["previous_class": "doubtful", "cured_since": "2026-08-01"]),
    // 300号: a retailer with 60 staff needs 5,000,000 CNY for medium, 1,000,000 for small.
    Case("size_not_as_measured", false, retailer("4000000", "small")),
    Case("size_not_as_measured", true, retailer("4000000", "medium")),
    Case("size_not_as_measured", false, retailer("5000000", "medium")),
    Case("size_not_as_measured", true, retailer("999999.99", "small")),
    Case("size_not_as_measured", false, retailer("999999.99", "sole-trader")),
    Case("size_not_as_measured", false, retailer("", "medium")),
    Case("inclusive_not_eligible", false, ["inclusive": "1", "credit_limit": "10000000"]),
    Case("inclusive_not_eligible", true, ["inclusive": "1", "credit_limit": "10000000.01"]),
    Case("inclusive_not_eligible", false, ["credit_limit": "10000000.01"]),
    Case("inclusive_not_eligible", true, ["inclusive": "1", "size": "medium"]),
    Case("floating_without_tenor", true, ["rate_type": "floating"]),
    Case("floating_without_tenor", false, ["rate_type": "floating", "lpr_tenor": "1Y"]),
    Case("collateral_value_missing", true, ["collateral_value": ""]),
    Case("collateral_value_missing", true, ["guarantee": "pledge", "collateral_value": "0"]),
    Case("collateral_value_missing", false, ["guarantee": "credit", "collateral_value": ""]),
    Case("date_after_as_of", true, ["origination_date": "2026-10-01"]),
    Case("date_after_as_of", false, ["origination_date": "2026-09-30"]),
    Case("date_after_as_of", true, ["cured_since": "2026-10-01"]),
    Case("amounts_in_10k", true, ["balance": "999.99"]),
    Case("amounts_in_10k", false, ["balance": "1000"]),
    Case("amounts_in_10k", true, ["annual_revenue": "500"]),
    Case("amounts_in_10k", false, ["deposit_balance": "500"]),
    // Prime rates of 20 May 2025 on: 3.00; from 21 October 2024: 3.10; from 22 July 2024: 3.35.
    Case("rate_not_prime_plus_spread", false, floating("3.50", "anniversary", "2024-06-01")),
    Case("rate_not_prime_plus_spread", true, floating("3.60", "anniversary", "2024-06-01")),
    Case("rate_not_prime_plus_spread", false, floating("3.60", "january", "2024-06-01", asOf: "2025-06-30")),
    Case("rate_not_prime_plus_spread", true, floating("3.50", "january", "2024-06-01", asOf: "2025-06-30")),
    Case("rate_not_prime_plus_spread", false, floating("3.60", "quarter", "2024-06-01", asOf: "2025-06-30")),
    Case("rate_not_prime_plus_spread", false, floating("3.50", "month", "2024-06-01", asOf: "2025-06-30")),
    Case(
      "rate_not_prime_plus_spread", false,
      floating("3.60", "anniversary", "2024-11-15", asOf: "2025-06-30")),
    Case("rate_not_prime_plus_spread", false, floating("3.505", "anniversary", "2024-06-01")),
    Case("rate_not_prime_plus_spread", true, floating("3.51", "anniversary", "2024-06-01")),
  ]

  private static func retailer(_ revenue: String, _ size: String) -> Tape.Row {
    ["industry": "F52", "employees": "60", "annual_revenue": revenue, "size": size]
  }

  private static func floating(
    _ rate: String, _ cycle: String, _ start: String, asOf: String = Workplace.asOf
  ) -> Tape.Row {
    [
      "rate_type": "floating", "lpr_tenor": "1Y", "spread_bp": "50", "rate_percent": rate, "repricing": cycle,
      "origination_date": start, "as-of": asOf,
    ]
  }

  @Test(arguments: cases) func limits(_ item: Case) throws {
    var changes = item.changes
    let asOf = changes.removeValue(forKey: "as-of")
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("L", changes)]).csv)
    let ended = try place.run(
      ["rescore", "tape.csv", "--check", "--format", "json", "--as-of", asOf ?? Workplace.asOf, "--quiet"]
        + item.policy.flatMap { ["--set", $0] })
    #expect(ended.code == 0, "\(ended.errors)")
    let profile = try Profile(ended.output)
    #expect((profile.found[item.rule] != nil) == item.isFound, "\(profile.found)")
    let off = try place.run(
      ["rescore", "tape.csv", "--check", "--format", "json", "--as-of", asOf ?? Workplace.asOf, "--quiet"]
        + item.policy.flatMap { ["--set", $0] } + ["--set", "data_quality.rules.\(item.rule)=off"])
    #expect(!off.text.contains("\"\(item.rule)\""))
  }

  // MARK: - Whole-tape facts, and effects

  @Test func sizesOfABorrower() throws {
    let profile = try Self.profile([
      Tape.loan("a", ["borrower_id": "one", "size": "small"]),
      Tape.loan("b", ["borrower_id": "one", "size": "micro"]),
      Tape.loan("c", ["borrower_id": "one", "size": ""]),
      Tape.loan("d", ["borrower_id": "two", "size": "small"]),
      Tape.loan("e", ["borrower_id": "two", "size": "small"]),
    ])
    #expect(profile.found == ["borrower_sizes_differ": ["a", "b"]])
  }

  @Test func aBorrowersOtherLoanIsAReason() throws {
    let profile = try Self.profile([
      Tape.loan("a", ["borrower_id": "one", "previous_class": "substandard"]),
      Tape.loan("b", ["borrower_id": "one", "days_past_due": "100"]),
      Tape.loan("c", ["borrower_id": "two", "previous_class": "substandard"]),
      Tape.loan("d", ["borrower_id": "two", "previous_class": "substandard"]),
    ])
    #expect(profile.found == ["npl_without_reason": ["c", "d"]])
  }

  @Test func effects() throws {
    let profile = try Self.profile([
      Tape.loan("a", ["original_amount": "900000"]),
      Tape.loan("b", ["balance": "500000", "rate_percent": "30"]),
      Tape.loan("c", ["balance": "1500000", "size": "medium", "inclusive": "1"]),
    ])
    func finding(_ rule: String) throws -> Profile.Finding {
      try #require(profile.findings.first { $0.rule == rule })
    }
    let over = try finding("balance_over_original")
    #expect(over.total == "balance")
    #expect(over.change == -100_000)
    #expect(over.balance == 1_000_000)
    let rate = try finding("rate_out_of_range")
    // 2.5 of 3 million at 4.35 percent and the rest at 30: a sixth of the difference.
    let excess = (30 - 4.35) / 6.0
    let change = try #require(rate.change)
    #expect((change + excess).magnitude < 1e-9)
    #expect(try finding("inclusive_not_eligible").change == -1_500_000)
  }

  @Test func theMedianDecidesNotTheMean() throws {
    let rows = ["999", "999", "5000000"].enumerated().map { Tape.loan("L\($0)", ["balance": $1]) }
    #expect(try Self.profile(rows).found["amounts_in_10k"] != nil)
    let even = ["999", "5000000"].enumerated().map { Tape.loan("L\($0)", ["balance": $1]) }
    #expect(try Self.profile(even).found["amounts_in_10k"] == nil)
  }

  @Test func theSummaryHoldsTheProfile() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("L", ["rate_percent": "30"])]).csv)
    let checked = try Self.check(place, "tape.csv", ["--summary", "check.json"])
    #expect(String(decoding: try place.read("check.json"), as: UTF8.self).contains("\"data_quality\""))
    #expect(checked.found == ["rate_out_of_range": ["L"]])
    _ = try place.rescore("tape.csv", ["--summary", "run.json"])
    #expect(!String(decoding: try place.read("run.json"), as: UTF8.self).contains("data_quality"))
  }

  @Test(arguments: ["en", "zh"]) func theTableFitsThePage(_ language: String) throws {
    let (place, _, _) = try Self.defective.get()
    let ended = try place.run([
      "rescore", "defects.csv", "--check", "--as-of", Workplace.asOf, "--rejects", "t-\(language).csv",
      "--lang", language, "--quiet",
    ])
    #expect(ended.code == 0)
    #expect(ended.text.contains("size_not_as_measured"))
    #expect(ended.text.contains(language == "en" ? "balance over the amount drawn" : "余额大于发放金额"))
    for line in ended.text.split(separator: "\n") { #expect(line.unicodeScalars.count <= 80, "\(line)") }
  }

  @Test func nothingIsPrintedBeforeTheTapeIsAccepted() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("L", ["balance": "-1"])]).csv)
    let ended = try place.run(["rescore", "tape.csv", "--check", "--as-of", Workplace.asOf])
    #expect(ended.code == 65)
    #expect(ended.output.isEmpty)
  }

  @Test(arguments: [
    ["rescore", "tape.csv", "--format", "json"], ["rescore", "tape.csv", "--check", "--format", "csv"],
    ["generate", "--rows", "99", "--defects", "list.csv", "--output", "x.csv"],
  ]) func usage(_ arguments: [String]) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("L")]).csv)
    let ended = try place.run(arguments)
    #expect(ended.code == 64)
    #expect(ended.output.isEmpty)
    #expect(try place.names() == ["tape.csv"])
  }
}
