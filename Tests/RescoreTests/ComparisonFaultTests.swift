import CreditRisk
import Foundation
import Lending
import LoanFiles
import LoanPricing
import LoanTape
import LoanUnits
import PolicyDocument
import Reporting
import Testing

/// What `rescore --compare` refuses, and how its table looks.
@Suite struct ComparisonFaultTests {
  private static let header =
    "loan_id,grade,pd,lgd,ead,risk_class,stage,ecl,risk_weight_percent,rwa,capital,required_rate_percent\n"
  private static let row = "a,R5,0.02,0.45,100.00,normal,1,0.90,75,75.00,7.88,4.5\n"

  private static func changed(_ field: String, _ value: String) -> String {
    let names = header.dropLast().split(separator: ",")
    var fields = row.dropLast().split(separator: ",").map(String.init)
    if let index = names.firstIndex(of: Substring(field)) { fields[index] = value }
    return header + row.replacing("a,", with: "b,") + fields.joined(separator: ",") + "\n"
  }

  private static let bad: [(String, String)] = [
    ("", "old.csv is empty: it should be the output of a rescore"),
    ("loan_id,grade,pd,lgd\n", "old.csv, line 1: the column ead is missing; it is not the output"),
    (header.dropLast() + ",pd\n", "old.csv, line 1: the column pd stands twice"),
    (header.dropLast() + ",\n", "old.csv, line 1: the header's field 13 is empty"),
    (changed("loan_id", ""), "old.csv, line 3, column loan_id: \"\" empty"),
    (
      changed("loan_id", String(repeating: "x", count: 257)),
      "x too long; allowed: up to 256 bytes"
    ),
    (changed("grade", ""), "old.csv, line 3, column grade: \"\" empty"),
    (changed("pd", "high"), "old.csv, line 3, column pd: high not a number"),
    (changed("pd", "1.5"), "old.csv, line 3, column pd: 1.5 out of range; allowed: 0 to 1"),
    (changed("lgd", ""), "old.csv, line 3, column lgd: \"\" empty"),
    (changed("lgd", "45%"), "old.csv, line 3, column lgd: 45% a spreadsheet's notation"),
    (changed("ead", "1.234"), "old.csv, line 3, column ead: 1.234 more than two decimals"),
    (changed("risk_class", "good"), "old.csv, line 3, column risk_class: good unknown code; allowed: normal"),
    (changed("stage", "4"), "old.csv, line 3, column stage: 4 unknown code; allowed: 1, 2, 3"),
    (changed("ecl", "-1"), "old.csv, line 3, column ecl: -1 negative"),
    (
      changed("risk_weight_percent", "1e2"),
      "old.csv, line 3, column risk_weight_percent: 1e2 a spreadsheet's"
    ),
    (changed("rwa", "x"), "old.csv, line 3, column rwa: x not a number"),
    (changed("capital", "x"), "old.csv, line 3, column capital: x not a number"),
    (changed("required_rate_percent", "x"), "old.csv, line 3, column required_rate_percent: x not a number"),
    (changed("pd", "0.1,0.2"), "old.csv, line 3: 13 fields; the header has 12"),
    (changed("pd", "\"0.1"), "old.csv, line 3: a quote is opened here"),
    (
      header + row + row.replacing("a,", with: "b,") + row + row,
      "old.csv, line 4, column loan_id: a duplicate; the same loan_id stands on line 2"
    ),
  ]

  @Test(arguments: bad) func badOldOutput(_ old: String, _ sentence: String) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a")]).csv)
    try place.write("old.csv", old)
    let before = try place.names()
    let arguments = [
      "rescore", "tape.csv", "--as-of", Workplace.asOf, "--compare", "old.csv", "--differences", "d.csv",
      "--summary", "s.json", "--quiet",
    ]
    for output in [["--output", "out.csv"], []] {
      let ended = try place.run(arguments + output)
      #expect(ended.code == 65)
      #expect(ended.errors.contains(sentence), "\(ended.errors)")
      #expect(!ended.errors.contains("--rejects") && ended.output.isEmpty)
      #expect(try place.names() == before)
    }
  }

  /// Empty where the contract lets a cell be empty.
  @Test func aRateMayBeMissing() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a"), Tape.loan("b")]).csv)
    try place.write("old.csv", Self.changed("required_rate_percent", ""))
    let outputs = try ComparedOutputs(place, "tape.csv")
    let rates = try outputs.comparison.object("required_rate")
    #expect(rates.number("gained") == 1)
    #expect((rates.number("up") ?? 0) + (rates.number("down") ?? 0) == 1)
    try outputs.reconcile()
  }

  @Test func filesThatCannotBeRead() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a")]).csv)
    let whole = StoredGzip.data(Data((Self.header + Self.row).utf8))
    try place.write("cut.gz", whole.dropLast(9))
    for (name, code) in [("cut.gz", Int32(65)), ("none.csv", 66)] {
      let ended = try place.run([
        "rescore", "tape.csv", "--as-of", Workplace.asOf, "--compare", name, "--output", "out.csv", "--quiet",
      ])
      #expect(ended.code == code && ended.errors.contains(name), "\(ended.errors)")
      #expect(!place.exists("out.csv"))
    }
  }

  @Test(arguments: [
    (["--differences", "d.csv"], "--compare"), (["--compare", "old.csv", "--check"], "--compare"),
    (["--compare", "old.csv", "--explain", "a"], "--compare"),
    (["--compare", "old.csv", "--partial", "p.part", "--output", "o.csv"], "--compare"),
    (["--compare", "old.csv", "--differences", "-"], "standard output"),
    (["--compare", "-", "--previous", "-"], "standard input"),
  ])
  func refusedTogether(_ options: [String], _ needle: String) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a")]).csv)
    try place.write("old.csv", Self.header + Self.row)
    let before = try place.names()
    let ended = try place.run(["rescore", "tape.csv", "--as-of", Workplace.asOf] + options)
    #expect(ended.code == 64, "\(ended.errors)")
    #expect(ended.errors.contains(needle) && ended.output.isEmpty, "\(ended.errors)")
    #expect(try place.names() == before)
  }

  @Test(arguments: [
    (ReportLanguage.english, ["Compared with", "assumptions", "new loans", "risk weight", "normal > loss"]),
    (.chinese, ["比较", "计量假设", "新增", "风险权重", "normal > loss"]),
  ])
  func theTableFitsThePage(_ language: ReportLanguage, _ words: [String]) throws {
    let place = try Workplace()
    let loans = (0..<30).map { Tape.loan("L\($0)", ["guarantee": "credit", "pd": "0.0\($0 + 10)"]) }
    try place.write("tape.csv", Tape(loans).csv)
    try place.write("old.csv", try place.rescore("tape.csv"))
    let changed = loans.dropFirst().map {
      $0["loan_id"] == "L5" ? $0.merging(["days_past_due": "400"]) { $1 } : $0
    }
    try place.write("tape.csv", Tape(changed + [Tape.loan("N")]).csv)
    let day = try #require(CalendarDay(iso: Workplace.asOf))
    let source = try PolicyFile.builtIn()
    var policy = source.policy
    policy.lgd.credit = 0.3
    var plan = TapeRunPlan(
      tape: place.path("tape.csv"), policy: policy, models: [], areModelsGiven: false,
      primeRates: try .builtIn(), asOf: day)
    plan.compared = place.path("old.csv")
    let result = try TapeRun(plan).run(output: try OutputSink.open(place.path("n.csv")), rejects: nil)
    let context = ResultContext(
      policy: policy, digest: "", isBuiltIn: false, changes: [], asOf: day)
    var named = result
    named.comparison?.file = "old.csv"
    let text = RescoreReport(
      named, policy: policy, context: context, files: [], control: ControlTotals(), warnings: []
    ).table(language, TextStyle(isColoured: false))
    for word in words { #expect(text.contains(word), "\(word)") }
    let start = try #require(text.firstRange(of: "old.csv")?.lowerBound)
    #expect(text[start...].split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
  }
}
