import Foundation
import Testing

/// How a run ends: rejects that reconcile, outputs whole or absent, Ctrl-C, a closed pipe, a full disk.
@Suite struct RunEndTests {
  private static let defects: [(row: Int, column: String, value: String)] = [
    (1, "days_past_due", "late"), (40, "pd", "1.7"), (77, "maturity_date", "2027-02-30"),
    (78, "guarantee", "goodwill"),
    (150, "balance", "much"),
  ]
  private static let (first, twin) = (120, 160)

  /// 200 loans, five defects, and a second row of one id; all balances differ.
  private static func damaged() -> [Tape.Row] {
    var rows = (0..<200).map { Tape.loan("L\($0)", ["balance": "\(1000 + 37 * $0).\(10 + $0 % 90)"]) }
    for defect in defects { rows[defect.row][defect.column] = defect.value }
    rows[twin]["loan_id"] = rows[first]["loan_id"]
    return rows
  }

  private static func fen(_ row: Tape.Row) -> Int {
    let parts = (row["balance"] ?? "").split(separator: ".")
    guard parts.count == 2, let whole = Int(parts[0]), let cents = Int(parts[1]) else { return 0 }
    return whole * 100 + cents
  }

  @Test(arguments: ["1", "2", "7"]) func rejectsReconcileToTheFen(_ threads: String) throws {
    let place = try Workplace()
    try place.makeFolder("temporary")
    let rows = Self.damaged()
    try place.write("tape.csv", Tape(rows).csv)
    let more = [
      "--rejects", "rejects.csv", "--summary", "summary.json", "--threads", threads, "--temp-dir",
      "temporary",
    ]
    let output = Tape(csv: String(decoding: try place.rescore("tape.csv", more), as: UTF8.self))
    let bad = Self.defects.map(\.row) + [Self.twin]
    let kept = rows.indices.filter { !bad.contains($0) }
    #expect(output.rows.map { $0["loan_id"] } == kept.map { rows[$0]["loan_id"] })

    let summary = try #require(
      try JSONSerialization.jsonObject(with: try place.read("summary.json")) as? [String: Any])
    func part(_ name: String) throws -> (rows: Int, fen: Int) {
      let part = try #require(summary[name] as? [String: Double])
      return (Int(try #require(part["rows"])), Int((100 * (try #require(part["balance"]))).rounded()))
    }
    let (input, accepted, rejected) = (try part("input"), try part("accepted"), try part("rejected"))
    #expect(input.rows == 200 && accepted.rows == kept.count && rejected.rows == bad.count)
    #expect(input.fen == rows.reduce(0) { $0 + Self.fen($1) })
    #expect(accepted.fen == kept.reduce(0) { $0 + Self.fen(rows[$1]) })
    #expect(rejected.fen == bad.reduce(0) { $0 + Self.fen(rows[$1]) })
    #expect(summary["difference"] as? Double == 0)
    let warnings = try #require(summary["warnings"] as? [String])
    #expect(warnings.contains { $0.hasPrefix("balance_unreadable: 1 ") })

    let text = String(decoding: try place.read("rejects.csv"), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first == "line,column,value,reason,row")
    #expect(lines.count == bad.count + 1)
    for defect in Self.defects {
      let line = lines.first { $0.hasPrefix("\(defect.row + 2),\(defect.column),\(defect.value),") }
      #expect(line?.contains("\"L\(defect.row),") == true, "\(defect)")
    }
    let twin = lines.first { $0.hasPrefix("\(Self.twin + 2),loan_id,L\(Self.first),") }
    #expect(twin?.contains("line \(Self.first + 2)") == true)
    #expect(try place.names(in: "temporary").isEmpty)
  }

  @Test func anExistingOutputStays() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("A")]).csv)
    try place.write("out.csv", "mine\n")
    let words = ["rescore", "tape.csv", "--as-of", Workplace.asOf, "--output", "out.csv"]
    let kept = try place.run(words)
    #expect(kept.code == 73)
    #expect(kept.errors.contains("out.csv"))
    #expect(try place.read("out.csv") == Data("mine\n".utf8))
    #expect(try place.run(words + ["--force"]).code == 0)
    #expect(String(decoding: try place.read("out.csv"), as: UTF8.self).contains("\nA,"))
    try place.write("tape.csv", Tape([Tape.loan("A", ["balance": "x"])]).csv)
    let before = try place.read("out.csv")
    #expect(try place.run(words + ["--force"]).code == 65)
    #expect(try place.read("out.csv") == before)
  }

  @Test(arguments: [
    ["--output", "none/out.csv"], ["--summary", "none/s.json"], ["--rejects", "none/r.csv"],
    ["--temp-dir", "none"],
  ])
  func aFolderThatIsNotThere(_ option: [String]) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("A")]).csv)
    let ended = try place.run(["rescore", "tape.csv", "--as-of", Workplace.asOf] + option)
    #expect(ended.code == 73)
    #expect(ended.errors.contains("none"))
    #expect(ended.output.isEmpty)
    #expect(try place.names() == ["tape.csv"])
  }

  @Test func aFolderAsATape() throws {
    let place = try Workplace()
    try place.makeFolder("folder")
    let ended = try place.run(["rescore", "folder", "--as-of", Workplace.asOf])
    #expect([65, 66].contains(ended.code))
    #expect(ended.errors.contains("folder"))
    #expect(ended.output.isEmpty)
  }

  @Test func aFullDisk() throws {
    let place = try Workplace()
    try place.makeFolder("temporary")
    try place.write("tape.csv", Tape((0..<3000).map { Tape.loan("L\($0)") }).csv)
    let ended = try place.shell(
      "\"$0\" rescore tape.csv --as-of \"$1\" --temp-dir temporary > /dev/full", [Workplace.asOf])
    #expect(ended.code == 74)
    #expect(ended.errors.split(separator: "\n").count == 1)
    #expect(try place.names(in: "temporary").isEmpty)
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let place = try Workplace()
    try place.makeFolder("temporary")
    try place.write("tape.csv", Tape((0..<6000).map { Tape.loan("L\($0)") }).csv)
    // The code of the command goes to a file of its own: a shell tells only the last one's.
    let ended = try place.shell(
      "{ \"$0\" rescore tape.csv --as-of \"$1\" --temp-dir temporary; echo $? > code; } | head -n 1",
      [Workplace.asOf])
    #expect(ended.text.hasPrefix("loan_id,score,"))
    #expect(String(decoding: try place.read("code"), as: UTF8.self) == "0\n")
    #expect(ended.errors.isEmpty)
    #expect(try place.names(in: "temporary").isEmpty)
  }

  /// The tape is a pipe that stays open, so the run is in the middle of intake when the interrupt comes.
  @Test func interruptedAtIntake() async throws {
    let place = try Workplace()
    try place.makeFolder("temporary")
    let words = [
      "rescore", "-", "--as-of", Workplace.asOf, "--output", "out.csv", "--summary", "s.json", "--temp-dir",
      "temporary",
    ]
    let (process, output, errors) = try place.process(words)
    let pipe = Pipe()
    process.standardInput = pipe
    try place.start(process)
    try pipe.fileHandleForWriting.write(
      contentsOf: Data(Tape((0..<200).map { Tape.loan("L\($0)") }).csv.utf8))
    for _ in 0..<500 where try place.names(in: "temporary").isEmpty {
      try await Task.sleep(for: .milliseconds(10))
    }
    try #require(!(try place.names(in: "temporary")).isEmpty, "the run keeps nothing outside memory")
    process.interrupt()
    let ended = try place.end(process, output: output, errors: errors)
    try? pipe.fileHandleForWriting.close()
    #expect(ended.code == 130)
    #expect(ended.output.isEmpty)
    #expect(try place.names() == ["temporary"])
    #expect(try place.names(in: "temporary").isEmpty)
  }

  /// Standard output is a pipe that nobody empties, so the run waits in the middle of pricing.
  @Test func interruptedAtPricing() async throws {
    let place = try Workplace()
    try place.makeFolder("temporary")
    // More than one batch: the signal is seen between two.
    try place.write("tape.csv", Tape((0..<30_000).map { Tape.loan("L\($0)") }).csv)
    let words = [
      "rescore", "tape.csv", "--as-of", Workplace.asOf, "--summary", "s.json", "--temp-dir", "temporary",
    ]
    let (process, output, errors) = try place.process(words)
    let pipe = Pipe()
    process.standardOutput = pipe
    try place.start(process)
    let head = try pipe.fileHandleForReading.read(upToCount: 7)
    #expect(head == Data("loan_id".utf8))
    try await Task.sleep(for: .milliseconds(100))
    process.interrupt()
    // A write that waits for its reader sees the signal when it returns, so the pipe is emptied.
    let rest = try pipe.fileHandleForReading.readToEnd() ?? Data()
    let ended = try place.end(process, output: output, errors: errors)
    #expect(ended.code == 130)
    #expect(rest.count < 2_500_000)
    #expect(try place.names() == ["tape.csv", "temporary"])
    #expect(try place.names(in: "temporary").isEmpty)
  }
}
