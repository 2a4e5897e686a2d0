import Foundation
import Testing
import TestSupport

/// Parts of a tape, rescored one by one and merged, give the bytes of one run.
@Suite struct MergeCommandTests {
  private static let base = Result { try makeBase() }

  private static func makeBase() throws -> (place: Workplace, tape: Tape) {
    let place = try Workplace()
    let made = try place.run(["generate", "--rows", "2000", "--seed", "13", "--output", "plain.csv"])
    guard made.code == 0 else { throw Workplace.Failure.failed(code: made.code, errors: made.errors) }
    var tape = Tape(csv: String(decoding: try place.read("plain.csv"), as: UTF8.self))
    tape.columns.append("note")
    for index in tape.rows.indices where index % 7 == 0 {
      tape.rows[index]["days_past_due"] = "\(index % 400)"
      tape.rows[index]["size"] = "medium"
    }
    return (place, tape)
  }

  /// A part of a tape by its borrowers.
  private static func part(_ tape: Tape, _ number: Int, of count: Int) -> Tape {
    var part = tape
    part.rows = tape.rows.filter { row in
      let borrower = row["borrower_id"] ?? ""
      return Int(borrower.utf8.reduce(UInt64(7)) { ($0 &* 31 &+ UInt64($1)) % 1_000_003 }) % count == number
    }
    return part
  }

  private static func rescore(_ place: Workplace, _ name: String, _ more: [String] = []) throws {
    _ = try place.rescore(
      name + ".csv",
      ["--output", name + ".out", "--partial", name + ".part", "--summary", name + ".json", "--force"] + more)
  }

  /// Splits, rescores and merges; the outputs of the one run and of the merge.
  private static func compare(
    _ place: Workplace, _ tape: Tape, parts count: Int, shuffle: Bool = false, more: [String] = []
  ) throws {
    try place.write("whole.csv", tape.csv)
    try rescore(place, "whole", more)
    var names: [String] = []
    var generator = SeededGenerator(seed: 17)
    for number in 0..<count {
      var part = part(tape, number, of: count)
      if shuffle { part.rows.shuffle(using: &generator) }
      try place.write("p\(number).csv", part.csv)
      let own = more.first == "--rejects" ? ["--rejects", "p\(number).rej"] : more
      try rescore(place, "p\(number)", own)
      names.append("p\(number).part")
    }
    if shuffle { names.shuffle(using: &generator) }
    let merged = try place.run(
      ["merge"] + names + [
        "--tape", "whole.csv", "--output", "merged.out", "--summary", "merged.json", "--force",
      ])
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(try place.read("merged.out") == place.read("whole.out"))
    #expect(try place.read("merged.json") == place.read("whole.json"))
  }

  @Test(arguments: [1, 10]) func tenParts(_ count: Int) throws {
    let (_, tape) = try Self.base.get()
    try Self.compare(try Workplace(), tape, parts: count)
  }

  @Test func shardsInAnyOrder() throws {
    let (_, tape) = try Self.base.get()
    let place = try Workplace()
    try Self.compare(place, tape, parts: 4, shuffle: true)
    #expect(try !place.read("whole.out").isEmpty)
  }

  @Test func withRejectedRows() throws {
    var (_, tape) = try Self.base.get()
    tape.rows[5]["balance"] = "-3"
    tape.rows[90]["balance"] = "many"
    tape.rows[91]["loan_id"] = ""
    // A duplicate of the same borrower, so of the same part.
    tape.rows.append(tape.rows[40])
    try Self.compare(try Workplace(), tape, parts: 3, more: ["--rejects", "whole.rej"])
  }

  @Test func awkwardIdentifiers() throws {
    let place = try Workplace()
    let ids = ["\"a,1\"", "\"b\"\"2\"", "\"c\n3\"", "d4", " e5 "]
    let body = ids.enumerated().map { "\($1),\"B,\($0 % 2)\",1000.00,0,0.02" }
    let header = "loan_id,borrower_id,balance,days_past_due,pd"
    func write(_ name: String, _ rows: [String]) throws {
      try place.write(name, ([header] + rows).joined(separator: "\r\n") + "\r\n")
    }
    try write("whole.csv", body)
    try Self.rescore(place, "whole")
    for number in 0..<2 {
      try write("p\(number).csv", body.enumerated().filter { $0.offset % 2 == number }.map(\.element))
      try Self.rescore(place, "p\(number)")
    }
    let merged = try place.run([
      "merge", "p1.part", "p0.part", "--tape", "whole.csv", "--summary", "merged.json",
    ])
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(merged.output == (try place.read("whole.out")))
    #expect(try place.read("merged.json") == place.read("whole.json"))
  }

  @Test func withoutATapePartFollowsPart() throws {
    let (place, names) = try Self.twoParts()
    let merged = try place.run(["merge"] + names)
    #expect(merged.code == 0, "\(merged.errors)")
    let second = try place.read("b.out")
    let rest = second.dropFirst((second.firstIndex(of: 10) ?? 0) + 1 - second.startIndex)
    #expect(merged.output == (try place.read("a.out")) + rest)
  }

  @Test func aPartMayMoveWithItsOutput() throws {
    let (place, _) = try Self.twoParts()
    try place.makeFolder("moved")
    for name in ["a.part", "a.out", "b.part", "b.out"] {
      try FileManager.default.moveItem(
        atPath: place.path(name), toPath: place.path("moved/" + name))
    }
    let merged = try place.run(["merge", "moved/a.part", "moved/b.part", "--tape", "whole.csv"])
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(merged.text.split(separator: "\n").count == 5)
  }

  // MARK: - Refusals

  /// Four loans in two parts, `a` and `b`, and the whole.
  private static func twoParts(
    _ change: (inout [Tape.Row]) -> Void = { _ in }, more: [String] = []
  ) throws -> (Workplace, [String]) {
    let place = try Workplace()
    var rows = [
      Tape.loan("one", ["group_id": "g"]), Tape.loan("two"), Tape.loan("three", ["group_id": "h"]),
      Tape.loan("four"),
    ]
    change(&rows)
    let columns = Tape([Tape.loan("x", ["group_id": ""])]).columns
    for (name, range) in [("whole", 0..<4), ("a", 0..<2), ("b", 2..<4)] {
      var tape = Tape(Array(rows[range]))
      tape.columns = columns
      try place.write(name + ".csv", tape.csv)
      try rescore(place, name, name == "b" ? more : [])
    }
    return (place, ["a.part", "b.part"])
  }

  private static func refusal(_ place: Workplace, _ arguments: [String]) throws -> String {
    let before = try place.names()
    let ended = try place.run(["merge"] + arguments + ["--output", "m.out", "--summary", "m.json"])
    #expect(ended.code == 65)
    #expect(try place.names() == before)
    return ended.errors
  }

  @Test(arguments: [
    (["--as-of", "2026-08-31"], "as_of"), (["--set", "pd.floor=0.01"], "policy_sha256"),
  ]) func otherCircumstances(_ more: [String], _ name: String) throws {
    let place = try Workplace()
    try place.write("a.csv", Tape([Tape.loan("one")]).csv)
    try place.write("b.csv", Tape([Tape.loan("two")]).csv)
    try Self.rescore(place, "a")
    let ended = try place.run(
      ["rescore", "b.csv", "--output", "b.out", "--partial", "b.part", "--quiet"]
        + (more[0] == "--as-of" ? more : ["--as-of", Workplace.asOf] + more))
    #expect(ended.code == 0, "\(ended.errors)")
    let text = try Self.refusal(place, ["a.part", "b.part"])
    #expect(text.contains("a.part and b.part differ in \(name)"), "\(text)")
  }

  @Test func aDividedBorrower() throws {
    let (place, names) = try Self.twoParts { rows in
      rows[0]["borrower_id"] = "same"
      rows[3]["borrower_id"] = "same"
    }
    let text = try Self.refusal(place, names + ["--tape", "whole.csv"])
    #expect(text.contains("one in a.out and four in b.out have the same borrower_id"), "\(text)")
  }

  @Test func aDividedGroup() throws {
    let (place, names) = try Self.twoParts { $0[2]["group_id"] = "g" }
    let text = try Self.refusal(place, names + ["--tape", "whole.csv"])
    #expect(text.contains("have the same group_id"), "\(text)")
  }

  @Test func aLoanInTwoParts() throws {
    let (place, _) = try Self.twoParts()
    for tape in [[], ["--tape", "whole.csv"]] {
      let text = try Self.refusal(place, ["a.part", "a.part"] + tape)
      #expect(text.contains("stands twice in a.out"), "\(text)")
    }
  }

  @Test func aMissingPart() throws {
    let (place, _) = try Self.twoParts()
    let text = try Self.refusal(place, ["a.part", "--tape", "whole.csv"])
    #expect(text.contains("whole.csv has 4 rows, the parts together have 2"), "\(text)")
  }

  @Test func aForeignTape() throws {
    let (place, names) = try Self.twoParts()
    var text = String(decoding: try place.read("whole.csv"), as: UTF8.self)
    text = text.replacingOccurrences(of: "three", with: "five")
    try place.write("other.csv", text)
    let sentence = try Self.refusal(place, names + ["--tape", "other.csv"])
    #expect(sentence.contains("b.out: the loan three is not on other.csv"), "\(sentence)")
  }

  @Test func aChangedOutput() throws {
    let (place, names) = try Self.twoParts()
    var bytes = try place.read("b.out")
    bytes.append(contentsOf: Data("x\n".utf8))
    try place.write("b.out", bytes)
    let text = try Self.refusal(place, names + ["--tape", "whole.csv"])
    #expect(text.contains("b.out is not the output"), "\(text)")
  }

  @Test func noSampleToMerge() throws {
    let (place, names) = try Self.twoParts()
    let text = try Self.refusal(place, names + ["--sample-output", "m.sample"])
    #expect(text.contains("a.part is not a partial result with a sample"), "\(text)")
  }

  @Test func noPartialResult() throws {
    let (place, _) = try Self.twoParts()
    let part = String(decoding: try place.read("a.part"), as: UTF8.self)
    try place.write("short.part", String(part.dropLast(40)))
    try place.write("edited.part", part.replacingOccurrences(of: "\"inputRows\":2", with: "\"inputRows\":3"))
    for name in ["a.csv", "short.part", "edited.part"] {
      let text = try Self.refusal(place, [name])
      #expect(text.contains("\(name) is not a partial result of rescore --partial"), "\(text)")
    }
  }

  @Test func theLedgersTotals() throws {
    let (place, names) = try Self.twoParts()
    let text = try Self.refusal(place, names + ["--control", "count=5"])
    #expect(text.contains("count is 4, the ledger says 5"), "\(text)")
    let ended = try place.run(["merge"] + names + ["--control", "count=4,balance=4000000"])
    #expect(ended.code == 0, "\(ended.errors)")
  }

  @Test(arguments: [
    ["--partial", "p"], ["--partial", "p", "--output", "-"], ["--partial", "p", "--check"],
  ])
  func usage(_ options: [String]) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("L")]).csv)
    let ended = try place.run(["rescore", "tape.csv"] + options)
    #expect(ended.code == 64)
    #expect(try place.names() == ["tape.csv"])
  }
}
