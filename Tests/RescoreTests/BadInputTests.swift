import Foundation
import Testing

/// Bad tapes: the exit code, line, column and value in the sentence, an empty stdout, no output, nothing temporary.
@Suite struct BadInputTests {
  /// A change of the third row, which stands on line 4, and what the sentence names.
  struct BadRow: Sendable, CustomTestStringConvertible {
    let column: String
    let value: String
    let shown: String
    let reason: String

    var testDescription: String { "\(column)=\(value.prefix(30))" }

    init(_ column: String, _ value: String, _ reason: String, shown: String? = nil) {
      self.column = column
      self.value = value
      self.shown = shown ?? value
      self.reason = reason
    }
  }

  private static func tape(_ changes: Tape.Row = [:]) -> Tape {
    var rows = (1...5).map { Tape.loan("L\($0)", ["restructured": "0", "restructured_count": "1"]) }
    rows[2].merge(changes) { $1 }
    return Tape(rows)
  }

  /// Runs a rescore that must fail and leave nothing behind.
  private func refused(
    _ content: Data?, code: Int32, naming needles: [String], options: [String] = [], lines: Int = 1,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let place = try Workplace()
    try place.makeFolder("temporary")
    if let content { try place.write("bad.csv", content) }
    let before = try place.names()
    let all = ["rescore", "bad.csv", "--as-of", Workplace.asOf, "--temp-dir", "temporary"] + options
    for outputs in [["--output", "out.csv", "--summary", "out.json"], []] {
      let ended = try place.run(all + outputs)
      #expect(ended.code == code, "\(ended.errors)", sourceLocation: location)
      for needle in needles {
        #expect(ended.errors.contains(needle), "\(needle) in \(ended.errors)", sourceLocation: location)
      }
      #expect(ended.errors.split(separator: "\n").count == lines, "\(ended.errors)", sourceLocation: location)
      #expect(ended.output.isEmpty, sourceLocation: location)
      #expect(try place.names() == before, sourceLocation: location)
      #expect(try place.names(in: "temporary").isEmpty, sourceLocation: location)
    }
  }

  private func refused(_ text: String, code: Int32 = 65, naming needles: [String]) throws {
    try refused(Data(text.utf8), code: code, naming: needles)
  }

  @Test func theGoodTapePasses() throws {
    let place = try Workplace()
    try place.makeFolder("temporary")
    try place.write("good.csv", Self.tape().csv)
    let output = try place.rescore("good.csv", ["--temp-dir", "temporary"])
    #expect(String(decoding: output, as: UTF8.self).split(separator: "\n").count == 6)
    #expect(try place.names(in: "temporary").isEmpty)
  }

  @Test(arguments: [
    BadRow("balance", "abc", "not a number"), BadRow("balance", "NaN", "not a number"),
    BadRow("balance", "inf", "not a number"), BadRow("balance", "-Infinity", "not a number"),
    BadRow("balance", "1e400", "not a number"), BadRow("balance", "1.2.3", "notation"),
    BadRow("balance", "1 2", "not a number"), BadRow("balance", "1000CNY", "not a number"),
    BadRow("balance", "", "empty"), BadRow("balance", "-0.01", "negative"),
    BadRow("balance", "100.005", "more than two decimals"),
    BadRow("balance", "\"1,000.00\"", "spreadsheet", shown: "1,000.00"),
    BadRow("balance", "1.00E+05", "spreadsheet"), BadRow("balance", "99999999999999999999", "out of range"),
    BadRow("rate_percent", "4.35%", "spreadsheet"), BadRow("rate_percent", "NaN", "not a number"),
    BadRow("pd", "1.0000001", "out of range"), BadRow("pd", "-0.1", "out of range"),
    BadRow("pd", "", "no risk measure"), BadRow("days_past_due", "-1", "negative"),
    BadRow("days_past_due", "1.5", "whole"), BadRow("days_past_due", "late", "not a number"),
    BadRow("days_past_due", "", "empty"), BadRow("loan_id", "", "empty"),
    BadRow("loan_id", "L1", "duplicate; the same loan_id stands on line 2"),
    BadRow("maturity_date", "2027-02-29", "not a date"), BadRow("maturity_date", "2027-13-01", "not a date"),
    BadRow("maturity_date", "0000-00-00", "not a date"), BadRow("maturity_date", "soon", "not a date"),
    BadRow("maturity_date", "2023-01-14", "before origination_date 2023-01-15"),
    BadRow("origination_date", "2027-12-16", "maturity_date", shown: "2027-12-15"),
    BadRow("guarantee", "goodwill", "unknown code"), BadRow("repayment", "weekly", "unknown code"),
    BadRow("size", "enormous", "unknown code"), BadRow("rate_type", "mixed", "unknown code"),
    BadRow("restructured", "maybe", "unknown code"), BadRow("restructured_count", "often", "not a number"),
    BadRow("collateral_value", "-5", "negative"),
  ])
  func badField(_ bad: BadRow) throws {
    let column = bad.column == "origination_date" ? "maturity_date" : bad.column
    try refused(
      Self.tape([bad.column: bad.value]).csv,
      naming: ["bad.csv, line 4, column \(column): \(bad.shown.isEmpty ? "\"\"" : bad.shown) ", bad.reason])
  }

  @Test func minusZeroIsZero() throws {
    let place = try Workplace()
    try place.write("zero.csv", Self.tape(["balance": "-0"]).csv)
    let rows = Tape(csv: String(decoding: try place.rescore("zero.csv"), as: UTF8.self)).rows
    #expect(rows[2]["ead"] == "0.00")
    #expect(rows[2]["required_rate_percent"] == "")
  }

  @Test func badShapes() throws {
    let lines = Self.tape().csv.split(separator: "\n").map(String.init)
    func text(_ fourth: String) -> String {
      (lines[..<3] + [fourth] + lines[4...]).joined(separator: "\n") + "\n"
    }
    let count = lines[0].split(separator: ",").count
    let short = lines[3].split(separator: ",", omittingEmptySubsequences: false).dropLast().joined(
      separator: ",")
    try refused(text(short), naming: ["line 4: \(count - 1) fields; the header has \(count)"])
    try refused(text(lines[3] + ",1"), naming: ["line 4: \(count + 1) fields; the header has \(count)"])
    try refused(text("\"" + lines[3]), naming: ["line 4: a quote is opened here and never closed"])
    try refused(text(lines[3] + "\0"), naming: ["line 4, column size: small", "a NUL byte"])
    var bytes = Data(text("@" + lines[3]).utf8)
    bytes[try #require(bytes.firstIndex(of: UInt8(ascii: "@")))] = 0xFF
    try refused(bytes, code: 65, naming: ["line 4, column loan_id: ", "not UTF-8"])
    let longest = Self.tape(["loan_id": String(repeating: "x", count: 257)]).csv
    try refused(longest, naming: ["line 4, column loan_id: xxxx", "256"])
  }

  @Test func aFieldOfAMegabyte() throws {
    let long = Self.tape(["balance": String(repeating: "7", count: 1 << 20)]).csv
    try refused(long, naming: ["line 4, column balance: 777"])
  }

  @Test func badHeaders() throws {
    let text = Self.tape().csv
    for column in ["loan_id", "balance", "days_past_due"] {
      try refused(
        text.replacingOccurrences(of: column, with: "x_" + column),
        naming: ["bad.csv, line 1", "the column \(column) is missing"])
    }
    try refused(
      text.replacingOccurrences(of: "borrower_id", with: "loan_id"),
      naming: ["line 1: the column loan_id stands twice"])
    try refused(
      text.replacingOccurrences(of: ",pd,", with: ",x,"), naming: ["line 1: no column tells the risk"])
    try refused("", naming: ["bad.csv is empty"])
    try refused(nil, code: 66, naming: ["bad.csv cannot be read"])
  }

  @Test func unreadColumnsAreRefusedWhenStrict() throws {
    var tape = Self.tape()
    tape.columns.append("collateral_vale")
    try refused(Data(tape.csv.utf8), code: 65, naming: ["collateral_vale"], options: ["--strict"])
  }

  @Test func headerOnlyIsDone() throws {
    let place = try Workplace()
    try place.write("header.csv", String(Self.tape().csv.prefix { $0 != "\n" }) + "\n")
    let text = String(decoding: try place.rescore("header.csv"), as: UTF8.self)
    #expect(text.hasPrefix("loan_id,score,grade,"))
    #expect(text.filter { $0 == "\n" }.count == 1)
  }

  @Test func gzipCutShort() throws {
    let whole = StoredGzip.data(Data(Tape((0..<900).map { Tape.loan("L\($0)") }).csv.utf8))
    for count in [10, whole.count / 2, whole.count - 1] {
      try refused(whole.prefix(count), code: 65, naming: ["bad.csv", "gzip"])
    }
    var broken = whole
    broken[broken.endIndex - 6] ^= 1
    try refused(broken, code: 65, naming: ["bad.csv", "gzip"])
  }

  @Test func controlTotals() throws {
    let good = Data(Self.tape().csv.utf8)
    try refused(
      good, code: 65, naming: ["the control total balance is 5000000.00, the ledger says 5000000.01"],
      options: ["--control", "balance=5000000.01,count=5"])
    try refused(
      good, code: 65, naming: ["the control total count is 5, the ledger says 6"],
      options: ["--control", "balance=5000000.00,count=6"])
    let place = try Workplace()
    try place.write("good.csv", good)
    #expect(!(try place.rescore("good.csv", ["--control", "balance=5000000.00,count=5"])).isEmpty)
  }

  @Test func theFirstRowsAndTheirNumber() throws {
    let rows = (1...50).map { Tape.loan("L\($0)", ["balance": $0 > 20 ? "bad\($0)" : "1.00"]) }
    let place = try Workplace()
    try place.write("bad.csv", Tape(rows).csv)
    let ended = try place.run(["rescore", "bad.csv", "--as-of", Workplace.asOf])
    #expect(ended.code == 65)
    #expect(ended.errors.contains("line 22, column balance: bad21 "))
    #expect(ended.errors.contains("30"))
    #expect((2...21).contains(ended.errors.split(separator: "\n").count))
    #expect(ended.output.isEmpty)
  }

  @Test func usage() throws {
    let good = Data(Self.tape().csv.utf8)
    try refused(good, code: 64, naming: ["--threads 0"], options: ["--threads", "0"])
    try refused(good, code: 64, naming: ["as-of", "2026-02-30"], options: ["--as-of", "2026-02-30"])
    try refused(good, code: 64, naming: ["tax.income_taxx"], options: ["--set", "tax.income_taxx=0.2"])
    try refused(good, code: 64, naming: ["control"], options: ["--control", "balance=much"])
    try refused(good, code: 66, naming: ["none.yaml"], options: ["--policy", "none.yaml"])
    try refused(good, code: 66, naming: ["none.json"], options: ["--model", "none.json"])
  }
}
