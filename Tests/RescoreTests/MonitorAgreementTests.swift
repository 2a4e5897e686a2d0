import Foundation
import TestSupport
import Testing

/// `monitor` against the per-loan output of `rescore` and sums by hand, and the same bytes for any threads and order.
@Suite struct MonitorAgreementTests {
  private struct Book: Sendable {
    let place: Workplace
    let old: Tape
    let new: Tape
  }

  private static let book = Result { try makeBook() }

  /// Two generated books; some loans overdue, some lines over the limit, many borrowers with several loans.
  private static func makeBook() throws -> Book {
    let place = try Workplace()
    func tape(_ seed: String) throws -> Tape {
      let made = try place.run(["generate", "--rows", "3000", "--seed", seed, "--output", seed + ".csv"])
      guard made.code == 0 else { throw Workplace.Failure.failed(code: made.code, errors: made.errors) }
      var tape = Tape(csv: String(decoding: try place.read(seed + ".csv"), as: UTF8.self))
      for index in tape.rows.indices where index % 9 == 0 {
        tape.rows[index]["days_past_due"] = "\(index % 400)"
        tape.rows[index]["external_npl"] = index % 2 == 0 ? "1" : "0"
      }
      tape.columns.append("external_npl")
      return tape
    }
    let (old, new) = (try tape("41"), try tape("42"))
    try place.write("old.csv", old.csv)
    try place.write("new.csv", new.csv)
    return Book(place: place, old: old, new: new)
  }

  @Test func classesAreThoseOfARescore() throws {
    let book = try Self.book.get()
    let result = try MonitorTapes.monitor(book.place)
    let output = Tape(
      csv: String(decoding: try book.place.rescore("new.csv", ["--summary", "s.json"]), as: UTF8.self))
    let summary = try JSONDecoder().decode(JSONValue.self, from: try book.place.read("s.json"))
    let ratio = try summary["npl_ratio_percent"].double()
    #expect(try result.measure("all_npl_percent")["value"].double() == ratio)
    #expect(ratio > 1)

    var lines: [String: Double] = [:]
    for row in book.new.rows {
      lines[row["borrower_id"] ?? "", default: 0] = max(
        lines[row["borrower_id"] ?? ""] ?? 0, Double(row["credit_limit"] ?? "") ?? 0)
    }
    let sizes: Set<String> = ["small", "micro", "sole-trader", "owner"]
    var (balance, bad) = (0, 0)
    var borrowers: Set<String> = []
    var regions: [String: Set<String>] = [:]
    for (row, loan) in zip(book.new.rows, output.rows) {
      let fen = Int((Double(row["balance"] ?? "") ?? 0) * 100 + 0.5)
      guard sizes.contains(row["size"] ?? ""), lines[row["borrower_id"] ?? ""] ?? 0 <= 10_000_000 else {
        continue
      }
      balance += fen
      if ["substandard", "doubtful", "loss"].contains(loan["risk_class"]) { bad += fen }
      if fen > 0 {
        borrowers.insert(row["borrower_id"] ?? "")
        regions[row["region"] ?? "", default: []].insert(row["borrower_id"] ?? "")
      }
    }
    let npl = try result.measure("inclusive_npl_percent")
    #expect(try npl["denominator"].double() == Double(balance) / 100)
    #expect(try npl["numerator"].double() == Double(bad) / 100)
    #expect(bad > 0)
    #expect(try result.measure("borrowers")["value"].int() == borrowers.count)
    for (region, names) in regions {
      #expect(try result.part("by_region", region)["borrowers"].int() == names.count)
    }
  }

  @Test func threadsAndOrderChangeNothing() throws {
    let book = try Self.book.get()
    func text(_ tapes: [String], _ threads: String) throws -> [JSONValue] {
      let ended = try book.place.run(
        ["monitor"] + tapes + ["--as-of", MonitorTapes.asOf, "--format", "json", "--threads", threads])
      let json = try JSONDecoder().decode(JSONValue.self, from: ended.output)
      return ["measures", "by_sector", "by_region", "warnings"].map { json[$0] }
    }
    let first = try text(["old.csv", "new.csv"], "1")
    #expect(try text(["old.csv", "new.csv"], "7") == first)
    var generator = SeededGenerator(seed: 8)
    for (name, tape) in [("old2.csv", book.old), ("new2.csv", book.new)] {
      var shuffled = tape
      shuffled.rows.shuffle(using: &generator)
      try book.place.write(name, shuffled.csv)
    }
    #expect(try text(["old2.csv", "new2.csv"], "2") == first)
  }

  @Test func csvHoldsTheSameFigures() throws {
    let place = try MonitorTapes.place()
    let ended = try place.run([
      "monitor", "old.csv", "new.csv", "--as-of", MonitorTapes.asOf, "--format", "csv",
    ])
    let rows = Tape(csv: ended.text).rows
    let growth = try #require(rows.first { $0["measure"] == "inclusive_growth_percent" })
    #expect(growth["value"] == "12.5")
    #expect(growth["numerator"] == "500000.00")
    let region = try #require(
      rows.first { $0["dimension"] == "region" && $0["key"] == "R2" && $0["measure"] == "balance" })
    #expect(region["value"] == "2500000.00")
  }

  @Test(arguments: ["en", "zh"]) func tablesFitThePage(_ language: String) throws {
    let place = try MonitorTapes.place()
    let ended = try place.run([
      "monitor", "old.csv", "new.csv", "--as-of", MonitorTapes.asOf, "--lang", language, "--flows",
      "flows.csv",
    ])
    #expect(ended.code == 0)
    let lines = ended.text.split(separator: "\n")
    #expect(lines.count > 30)
    for line in lines {
      // A Chinese character takes two columns.
      let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
      #expect(columns <= 80, "\(line)")
    }
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let code: Int32
    let says: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Refused(arguments: ["-", "-"], code: 64, says: "standard input"),
    Refused(arguments: ["old.csv", "new.csv", "--basis", "mom"], code: 64, says: "yoy, ytd"),
    Refused(arguments: ["old.csv", "new.csv", "--fail-on", "blue"], code: 64, says: "red, amber"),
    Refused(
      arguments: ["old.csv", "new.csv", "--as-of-old", "2026-09-30"], code: 64, says: "a day before"),
    Refused(arguments: ["old.csv", "none.csv"], code: 66, says: "none.csv"),
    Refused(arguments: ["old.csv", "twice.csv"], code: 65, says: "twice.csv, line 3, column loan_id"),
    Refused(arguments: ["bad.csv", "new.csv"], code: 65, says: "bad.csv, line 2, column balance"),
    Refused(
      arguments: ["old.csv", "new.csv", "--flows", "short.csv"], code: 65,
      says: "the column rate_percent is missing; a file of flows needs it"),
    Refused(arguments: ["old.csv", "new.csv", "--output", "old.csv"], code: 73, says: "--force"),
  ]) func refused(_ row: Refused) throws {
    let place = try MonitorTapes.place()
    let one = MonitorTapes.new[0]
    try place.write("twice.csv", Tape([one, one], first: MonitorTapes.header).csv)
    try place.write("bad.csv", Tape([one.merging(["balance": "x"]) { $1 }], first: MonitorTapes.header).csv)
    try place.write("short.csv", "loan_id,size,origination_date,original_amount\nf,small,2026-01-01,1\n")
    let ended = try place.run(["monitor", "--as-of", MonitorTapes.asOf] + row.arguments)
    #expect(ended.code == row.code)
    #expect(ended.errors.contains(row.says), "\(ended.errors)")
    #expect(ended.output.isEmpty)
  }
}
