import Foundation
import TestSupport
import Testing

/// `rescore --explain`: the rules with their facts, and the way to a better class, through the command.
@Suite struct ExplainTests {
  private static func explain(_ loans: [Tape.Row], _ id: String, _ more: [String] = []) throws -> JSONValue {
    let place = try Workplace()
    try place.write("tape.csv", Tape(loans).csv)
    let output = try place.rescore("tape.csv", ["--explain", id, "--format", "json"] + more)
    return try JSONDecoder().decode(JSONValue.self, from: output)
  }

  /// A loan, the rules with the facts that fired them, and the changes for a better class, worked by hand.
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let changes: Tape.Row
    let rules: [String]
    let better: [String]

    var testDescription: String { id }

    init(_ id: String, _ changes: Tape.Row, _ rules: [String], _ better: [String]) {
      self.id = id
      self.changes = changes
      self.rules = rules
      self.better = better
    }
  }

  private static let all = [
    Case("normal", [:], [], []),
    Case(
      "days-5", ["days_past_due": "5"], ["overdue_1_90 special_mention decided verified"],
      ["loan.days_past_due at_most 0 now 5"]),
    Case(
      "technical-8", ["days_past_due": "8", "technical_overdue": "1"],
      ["overdue_1_90 special_mention decided verified"], ["loan.days_past_due at_most 7 now 8"]),
    Case(
      "days-95", ["days_past_due": "95"], ["overdue_91_270 substandard decided verified"],
      ["loan.days_past_due at_most 90 now 95"]),
    Case(
      "days-361", ["days_past_due": "361"], ["overdue_over_360 loss decided verified"],
      ["loan.days_past_due at_most 360 now 361"]),
    // The original contract has been due for 91 days on 30 September 2026.
    Case(
      "refinanced", ["refinanced": "1", "original_maturity_date": "2026-07-01", "days_past_due": "3"],
      ["overdue_91_270 substandard decided verified", "refinanced special_mention verified"],
      ["loan.original_maturity_date at_least 2026-07-02 now 2026-07-01"]),
    Case(
      "evading", ["evading": "1", "credit_impaired": "1", "provision": "499999.99"],
      ["credit_impaired substandard verified", "evasion doubtful decided recalled"],
      ["loan.evading equal false now true"]),
    Case(
      "share-50", ["credit_impaired": "1", "provision": "500000.00"],
      ["credit_impaired substandard verified", "ecl_share_50 doubtful decided recalled"],
      ["loan.provision at_most 499999.99 now 500000.0"]),
    Case(
      "observed", ["restructured": "1", "restructured_date": "2026-03-15"],
      ["restructured_observation special_mention decided partly"],
      ["day.as_of at_least 2027-03-15 now 2026-09-30"]),
    Case(
      "observed-again-missed",
      [
        "restructured": "1", "restructured_date": "2026-03-15", "restructured_count": "2",
        "days_past_due": "4",
      ],
      [
        "overdue_1_90 special_mention verified", "restructured_observation special_mention partly",
        "restructured_again substandard decided recalled",
      ],
      ["loan.days_past_due at_most 0 now 4", "day.as_of at_least 2027-03-15 now 2026-09-30"]),
    Case(
      "observed-undated", ["restructured": "1"], ["restructured_observation special_mention decided partly"],
      ["loan.restructured_date at_most 2025-09-30 now unknown"]),
    // Paying the arrears is not enough: the loan was non-performing.
    Case(
      "guard", ["size": "medium", "previous_class": "doubtful", "days_past_due": "91"],
      ["overdue_91_270 substandard decided verified"],
      ["loan.days_past_due at_most 0 now 91", "loan.cured_since at_most 2026-03-31 now unknown"]),
    Case(
      "guard-waits", ["size": "medium", "previous_class": "doubtful", "cured_since": "2026-06-15"],
      ["upgrade_not_met substandard decided partly"],
      ["day.as_of at_least 2026-12-15 now 2026-09-30"]),
    Case(
      "expert", ["expert_class": "loss", "days_past_due": "271"],
      ["overdue_271_360 doubtful verified", "expert loss decided bank"],
      ["loan.expert_class at_most doubtful now loss"]),
    Case(
      "elsewhere", ["size": "large", "external_npl": "1", "overdue90_share_all_banks": "0.25"],
      [
        "debtor_npl_elsewhere special_mention verified",
        "overdue90_share_all_banks substandard decided verified",
      ],
      ["borrower.overdue90_share_all_banks at_most 0.2 now 0.25"]),
    Case("exempt", ["renewal": "1"], ["renewal_exempt - verified"], []),
  ]

  static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "unknown"
    case .bool(let flag): "\(flag)"
    case .number(let number): number == number.rounded() && number < 1000 ? "\(Int(number))" : "\(number)"
    case .string(let text): text
    default: "?"
    }
  }

  static func changes(_ explanation: JSONValue) throws -> [String] {
    guard !explanation["better"].isNull else { return [] }
    return try explanation["better"]["changes"].list().map { change in
      let name = try "\(change["of"].text()).\(change["name"].text()) \(change["must_be"].text())"
      return "\(name) \(text(change["value"])) now \(text(change["now"]))"
    }
  }

  @Test(arguments: all) func explained(_ expected: Case) throws {
    let found = try Self.explain([Tape.loan(expected.id, expected.changes)], expected.id)
    let rules = try found["rules"].list().map { rule in
      let decided = try rule["decided"].bool() ? " decided" : ""
      let demand = rule["at_least"].isNull ? "-" : try rule["at_least"].text()
      return try "\(rule["code"].text()) \(demand)\(decided) \(rule["confidence"].text())"
    }
    #expect(rules == expected.rules)
    #expect(try Self.changes(found) == expected.better)
  }

  @Test func factsAndLimitsAreNamed() throws {
    let found = try Self.explain([Tape.loan("a", ["days_past_due": "95"])], "a")
    let rule = found["rules"][0]
    #expect(try rule["facts"]["days_past_due"].int() == 95)
    #expect(try rule["limits"]["classification.substandard_days"].int() == 90)
    #expect(try rule["source"].text() == "Order No. 1 of 2023, art. 11(1)")
    #expect(try rule["meaning_zh"].text() == "逾期超过90天")
    #expect(try found["as_of"].text() == Workplace.asOf)
  }

  /// Rule 7 at 10.09 %: at most a tenth of the debtor's 1,001,000 may be non-performing, to the fen.
  @Test func othersAreNamedByTheirBalance() throws {
    let loans = [
      Tape.loan("a", ["borrower_id": "b", "size": "medium", "balance": "900000"]),
      Tape.loan("z", ["borrower_id": "b", "size": "medium", "balance": "101000", "days_past_due": "91"]),
    ]
    let found = try Self.explain(loans, "a")
    #expect(try found["class_rule"].text() == "debtor_npl_share_here")
    #expect(
      try Self.changes(found) == ["other_loans.non_performing_balance at_most 100100.0 now 101000.0"])
  }

  /// A sister that is held back only because of this loan is let go with it.
  @Test func sistersHeldBackByTheLoanAreNoObstacle() throws {
    let cured = ["previous_class": "substandard", "cured_since": "2026-03-30"]
    let loans = [
      Tape.loan("a", ["borrower_id": "b", "size": "medium", "days_past_due": "91"]),
      Tape.loan("z", ["borrower_id": "b", "size": "medium"].merging(cured) { $1 }),
    ]
    #expect(try Self.changes(Self.explain(loans, "a")) == ["loan.days_past_due at_most 90 now 91"])
    #expect(
      try Self.changes(Self.explain(loans, "z")) == [
        "other_loans.non_performing_balance at_most 0 now 1000000.0"
      ])
  }

  @Test func theTableNamesRuleArticleAndChange() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a", ["evading": "1"])]).csv)
    let english = String(decoding: try place.rescore("tape.csv", ["--explain", "a"]), as: UTF8.self)
    for words in [
      "Classification of loan a as of 2026-09-30", "* evasion: at least doubtful (decided)",
      "逃废银行债务", "Order No. 1 of 2023, art. 12(2) [not verified]", "facts: evading = true",
      "For substandard all of this would have to change", "- evading = false (now true)",
    ] { #expect(english.contains(words), "\(words)") }
    let chinese = String(
      decoding: try place.rescore("tape.csv", ["--explain", "a", "--lang", "zh"]), as: UTF8.self)
    for words in ["贷款 a 的风险分类说明", "至少可疑 (doubtful) (决定)", "[未核对原文]", "evading = false (现为 true)"] {
      #expect(chinese.contains(words), "\(words)")
    }
    #expect(!chinese.contains("would have"))
  }

  @Test(arguments: [
    (["--explain", "nobody"], 65, "no accepted row has the loan_id nobody"),
    (["--explain", "a", "--output", "x.csv"], 64, "--explain and --output exclude each other"),
    (["--explain", "a", "--summary", "x.json"], 64, "--explain and --summary"),
    (["--explain", "a", "--check"], 64, "--explain and --check"),
    (["--explain", "a", "--format", "csv"], 64, "table or json"),
    (["--format", "json"], 64, "--format needs --check or --explain"),
  ])
  func refused(_ options: [String], _ code: Int, _ sentence: String) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a")]).csv)
    let ended = try place.run(["rescore", "tape.csv", "--quiet"] + options)
    #expect(Int(ended.code) == code && ended.errors.contains(sentence), "\(ended.errors)")
    #expect(ended.output.isEmpty)
  }

  /// The row that stays of two is explained; a bad row elsewhere still stops the run.
  @Test func theTapeMustBeAccepted() throws {
    let place = try Workplace()
    try place.write(
      "tape.csv", Tape([Tape.loan("a", ["days_past_due": "1"]), Tape.loan("a", ["days_past_due": "99"])]).csv)
    #expect(try place.run(["rescore", "tape.csv", "--explain", "a"]).code == 65)
    let output = try place.rescore(
      "tape.csv", ["--explain", "a", "--rejects", "bad.csv", "--format", "json"])
    let found = try JSONDecoder().decode(JSONValue.self, from: output)
    #expect(try found["risk_class"].text() == "special_mention" && found["line"].int() == 2)
    #expect(place.exists("bad.csv"))
  }
}
