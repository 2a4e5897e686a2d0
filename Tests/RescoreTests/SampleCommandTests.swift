import Foundation
import Testing
import TestSupport

/// A sample for checking by hand is a matter of the loans and the seed alone.
@Suite struct SampleCommandTests {
  private static let base = Result { try makeBase() }

  private static func makeBase() throws -> (place: Workplace, tape: Tape) {
    let place = try Workplace()
    let made = try place.run(["generate", "--rows", "2000", "--seed", "11", "--output", "tape.csv"])
    guard made.code == 0 else { throw Workplace.Failure.failed(code: made.code, errors: made.errors) }
    return (place, Tape(csv: String(decoding: try place.read("tape.csv"), as: UTF8.self)))
  }

  private static func sample(_ place: Workplace, _ tape: String, _ more: [String]) throws -> Tape {
    let name = UUID().uuidString + ".csv"
    _ = try place.rescore(
      tape, ["--output", name + ".out", "--sample-output", name] + more)
    return Tape(csv: String(decoding: try place.read(name), as: UTF8.self))
  }

  @Test(arguments: ["1", "5"]) func shufflingAndThreadsChangeNothing(_ threads: String) throws {
    let (place, tape) = try Self.base.get()
    let options = ["--sample", "40", "--seed", "3", "--stratify", "region"]
    let plain = try Self.sample(place, "tape.csv", options)
    var shuffled = tape
    var generator = SeededGenerator(seed: 5)
    shuffled.rows.shuffle(using: &generator)
    try place.write("shuffled-\(threads).csv", shuffled.csv)
    let other = try Self.sample(place, "shuffled-\(threads).csv", options + ["--threads", threads])
    #expect(other.csv == plain.csv)
    #expect(plain.rows.count > 100)
  }

  @Test func theSampleOfTheWholeIsThatOfTheShardsSamples() throws {
    let (place, tape) = try Self.base.get()
    let options = ["--sample", "25", "--seed", "9", "--stratify", "class"]
    let whole = try Self.sample(place, "tape.csv", options)
    var rows: [Tape.Row] = []
    for shard in 0..<4 {
      var part = tape
      part.rows = tape.rows.filter {
        Int($0["borrower_id"]?.dropFirst() ?? "").map { $0 % 4 == shard } ?? false
      }
      try place.write("shard-\(shard).csv", part.csv)
      rows += try Self.sample(
        place, "shard-\(shard).csv", options + ["--partial", "shard-\(shard).part"]
      ).rows
    }
    var merged = whole
    merged.rows = Dictionary(grouping: rows) { $0["stratum"] ?? "" }.sorted { $0.key < $1.key }.flatMap {
      $0.value.sorted { ($0["sample_key"] ?? "") < ($1["sample_key"] ?? "") }.prefix(25)
    }
    #expect(merged.csv == whole.csv)
    let command = try place.run(
      ["merge"] + (0..<4).map { "shard-\($0).part" } + [
        "--output", "merged.out", "--sample-output", "merged.csv",
      ])
    #expect(command.code == 0, "\(command.errors)")
    #expect(String(decoding: try place.read("merged.csv"), as: UTF8.self) == whole.csv)
    #expect(Set(whole.rows.compactMap { $0["stratum"] }).count == 5)
  }

  @Test func aSampleHoldsResultAndFacts() throws {
    let (place, tape) = try Self.base.get()
    let sample = try Self.sample(place, "tape.csv", ["--sample", "50"])
    let output = Tape(csv: String(decoding: try place.rescore("tape.csv"), as: UTF8.self))
    #expect(sample.rows.count == 50)
    let results = Dictionary(uniqueKeysWithValues: output.rows.map { ($0["loan_id"] ?? "", $0) })
    let facts = Dictionary(uniqueKeysWithValues: tape.rows.map { ($0["loan_id"] ?? "", $0) })
    for row in sample.rows {
      let id = try #require(row["loan_id"])
      for column in output.columns { #expect(row[column] == results[id]?[column], "\(id) \(column)") }
      for column in ["balance", "credit_limit", "size", "region", "maturity_date", "rate_type"] {
        #expect(row[column] == facts[id]?[column], "\(id) \(column)")
      }
      #expect(Double(row["rate_percent"] ?? "") == Double(facts[id]?["rate_percent"] ?? "-"))
    }
  }

  @Test(arguments: ["class", "stage", "grade", "size", "guarantee", "industry", "region"])
  func everyStratumIsSampled(_ stratum: String) throws {
    let (place, _) = try Self.base.get()
    let sample = try Self.sample(place, "tape.csv", ["--sample", "3", "--stratify", stratum])
    let output = Tape(csv: String(decoding: try place.rescore("tape.csv"), as: UTF8.self))
    let column = stratum == "class" ? "risk_class" : stratum
    let counts = Dictionary(grouping: sample.rows) { $0["stratum"] ?? "" }.mapValues(\.count)
    #expect(sample.rows.allSatisfy { $0[column] == $0["stratum"] })
    if output.columns.contains(column) {
      let all = Dictionary(grouping: output.rows) { $0[column] ?? "" }.mapValues { min(3, $0.count) }
      #expect(counts == all)
    } else {
      #expect(counts.count > 1)
    }
  }

  @Test func anotherSeedAnotherSample() throws {
    let (place, _) = try Self.base.get()
    let first = try Self.sample(place, "tape.csv", ["--sample", "50", "--seed", "1"])
    let second = try Self.sample(place, "tape.csv", ["--sample", "50", "--seed", "2"])
    let shared = Set(first.rows.compactMap { $0["loan_id"] })
      .intersection(second.rows.compactMap { $0["loan_id"] })
    // Of 2,000 loans 50 at random: 1.25 in common are expected.
    #expect(shared.count < 12)
  }

  @Test func identifiersWithQuotesAreQuoted() throws {
    let place = try Workplace()
    try place.write(
      "tape.csv", "loan_id,balance,days_past_due,pd\n\"a,\"\"b\"\"\nc\",1000.00,0,0.02\nplain,5.00,0,0.02\n")
    _ = try place.rescore("tape.csv", ["--sample", "2", "--sample-output", "s.csv", "--output", "o.csv"])
    let text = String(decoding: try place.read("s.csv"), as: UTF8.self)
    #expect(text.contains("\n\"a,\"\"b\"\"\nc\","))
    #expect(text.contains("\nplain,"))
    #expect(text.split(separator: "\n").count == 4)
  }

  @Test(arguments: [
    ["--sample", "5"], ["--seed", "5"], ["--stratify", "class"], ["--sample-output", "s.csv"],
    ["--sample", "0", "--sample-output", "s.csv"],
    ["--sample", "5", "--sample-output", "s.csv", "--stratify", "colour"],
    ["--sample", "5", "--sample-output", "s.csv", "--check"],
  ]) func usage(_ options: [String]) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("L")]).csv)
    let ended = try place.run(["rescore", "tape.csv", "--output", "o.csv"] + options)
    #expect(ended.code == 64)
    #expect(try place.names() == ["tape.csv"])
  }
}
