import Foundation
import TestSupport
import Testing

/// `rescore --overrides`: a worse class is free, a better one needs its approver and expiry, through the command.
@Suite struct OverrideTests {
  private static let header = "loan_id,risk_class,reason,approver,expires\n"

  /// A loan, its override without the identifier, and the verdict.
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let changes: Tape.Row
    let given: String
    let riskClass: String
    let rule: String
    let reasons: String

    var testDescription: String { id }

    init(
      _ id: String, _ changes: Tape.Row, _ given: String, _ riskClass: String, _ rule: String,
      _ reasons: String
    ) {
      self.id = id
      self.changes = changes
      self.given = given
      self.riskClass = riskClass
      self.rule = rule
      self.reasons = reasons
    }
  }

  private static let sub = "substandard"
  private static let special = "special_mention"
  private static let late = ["days_past_due": "91"]
  private static let all: [Case] = [
    Case("down", [:], "doubtful,site visit,,", "doubtful", "override", "override"),
    Case("down-signed", [:], "\(special),r,wang,2026-12-31", special, "override", "override"),
    Case("down-late", late, "loss,r,,", "loss", "override", "overdue_91_270;override"),
    Case("down-last-day", [:], "\(special),r,,2026-09-30", special, "override", "override"),
    Case("down-expired", [:], "\(special),r,,2026-09-29", "normal", "", ""),
    Case("up", late, "\(special),r,wang,2026-12-31", special, "override", "overdue_91_270;override"),
    Case("up-normal", late, "normal,r,wang,2026-09-30", "normal", "", "overdue_91_270;override"),
    Case("up-expired", late, "normal,r,wang,2026-09-29", sub, "overdue_91_270", "overdue_91_270"),
    // An expired one needs nobody's name.
    Case("up-expired-unsigned", late, "normal,r,,2026-09-29", sub, "overdue_91_270", "overdue_91_270"),
    Case("same", late, "\(sub),r,,", sub, "overdue_91_270", "overdue_91_270"),
    Case(
      "over-expert", ["expert_class": "loss"], "normal,r,wang,2027-01-01", "normal", "", "expert;override"),
    Case(
      "under-expert", ["expert_class": special], "\(sub),r,,", sub, "override", "expert;override"),
    // The guard and the borrower rules come after it.
    Case(
      "guarded", ["size": "medium", "previous_class": sub, "days_past_due": "1"],
      "normal,r,wang,2027-01-01", sub, "upgrade_not_met", "overdue_1_90;upgrade_not_met;override"),
    Case(
      "elsewhere", ["size": "medium", "external_npl": "1", "days_past_due": "91"],
      "normal,r,wang,2027-01-01", special, "debtor_npl_elsewhere",
      "overdue_91_270;debtor_npl_elsewhere;override"),
    // Lifted out of the non-performing classes, it is not sent back by its loss.
    Case(
      "impaired", ["credit_impaired": "1", "provision": "900000"], "\(special),r,wang,2027-01-01", special,
      "override", "credit_impaired;override"),
    Case(
      "impaired-doubtful", ["credit_impaired": "1", "provision": "900000", "evading": "1"],
      "\(sub),r,wang,2027-01-01", "loss", "ecl_share_90", "credit_impaired;evasion;ecl_share_90;override"),
  ]

  private static func rescore(
    _ loans: [Tape.Row], _ overrides: String, _ more: [String] = []
  ) throws -> (rows: [String: Tape.Row], summary: JSONValue) {
    let place = try Workplace()
    try place.write("tape.csv", Tape(loans).csv)
    try place.write("over.csv", header + overrides)
    let output = try place.rescore("tape.csv", ["--overrides", "over.csv", "--summary", "sum.json"] + more)
    let rows = Tape(csv: String(decoding: output, as: UTF8.self)).rows
    return (
      Dictionary(rows.map { ($0["loan_id"] ?? "", $0) }) { first, _ in first },
      try JSONDecoder().decode(JSONValue.self, from: place.read("sum.json"))
    )
  }

  private static let outcome = Result {
    try rescore(
      all.map { Tape.loan($0.id, $0.changes) },
      all.map { "\($0.id),\($0.given)\n" }.joined() + "nobody,loss,r,,\n")
  }

  @Test(arguments: all) func verdict(_ expected: Case) throws {
    let row = try #require(try Self.outcome.get().rows[expected.id])
    #expect(row["risk_class"] == expected.riskClass)
    #expect(row["class_rule"] == expected.rule)
    #expect(row["class_reasons"] == expected.reasons)
    let isNonPerforming = [Self.sub, "doubtful", "loss"].contains(expected.riskClass)
    #expect((row["pd"] == "1") == isNonPerforming)
  }

  /// Downgrades: down, down-signed, down-late, down-last-day, under-expert; upgrades: up, up-normal, over-expert,
  /// elsewhere, impaired, impaired-doubtful (the class before the loss); without effect: same.
  ///
  /// The guard lifts `guarded` to what it would have been with any override: without one it is held at substandard too.
  @Test func allAreCountedApart() throws {
    let summary = try Self.outcome.get().summary
    let counts = summary["overrides"]
    func count(_ key: String) throws -> Int { try counts[key]["count"].int() }
    #expect(try count("downgrades") == 5)
    #expect(try counts["downgrades"]["balance"].double() == 5_000_000)
    #expect(try count("upgrades") == 6)
    #expect(try count("expired") == 3)
    #expect(try count("without_effect") == 2)
    #expect(try count("unmatched") == 1)
    #expect(try count("below_minimum") == 5)
    let codes = try summary["warnings"].list().map { try $0.text().prefix { $0 != ":" } }
    #expect(codes.contains("override_unmatched") && codes.contains("override_expired"))
    #expect(codes.contains("override_below_minimum"))
    #expect(try summary["files"].list().contains { try $0["name"].text() == "over.csv" })
  }

  /// A sister is judged by the class that the override gives.
  @Test func borrowersSeeTheOverride() throws {
    let loans = [
      Tape.loan("a", ["borrower_id": "b", "size": "medium", "balance": "100000"]),
      Tape.loan("z", ["borrower_id": "b", "size": "medium", "balance": "900000"]),
    ]
    let down = try Self.rescore(loans, "a,loss,r,,\n")
    #expect(down.rows["z"]?["class_reasons"] == "debtor_npl_here")
    #expect(try down.summary["overrides"]["downgrades"]["count"].int() == 1)
    let worse = loans.map { $0.merging($0["loan_id"] == "a" ? ["days_past_due": "91"] : [:]) { $1 } }
    let up = try Self.rescore(worse, "a,special_mention,r,wang,2026-12-31\n")
    #expect(up.rows["z"]?["risk_class"] == "normal")
    #expect(try up.summary["overrides"]["upgrades"]["count"].int() == 1)
  }

  @Test(arguments: [
    ("a,normal,r,,2026-12-31\n", "over.csv, line 2, column approver: \"\" empty; raising loan a from"),
    ("a,normal,r,wang,\n", "over.csv, line 2, column expires: \"\" empty; raising loan a from substandard"),
    ("z,loss,r,,\na,doubtful,r,,\nb,normal,r,,\n", "over.csv, line 4, column approver"),
    ("a,good,r,,\n", "over.csv, line 2, column risk_class: good is not allowed; it takes one of normal"),
    ("a,loss,,,\n", "over.csv, line 2, column reason: it is empty"),
    (",loss,r,,\n", "over.csv, line 2, column loan_id: it is empty"),
    ("a,loss,r,,tomorrow\n", "over.csv, line 2, column expires: tomorrow is not allowed"),
    (
      "a,loss,r,,\nb,loss,r,,\na,loss,r,,\n",
      "over.csv, line 4, column loan_id: a is not allowed; it takes each"
    ),
    ("a,loss,r\n", "over.csv, line 2: the row has 3 fields"),
  ])
  func badRows(_ overrides: String, _ sentence: String) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape(["a", "b"].map { Tape.loan($0, Self.late) }).csv)
    try place.write("over.csv", Self.header + overrides)
    let ended = try place.run([
      "rescore", "tape.csv", "--overrides", "over.csv", "--output", "out.csv", "--as-of", Workplace.asOf,
    ])
    #expect(ended.code == 65)
    #expect(ended.errors.contains(sentence), "\(ended.errors)")
    #expect(!place.exists("out.csv"))
  }

  @Test func columnsMustBeThere() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a")]).csv)
    try place.write("over.csv", "loan_id,risk_class,reason,approver\na,loss,r,\n")
    let ended = try place.run(["rescore", "tape.csv", "--overrides", "over.csv"])
    #expect(ended.code == 65 && ended.errors.contains("the column expires is missing"))
  }

  @Test func threadsGiveTheSameBytes() throws {
    let place = try Workplace()
    #expect(try place.run(["generate", "--rows", "9000", "--seed", "4", "--output", "tape.csv"]).code == 0)
    var text = Self.header
    for index in stride(from: 1, through: 9000, by: 7) {
      let name = String(format: "L%010d", index)
      text += "\(name),\(["normal", "loss"][index % 2]),r,wang,2026-10-01\n"
    }
    try place.write("over.csv", text)
    try place.write("old.csv", place.rescore("tape.csv"))
    let runs = try ["1", "2", "7"].map { threads in
      try place.rescore(
        "tape.csv", ["--overrides", "over.csv", "--previous", "old.csv", "--threads", threads])
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
    #expect(String(decoding: runs[0], as: UTF8.self).contains("override"))
  }
}
