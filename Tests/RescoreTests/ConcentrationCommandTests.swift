import Foundation
import TestSupport
import Testing

/// Concentration in the summary of a rescore, each figure worked by hand beside it.
@Suite struct ConcentrationCommandTests {
  /// Eight loans of CNY 1,000,000.00 in all.
  ///
  /// Borrowers: A 300,000 + 100,000 = 400,000, B 250,000, C 150,000, D 100,000, nobody 60,000 and 40,000.
  /// Groups: G1 = A's 300,000 + B = 550,000, G2 = C = 150,000; outside: A 100,000, D 100,000, 60,000, 40,000.
  private static let rows: [Tape.Row] = [
    loan("1", "A", "300000", group: "G1", industry: "C13", region: "330100"),
    loan("2", "B", "250000", group: "G1", industry: "C", region: "330200"),
    loan("3", "C", "150000", group: "G2", industry: "K7010", region: "110000"),
    loan("4", "A", "100000", group: "", industry: "C1392", region: "330100"),
    loan("5", "D", "100000", group: "", industry: "F51", region: "110000", more: ["undrawn": "100000"]),
    loan("6", "", "60000", group: "", industry: "", region: ""),
    loan("7", "", "40000", group: "", industry: "special", region: "110000"),
    loan("8", "E", "0", group: "G3", industry: "A", region: "650100"),
  ]

  private static func loan(
    _ id: String, _ borrower: String, _ balance: String, group: String, industry: String, region: String,
    more: Tape.Row = [:]
  ) -> Tape.Row {
    Tape.loan(
      id,
      [
        "borrower_id": borrower, "balance": balance, "group_id": group, "industry": industry,
        "region": region,
      ].merging(more) { $1 })
  }

  private static func summary(_ rows: [Tape.Row], _ settings: [String] = [], _ more: [String] = []) throws
    -> JSONValue
  {
    let place = try Workplace()
    try place.write("tape.csv", Tape(rows).csv)
    _ = try place.rescore(
      "tape.csv",
      ["--summary", "summary.json"] + settings.flatMap { ["--set", "concentration." + $0] } + more)
    return try JSONDecoder().decode(JSONValue.self, from: try place.read("summary.json"))
  }

  private static func test(_ summary: JSONValue, _ limit: String, code: String? = nil) throws -> JSONValue {
    let tests = try summary["concentration"]["limits"].list()
    return try #require(
      tests.first {
        $0["limit"] == .string("concentration." + limit) && (code == nil || $0["code"] == .string(code ?? ""))
      })
  }

  @Test func borrowers() throws {
    let found = try Self.summary(Self.rows)["concentration"]["borrower"]
    // .4² + .25² + .15² + .1² + .06² + .04² = .16 + .0625 + .0225 + .01 + .0036 + .0016
    #expect(try found["hhi"].double().isClose(to: 0.2602, within: 1e-15))
    // E owes nothing and is no name.
    #expect(try found["names"].int() == 6)
    #expect(try found["loans_without_name"].int() == 2)
    #expect(try found["hhi_normalised"].double().isClose(to: (0.2602 - 1 / 6.0) / (5 / 6.0), within: 1e-14))
    let top = try found["top"].list()
    #expect(try top.map { try $0["key"].text() } == ["A", "B", "C", "D", "", ""])
    #expect(top[4]["loan_id"] == .string("6"))
    #expect(top[0]["loan_id"].isNull)
    #expect(try top[0]["share_percent"].double() == 40)
    // 40 % of the undrawn 100,000 are converted.
    #expect(try top[3]["exposure"].double() == 140_000)
  }

  @Test func topNamesAreCounted() throws {
    let found = try Self.summary(Self.rows, ["top_n=2"])["concentration"]["borrower"]
    #expect(try found["top"].list().count == 2)
    #expect(try found["top_share_percent"].double() == 65)
  }

  @Test func groups() throws {
    let found = try Self.summary(Self.rows)["concentration"]["group"]
    // .55² + .15² + .1² + .1² + .06² + .04²
    #expect(
      try found["hhi"].double().isClose(to: 0.3025 + 0.0225 + 0.01 + 0.01 + 0.0036 + 0.0016, within: 1e-15))
    #expect(try found["names"].int() == 2)
    #expect(try found["top"].list().map { try $0["key"].text() } == ["G1", "G2"])
    #expect(try found["top"][0]["balance"].double() == 550_000)
  }

  @Test func industriesAndRegions() throws {
    let found = try Self.summary(Self.rows)["concentration"]
    // C 650,000 (C13, C, C1392), K 150,000, F 100,000, none 60,000, special 40,000
    #expect(
      try found["industry"]["hhi"].double().isClose(
        to: 0.4225 + 0.0225 + 0.01 + 0.0036 + 0.0016, within: 1e-15))
    #expect(
      try found["industry"]["top"].list().map { try $0["key"].text() } == ["C", "K", "F", "", "special"])
    // 330100 400,000; 110000 290,000; 330200 250,000; none 60,000
    #expect(
      try found["region"]["hhi"].double().isClose(to: 0.16 + 0.0841 + 0.0625 + 0.0036, within: 1e-15))
  }

  struct Limit: Sendable, CustomTestStringConvertible {
    let settings: [String]
    let limit: String
    var code: String?
    let breaches: Int?
    let largest: Double?
    let breached: [String]
    var testDescription: String { settings.joined(separator: " ") }
  }

  /// At a limit it is kept, a fen above it is broken.
  @Test(arguments: [
    Limit(
      settings: ["net_capital=4000000"], limit: "borrower_percent", breaches: 0, largest: 10, breached: []),
    Limit(
      settings: ["net_capital=3999999.90"], limit: "borrower_percent", breaches: 1,
      largest: 400_000 / 3_999_999.9 * 100, breached: ["A"]),
    Limit(
      settings: ["net_capital=2000000"], limit: "borrower_percent", breaches: 2, largest: 20,
      breached: ["A", "B"]),
    Limit(
      settings: ["net_capital=2000000", "top_n=1"], limit: "borrower_percent", breaches: 2, largest: 20,
      breached: ["A"]),
    Limit(
      settings: ["net_capital=2000000", "borrower_percent=20"], limit: "borrower_percent", breaches: 0,
      largest: 20, breached: []),
    // D's exposure of 140,000 is the fourth; 15 % of 900,000 are 135,000.
    Limit(
      settings: ["tier1=900000"], limit: "customer_percent", breaches: 4, largest: 400_000 / 9000,
      breached: ["A", "B", "C", "D"]),
    Limit(settings: ["tier1=2750000"], limit: "group_percent", breaches: 0, largest: 20, breached: []),
    Limit(
      settings: ["tier1=2749999.90"], limit: "group_percent", breaches: 1,
      largest: 550_000 / 2_749_999.9 * 100, breached: ["G1"]),
    Limit(settings: [], limit: "borrower_percent", breaches: nil, largest: nil, breached: []),
    Limit(settings: [], limit: "group_percent", breaches: nil, largest: nil, breached: []),
    Limit(
      settings: ["industry_percent.C=65"], limit: "industry_percent", code: "C", breaches: 0, largest: 65,
      breached: []),
    Limit(
      settings: ["industry_percent.C=64.9999"], limit: "industry_percent", code: "C", breaches: 1,
      largest: 65, breached: ["C"]),
    Limit(
      settings: ["industry_percent.C13=39"], limit: "industry_percent", code: "C13", breaches: 1,
      largest: 40, breached: ["C13"]),
    // C13 has its own limit, so 250,000 of section C are left.
    Limit(
      settings: ["industry_percent.C13=90", "industry_percent.other=14"], limit: "industry_percent",
      code: "other", breaches: 2, largest: 25, breached: ["C", "K"]),
    Limit(
      settings: ["region_percent.33=65"], limit: "region_percent", code: "33", breaches: 0, largest: 65,
      breached: []),
    // The empty region is under no limit.
    Limit(
      settings: ["region_percent.other=1"], limit: "region_percent", code: "other", breaches: 3, largest: 40,
      breached: ["330100", "110000", "330200"]),
  ]) func limit(_ limit: Limit) throws {
    let summary = try Self.summary(Self.rows, limit.settings)
    let test = try Self.test(summary, limit.limit, code: limit.code)
    #expect(test["breaches"].isNull == (limit.breaches == nil))
    #expect(test["status"] == .string(limit.breaches.map { $0 > 0 ? "broken" : "kept" } ?? "skipped"))
    if let breaches = limit.breaches { #expect(try test["breaches"].int() == breaches) }
    if let largest = limit.largest {
      #expect(try test["largest_percent"].double().isClose(to: largest, within: 1e-9))
    } else {
      #expect(test["largest_percent"].isNull)
    }
    #expect(try test["breached"].list().map { try $0["key"].text() } == limit.breached)
    let warned = try summary["warnings"].list().contains { try $0.text().hasPrefix("limit_broken: ") }
    #expect(warned == (limit.breaches ?? 0 > 0))
  }

  @Test func missingFiguresAreWarnedOf() throws {
    func missing(_ settings: [String]) throws -> [String] {
      try Self.summary(Self.rows, settings)["warnings"].list().map { try $0.text() }.filter {
        $0.hasPrefix("bank_figure_missing: the policy leaves concentration.")
      }
    }
    let both = try missing([])
    #expect(both.count == 2)
    #expect(both[0].contains("concentration.net_capital"))
    #expect(both[1].contains("concentration.tier1"))
    #expect(try missing(["net_capital=1"]).count == 1)
    #expect(try missing(["net_capital=1", "tier1=1"]).isEmpty)
  }

  @Test func aTapeWithoutBorrowersAndGroups() throws {
    let rows = Self.rows.map { row in row.filter { $0.key != "borrower_id" && $0.key != "group_id" } }
    let place = try Workplace()
    try place.write("tape.csv", Tape(rows, first: ["loan_id", "balance"]).csv)
    _ = try place.rescore("tape.csv", ["--summary", "s.json", "--set", "concentration.net_capital=1"])
    let summary = try JSONDecoder().decode(JSONValue.self, from: try place.read("s.json"))
    #expect(summary["concentration"]["borrower"].isNull)
    #expect(summary["concentration"]["group"].isNull)
    #expect(try Self.test(summary, "borrower_percent")["status"].text() == "skipped")
    #expect(try summary["warnings"].list().contains { try $0.text().hasPrefix("borrower_id_missing: ") })
  }

  /// A duplicate that is set aside counts for nobody, and neither does a bad row between others.
  @Test func rejectedRowsDoNotCount() throws {
    var rows = Self.rows
    rows.insert(Self.loan("9", "Z", "bad", group: "GZ", industry: "C", region: "1"), at: 2)
    rows.append(Self.loan("2", "B", "900000", group: "G1", industry: "C", region: "1"))
    let found = try Self.summary(rows, [], ["--rejects", "rejects.csv"])["concentration"]
    let plain = try Self.summary(Self.rows)["concentration"]
    for key in ["borrower", "group", "limits"] { #expect(found[key] == plain[key], "\(key)") }
  }

  /// Equal amounts at the end of the list, over many batches and partitions, whatever the order of rows and threads.
  @Test func tiesAndThreads() throws {
    let place = try Workplace()
    var generator = SeededGenerator(seed: 3)
    var rows = (0..<6000).map { number in
      "L\(number),B\(number % 3000),G\(number % 700),\(1000 + number % 3 * 500).00,0,0.02,small"
    }
    var seen: [JSONValue] = []
    for threads in ["1", "2", "7"] {
      rows.shuffle(using: &generator)
      let text = "loan_id,borrower_id,group_id,balance,days_past_due,pd,size\n" + rows.joined(separator: "\n")
      try place.write("tape.csv", text + "\n")
      _ = try place.rescore("tape.csv", ["--summary", "s.json", "--force", "--threads", threads])
      let json = try JSONDecoder().decode(JSONValue.self, from: try place.read("s.json"))["concentration"]
      seen.append(json)
      // Numbers n and n + 3000 leave the same remainder by 3: 1,000 borrowers each owe 2,000, 3,000 and 4,000.
      // Σ x = 9,000,000 and Σ x² = 29 · 10⁹.
      #expect(try json["borrower"]["hhi"].double().isClose(to: 29e9 / 81e12, within: 1e-15))
      #expect(try json["borrower"]["top"].list().allSatisfy { try $0["balance"].double() == 4000 })
    }
    #expect(seen.allSatisfy { $0 == seen.first })
  }
}
