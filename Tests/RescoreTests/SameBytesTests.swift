import Foundation
import PolicyDocument
import TestSupport
import Testing

/// A loan's bytes depend on nothing but its row and its borrower: not on threads, source, order or company.
@Suite struct SameBytesTests {
  /// A generated tape with a PD from the model, bad flags sprinkled in, and what the command makes of it.
  struct Base: Sendable {
    let place: Workplace
    let tape: Tape
    let output: Data
    let summary: [String: String]
  }

  private static let seed = "20260930"
  private static let base = Result { try makeBase() }

  private static func makeBase() throws -> Base {
    let place = try Workplace()
    let made = try place.run(["generate", "--rows", "1500", "--seed", seed, "--output", "generated.csv"])
    guard made.code == 0 else { throw Workplace.Failure.failed(code: made.code, errors: made.errors) }
    var tape = Tape(csv: String(decoding: try place.read("generated.csv"), as: UTF8.self))
    for index in tape.rows.indices where index % 11 == 0 {
      tape.rows[index]["days_past_due"] = "\(index % 400)"
    }
    try place.write("tape.csv", tape.csv)
    let (output, summary) = try rescored(place, "tape.csv")
    return Base(place: place, tape: tape, output: output, summary: summary)
  }

  /// Output and summary, the latter as its top-level entries without `files`.
  private static func rescored(
    _ place: Workplace, _ tape: String, _ more: [String] = []
  ) throws -> (Data, [String: String]) {
    let name = UUID().uuidString + ".json"
    let output = try place.rescore(tape, ["--summary", name] + more)
    return (output, try entries(try place.read(name)))
  }

  private static func entries(_ json: Data) throws -> [String: String] {
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    var entries: [String: String] = [:]
    for (key, value) in object where key != "files" {
      let data = try JSONSerialization.data(withJSONObject: [value], options: [.sortedKeys])
      entries[key] = String(decoding: data, as: UTF8.self)
    }
    return entries
  }

  private static func lines(_ output: Data) -> [String] {
    String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true).map(
      String.init)
  }

  @Test func theTapeHoldsEveryClassAndAScore() throws {
    let base = try Self.base.get()
    let rows = Tape(csv: String(decoding: base.output, as: UTF8.self)).rows
    #expect(rows.count == 1500)
    #expect(Set(rows.compactMap { $0["risk_class"] }).count == 5)
    #expect(rows.allSatisfy { $0["score"] != "" })
    #expect(Set(rows.compactMap { $0["pd"] }).count > 100)
    #expect(base.summary.count > 15)
  }

  @Test(arguments: ["1", "2", "7"]) func threads(_ count: String) throws {
    let base = try Self.base.get()
    let (output, summary) = try Self.rescored(base.place, "tape.csv", ["--threads", count])
    #expect(output == base.output)
    #expect(summary == base.summary)
  }

  @Test func pipe() throws {
    let base = try Self.base.get()
    let ended = try base.place.shell(
      "cat tape.csv | \"$0\" rescore - --as-of \"$1\" --summary pipe.json --quiet", [Workplace.asOf])
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(ended.output == base.output)
    #expect(try Self.entries(try base.place.read("pipe.json")) == base.summary)
  }

  @Test func gzip() throws {
    let base = try Self.base.get()
    try base.place.write("tape.csv.gz", StoredGzip.data(Data(base.tape.csv.utf8)))
    let (output, summary) = try Self.rescored(base.place, "tape.csv.gz")
    #expect(output == base.output)
    #expect(summary == base.summary)
    let piped = try base.place.shell(
      "cat tape.csv.gz | \"$0\" rescore - --as-of \"$1\" --quiet", [Workplace.asOf])
    #expect(piped.output == base.output)
  }

  @Test func writing() throws {
    let base = try Self.base.get()
    let text = base.tape.csv
    let (marked, _) = try Self.rescored(base.place, try base.place.write("bom.csv", "\u{FEFF}" + text))
    #expect(marked == base.output)
    let (returns, _) = try Self.rescored(
      base.place, try base.place.write("crlf.csv", text.replacingOccurrences(of: "\n", with: "\r\n")))
    #expect(returns == base.output)
    let quoted = text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { "\"\($0)\"" }.joined(separator: ",")
    }
    let (inQuotes, _) = try Self.rescored(
      base.place, try base.place.write("quoted.csv", quoted.joined(separator: "\n")))
    #expect(inQuotes == base.output)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func columnsShuffled(_ seed: UInt64) throws {
    let base = try Self.base.get()
    var generator = SeededGenerator(seed: seed)
    var tape = base.tape
    tape.columns.shuffle(using: &generator)
    try #require(tape.columns != base.tape.columns)
    try base.place.write("columns-\(seed).csv", tape.csv)
    let (output, summary) = try Self.rescored(base.place, "columns-\(seed).csv")
    #expect(output == base.output)
    #expect(summary == base.summary)
  }

  @Test(arguments: [1, 2] as [UInt64]) func rowsShuffled(_ seed: UInt64) throws {
    let base = try Self.base.get()
    var generator = SeededGenerator(seed: seed)
    var tape = base.tape
    tape.rows.shuffle(using: &generator)
    try base.place.write("rows-\(seed).csv", tape.csv)
    let (output, summary) = try Self.rescored(base.place, "rows-\(seed).csv")
    let order = Self.lines(output).dropFirst().map { $0.prefix { $0 != "," } }
    #expect(order == tape.rows.map { ($0["loan_id"] ?? "")[...] })
    #expect(Self.lines(output).sorted() == Self.lines(base.output).sorted())
    #expect(summary == base.summary)
  }

  /// Borrowers with one loan only: what is true of the borrower is true of the row.
  @Test func aRowAloneGivesTheSameBytes() throws {
    let base = try Self.base.get()
    let counts = Dictionary(grouping: base.tape.rows) { $0["borrower_id"] ?? "" }.mapValues(\.count)
    let alone = base.tape.rows.indices.filter { counts[base.tape.rows[$0]["borrower_id"] ?? ""] == 1 }
    try #require(alone.count > 50)
    let together = Self.lines(base.output)
    for step in 0..<50 {
      let index = alone[step * alone.count / 50]
      var tape = base.tape
      tape.rows = [base.tape.rows[index]]
      try base.place.write("alone.csv", tape.csv)
      let lines = Self.lines(try base.place.rescore("alone.csv"))
      #expect(lines == [together[0], together[index + 1]])
    }
  }

  /// Two challengers ride in the same product; the champion's columns stay as they are.
  @Test func challengersRideAlong() throws {
    let base = try Self.base.get()
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Examples/Models")
    let cards = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".json")
    }
    try #require(cards.count >= 2)
    try base.place.write("champion.json", Data(ModelFile.builtInBytes))
    let (single, _) = try Self.rescored(base.place, "tape.csv", ["--model", "champion.json"])
    #expect(single == base.output)
    let challengers = cards.sorted().prefix(2).flatMap { ["--model", folder.appending(path: $0).path] }
    for threads in ["1", "7"] {
      let (output, summary) = try Self.rescored(
        base.place, "tape.csv", ["--model", "champion.json", "--threads", threads] + challengers)
      let tape = Tape(csv: String(decoding: output, as: UTF8.self))
      let added = ["score_2", "pd_2", "score_3", "pd_3"]
      #expect(Array(tape.columns.suffix(4)) == added)
      let champion = Self.lines(output).map {
        $0.split(separator: ",", omittingEmptySubsequences: false).dropLast(4).joined(separator: ",")
      }
      #expect(champion == Self.lines(base.output))
      for name in added { #expect(Set(tape.rows.compactMap { $0[name] }).count > 20, "\(name)") }
      #expect(tape.rows.contains { $0["score_2"] != $0["score"] && $0["score_3"] != $0["score_2"] })
      #expect(summary["by_class"] == base.summary["by_class"])
      #expect(summary["ecl"] == base.summary["ecl"])
    }
  }
}
