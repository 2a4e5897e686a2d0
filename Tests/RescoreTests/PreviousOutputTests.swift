import Foundation
import TestSupport
import Testing

/// `rescore --previous`: guard, probation and movement from last month's output, through the command.
@Suite struct PreviousOutputTests {
  private static let header = "loan_id,ead,risk_class,stage\n"

  struct Outcome {
    let rows: [String: Tape.Row]
    let summary: JSONValue
    let place: Workplace
  }

  private static func rescore(_ loans: [Tape.Row], previous: String, _ more: [String] = []) throws -> Outcome
  {
    let place = try Workplace()
    try place.write("tape.csv", Tape(loans).csv)
    try place.write("old.csv", previous)
    let output = try place.rescore("tape.csv", ["--previous", "old.csv", "--summary", "sum.json"] + more)
    let rows = Tape(csv: String(decoding: output, as: UTF8.self)).rows
    return Outcome(
      rows: Dictionary(rows.map { ($0["loan_id"] ?? "", $0) }) { first, _ in first },
      summary: try JSONDecoder().decode(JSONValue.self, from: place.read("sum.json")), place: place)
  }

  /// What last month said, what the tape says, and the class now.
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let before: String
    let stage: String
    let changes: Tape.Row
    let riskClass: String
    let reasons: String
    let newStage: String

    var testDescription: String { id }

    init(
      _ id: String, _ before: String, _ stage: String, _ changes: Tape.Row, _ riskClass: String,
      _ reasons: String, _ newStage: String
    ) {
      self.id = id
      self.before = before
      self.stage = stage
      self.changes = ["size": "medium"].merging(changes) { $1 }
      self.riskClass = riskClass
      self.reasons = reasons
      self.newStage = newStage
    }
  }

  private static let sub = "substandard"
  private static let all: [Case] = [
    Case("guard", sub, "3", [:], sub, "upgrade_not_met", "3"),
    Case("guard-loss", "loss", "3", [:], sub, "upgrade_not_met", "3"),
    Case("guard-met", sub, "3", ["cured_since": "2026-03-30"], "normal", "", "1"),
    Case("guard-day-short", sub, "3", ["cured_since": "2026-04-01"], sub, "upgrade_not_met", "3"),
    Case("special", "special_mention", "2", [:], "normal", "", "1"),
    Case("normal", "normal", "1", [:], "normal", "", "1"),
    Case("checked", "normal", "1", ["cured_since": "2026-01-01"], "normal", "", "1"),
    Case("not-checked", "", "", ["cured_since": "2026-01-01"], "normal", "upgrade_not_checked", "1"),
    // Of the tape's and the file's class the worse.
    Case("tape-worse", "normal", "1", ["previous_class": "doubtful"], sub, "upgrade_not_met", "3"),
    Case("file-worse", "doubtful", "3", ["previous_class": "normal"], sub, "upgrade_not_met", "3"),
    Case("same", sub, "3", ["previous_class": sub], sub, "upgrade_not_met", "3"),
    // Retail is judged by its overdue days; it was in stage 3 and stays in probation.
    Case("retail", sub, "3", ["size": "small"], "normal", "", "2"),
    Case("retail-over", sub, "3", ["size": "small", "cured_since": "2026-03-30"], "normal", "", "1"),
    Case("retail-short", sub, "3", ["size": "small", "cured_since": "2026-04-01"], "normal", "", "2"),
    Case("retail-stage-2", "normal", "2", ["size": "small"], "normal", "", "1"),
    // Stage 3 with a performing class comes of a policy with fewer days for the stage.
    Case("stage-3-only", "special_mention", "3", ["cured_since": "2026-08-01"], "normal", "", "2"),
  ]

  private static let outcome = Result {
    var old = header
    for item in all where !item.before.isEmpty { old += "\(item.id),1.00,\(item.before),\(item.stage)\n" }
    return try rescore(all.map { Tape.loan($0.id, $0.changes) }, previous: old)
  }

  @Test(arguments: all) func verdict(_ expected: Case) throws {
    let row = try #require(try Self.outcome.get().rows[expected.id])
    #expect(row["risk_class"] == expected.riskClass)
    #expect(row["class_reasons"] == expected.reasons)
    #expect(row["stage"] == expected.newStage)
  }

  @Test func twoClassesBeforeAreCounted() throws {
    let warnings = try Self.outcome.get().summary["warnings"].list().map { try $0.text() }
    #expect(warnings.contains { $0.hasPrefix("previous_class_differs: 2 ") })
  }

  /// The sister is swept by rule 7 because the guard holds the first loan among the non-performing ones.
  @Test func borrowersSeeTheClassAfterTheGuard() throws {
    let loans = [
      Tape.loan("a", ["borrower_id": "b", "size": "medium", "balance": "101000"]),
      Tape.loan("z", ["borrower_id": "b", "size": "medium", "balance": "900000"]),
    ]
    let swept = try Self.rescore(loans, previous: Self.header + "a,1,loss,3\n").rows
    #expect(swept["a"]?["class_reasons"] == "debtor_npl_share_here;upgrade_not_met")
    #expect(swept["z"]?["class_reasons"] == "debtor_npl_here;debtor_npl_share_here")
    let met = try Self.rescore(loans, previous: Self.header + "a,1,special_mention,2\n").rows
    #expect(met.values.allSatisfy { $0["risk_class"] == "normal" })
  }

  @Test func movementIsCounted() throws {
    let loans = [
      Tape.loan("up", ["balance": "100.25"]), Tape.loan("same", ["balance": "200.50"]),
      Tape.loan("down", ["balance": "400", "days_past_due": "91"]),
      Tape.loan("worse", ["balance": "800", "days_past_due": "361"]), Tape.loan("new", ["balance": "1600"]),
    ]
    let old =
      Self.header
      + "gone,3200.75,loss,3\ndown,1,special_mention,2\nworse,1,normal,1\nsame,1,normal,1\nup,1,doubtful,3\n"
    let movement = try Self.rescore(loans, previous: old).summary["movement"]
    func counts(_ key: String) throws -> [Double] {
      [try movement[key]["count"].double(), try movement[key]["balance"].double()]
    }
    #expect(try counts("upgraded") == [1, 100.25])
    #expect(try counts("downgraded") == [2, 1200])
    #expect(try counts("unchanged") == [1, 200.5])
    #expect(try counts("new") == [1, 1600])
    #expect(try movement["vanished"]["count"].int() == 1)
    #expect(try movement["vanished"]["ead"].double() == 3200.75)
    let cells = try movement["matrix"].list()
    #expect(cells.count == 25)
    let filled = try cells.filter { try $0["count"].int() > 0 }.map { cell in
      try "\(cell["previous_class"].text()) \(cell["risk_class"].text()) \(cell["balance"].double())"
    }
    #expect(
      filled == [
        "normal normal 200.5", "normal loss 800.0", "special_mention substandard 400.0",
        "doubtful normal 100.25",
      ])
  }

  @Test func withoutItThereIsNoMovement() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a")]).csv)
    _ = try place.rescore("tape.csv", ["--summary", "sum.json"])
    let summary = try JSONDecoder().decode(JSONValue.self, from: place.read("sum.json"))
    #expect(summary["movement"].isNull && summary["overrides"].isNull)
  }

  /// A month after the other: what a rescore writes is what the next one reads, however it lies there.
  @Test func itsOwnOutputIsRead() throws {
    let place = try Workplace()
    let made = try place.run(["generate", "--rows", "3000", "--seed", "11", "--output", "tape.csv"])
    #expect(made.code == 0)
    let first = String(decoding: try place.rescore("tape.csv"), as: UTF8.self)
    try place.write("old.csv", first)
    let base = try place.rescore("tape.csv", ["--previous", "old.csv", "--summary", "base.json"])
    func classes(_ text: String) -> [String?] { Tape(csv: text).rows.map { $0["risk_class"] } }
    #expect(classes(String(decoding: base, as: UTF8.self)) == classes(first))
    let digest = try JSONDecoder().decode(JSONValue.self, from: place.read("base.json"))["movement"]
    #expect(try digest["unchanged"]["count"].int() == 3000)
    var lines = first.split(separator: "\n").map(String.init)
    var generator = SeededGenerator(seed: 5)
    lines[1...].shuffle(using: &generator)
    let quoted = lines.map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(separator: ",")
    }
    try place.write("quoted.csv", quoted.joined(separator: "\r\n"))
    try place.write("old.csv.gz", StoredGzip.data(Data(first.utf8)))
    for (old, threads) in [("quoted.csv", "1"), ("old.csv.gz", "7"), ("old.csv", "3")] {
      let output = try place.rescore(
        "tape.csv", ["--previous", old, "--threads", threads, "--summary", "\(old).json"])
      #expect(output == base, "\(old)")
      let other = try JSONDecoder().decode(JSONValue.self, from: place.read("\(old).json"))
      #expect(other["movement"] == digest)
    }
    let piped = try place.shell(
      "cat old.csv | \"$0\" rescore tape.csv --previous - --as-of \"$1\" --quiet", [Workplace.asOf])
    #expect(piped.output == base)
  }

  @Test func identifiersAreMatchedWithoutTheirQuotes() throws {
    let place = try Workplace()
    try place.write("tape.csv", "loan_id,balance,days_past_due,pd,size\n\"a,\"\"b\",1,0,0.02,medium\n")
    try place.write("old.csv", Self.header + "\"a,\"\"b\",1,loss,3\n")
    let output = try place.rescore("tape.csv", ["--previous", "old.csv"])
    #expect(String(decoding: output, as: UTF8.self).contains("upgrade_not_met"))
  }

  /// Duplicates on the tape are set aside before the join: the later row is in neither count.
  @Test func rejectedRowsAreNotMoved() throws {
    let loans = [Tape.loan("a", ["balance": "1"]), Tape.loan("a", ["balance": "2"])]
    let movement = try Self.rescore(
      loans, previous: Self.header + "a,1,normal,1\n", ["--rejects", "bad.csv"]
    ).summary["movement"]
    #expect(try movement["unchanged"]["balance"].double() == 1)
    #expect(try movement["new"]["count"].int() == 0)
  }

  @Test(arguments: [
    ("", 65, "old.csv is empty"),
    ("loan_id,risk_class,stage\n", 65, "old.csv, line 1: the column ead is missing; it is not the output"),
    ("loan_id,ead,risk_class,stage,ead\n", 65, "old.csv, line 1: the column ead stands twice"),
    (
      "loan_id,ead,risk_class,stage\na,1,good,1\n", 65,
      "old.csv, line 2, column risk_class: good unknown code"
    ),
    ("loan_id,ead,risk_class,stage\na,1,normal,4\n", 65, "old.csv, line 2, column stage: 4 unknown code"),
    ("loan_id,ead,risk_class,stage\na,x,normal,1\n", 65, "old.csv, line 2, column ead: x not a number"),
    ("loan_id,ead,risk_class,stage\n,1,normal,1\n", 65, "old.csv, line 2, column loan_id: \"\" empty"),
    ("loan_id,ead,risk_class,stage\na,1,normal\n", 65, "old.csv, line 2: 3 fields; the header has 4"),
    ("loan_id,ead,risk_class,stage\na,1,normal,\"1\n", 65, "old.csv, line 2: a quote is opened here"),
    (
      "loan_id,ead,risk_class,stage\na,1,normal,1\nb,1,loss,3\na,1,loss,3\n", 65,
      "old.csv, line 4, column loan_id: a duplicate; the same loan_id stands on line 2"
    ),
  ])
  func badFiles(_ old: String, _ code: Int, _ sentence: String) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a")]).csv)
    try place.write("old.csv", old)
    let ended = try place.run([
      "rescore", "tape.csv", "--previous", "old.csv", "--output", "out.csv", "--quiet",
    ])
    #expect(Int(ended.code) == code)
    #expect(ended.errors.contains(sentence), "\(ended.errors)")
    #expect(!ended.errors.contains("--rejects"))
    #expect(ended.output.isEmpty && !place.exists("out.csv"))
  }

  @Test func missingFileAndTwoPipes() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a")]).csv)
    let missing = try place.run(["rescore", "tape.csv", "--previous", "none.csv", "--quiet"])
    #expect(missing.code == 66 && missing.errors.contains("none.csv"))
    let pipes = try place.run(["rescore", "-", "--previous", "-", "--quiet"])
    #expect(pipes.code == 64 && pipes.errors.contains("--previous"))
  }
}
