import Foundation
import TestSupport
import Testing

/// `rescore --compare`: each driver is its own cause, everything adds up to the fen, and nothing depends on order.
@Suite struct ComparisonCommandTests {
  /// Unsecured loans, whose severity does not move with their exposure, with even undrawn parts; a mortgage; one in default.
  private static let loans: [Tape.Row] =
    (0..<14).map { index in
      Tape.loan(
        "L\(index)",
        [
          "guarantee": "credit", "collateral_value": "", "pd": "0.0\(index + 10)7",
          "balance": "\(index + 1)00000.38",
          "repayment": ["annuity", "linear", "interest-only", "bullet"][index % 4],
          "maturity_date": "20\(27 + index % 5)-\(10 + index % 3)-15",
          "undrawn": index % 5 == 0 ? "40000" : "0", "size": index % 3 == 0 ? "medium" : "small",
          "days_past_due": index == 7 ? "45" : index == 8 ? "200" : "0",
        ])
    } + [
      Tape.loan("M", ["collateral_value": "900000"]), Tape.loan("W", ["watch": "1"]),
      Tape.loan("P", ["provision": "1234.56"]),
    ]

  private static func changed(_ ids: [String], _ changes: Tape.Row) -> [Tape.Row] {
    loans.map { row in ids.contains(row["loan_id"] ?? "") ? row.merging(changes) { $1 } : row }
  }

  private static func set(_ settings: [String]) -> [String] { settings.flatMap { ["--set", $0] } }

  /// `old.csv` is the output of the tape under some settings.
  private static func begin(_ rows: [Tape.Row], _ settings: [String] = []) throws -> Workplace {
    let place = try Workplace()
    try place.write("tape.csv", Tape(rows).csv)
    try place.write("old.csv", try place.rescore("tape.csv", set(settings)))
    return place
  }

  /// Mortgages in default: exposure × severity lies at half a fen of every twentieth, where the twelve digits that an output
  /// has of the severity may give the other fen.
  @Test func twelveDigitsAreNoCause() throws {
    let loans = (0..<400).map { index in
      Tape.loan(
        "H\(index)",
        [
          "balance": "\(1_000_000 + 7_919 * index).\(10 + index % 90)", "days_past_due": "200",
          "collateral_value": "\(400_000 + 3_571 * index)",
        ])
    }
    let place = try Self.begin(loans)
    let outputs = try ComparedOutputs(place, "tape.csv", Self.set(["lgd.credit=0.4"]))
    #expect(outputs.differences.rows.count == loans.count)
    #expect(try outputs.moving("ecl") == ["lgd"])
    try outputs.reconcile()
  }

  struct Driver: Sendable, CustomTestStringConvertible {
    let losses: Set<String>
    let weighted: Set<String>
    var rows = loans
    var old: [String] = []
    var new: [String] = []

    var testDescription: String {
      rows == loans ? (old + new).joined(separator: " ") : "tape: \(losses) \(weighted)"
    }
  }

  private static let overlay =
    "ecl.overlays=[{name: a, match: {guarantee: [credit]}, pd_multiplier: 1.3, approver: x, expires: 2026-12-31}]"
  private static let drivers: [Driver] = [
    Driver(losses: ["lgd"], weighted: [], new: ["lgd.credit=0.4"]),
    Driver(losses: ["lgd"], weighted: [], old: ["lgd.credit=0.37"], new: ["lgd.credit=0.123456789"]),
    Driver(losses: ["lgd"], weighted: [], rows: changed(["M"], ["collateral_value": "300000"])),
    Driver(losses: ["pd"], weighted: [], new: ["pd.floor=0.15"]),
    Driver(losses: ["pd"], weighted: [], rows: changed(["L1", "L2", "L7"], ["pd": "0.0912345678912345"])),
    // A loan in default has PD 1 in both.
    Driver(losses: [], weighted: [], rows: changed(["L8"], ["pd": "0.3"])),
    Driver(
      losses: ["assumptions"], weighted: [],
      new: ["ecl.scenarios.0.weight=0.3", "ecl.scenarios.2.weight=0.5"]),
    Driver(losses: ["assumptions"], weighted: [], old: ["ecl.timing=middle"]),
    Driver(losses: ["assumptions"], weighted: [], new: [overlay]),
    Driver(losses: ["assumptions"], weighted: [], old: [overlay]),
    Driver(
      losses: ["assumptions"], weighted: [], rows: changed(["L1", "L7"], ["maturity_date": "2035-01-15"])),
    Driver(losses: ["stage"], weighted: ["weight"], new: ["classification.substandard_days=40"]),
    Driver(losses: ["stage"], weighted: ["weight"], old: ["classification.substandard_days=40"]),
    Driver(losses: ["stage"], weighted: [], rows: changed(["L3", "L4", "W"], ["watch": "1"])),
    Driver(losses: ["exposure"], weighted: ["exposure"], new: ["capital.ccf.commitment=0.85"]),
    Driver(losses: ["exposure"], weighted: ["exposure"], old: ["capital.ccf.commitment=0.85"]),
    Driver(
      losses: ["exposure"], weighted: ["exposure"], rows: changed(["L1", "L8"], ["balance": "70000.11"])),
    Driver(losses: [], weighted: ["exposure"], rows: changed(["P"], ["provision": "999.99"])),
    Driver(losses: [], weighted: ["weight"], new: ["capital.risk_weights.tier_1.small_micro=71.3"]),
    Driver(losses: [], weighted: [], new: ["capital.ratio=0.12"]),
    Driver(
      losses: ["new"], weighted: ["new"], rows: loans + [Tape.loan("X"), Tape.loan("Y", ["pd": "0.3"])]),
    Driver(losses: ["vanished"], weighted: ["vanished"], rows: Array(loans.dropFirst(2))),
  ]

  @Test(arguments: drivers) func isItsOwnCause(_ driver: Driver) throws {
    let place = try Self.begin(Self.loans, driver.old)
    try place.write("tape.csv", Tape(driver.rows).csv)
    let outputs = try ComparedOutputs(place, "tape.csv", Self.set(driver.new))
    #expect(try outputs.moving("ecl") == driver.losses)
    #expect(try outputs.moving("rwa") == driver.weighted)
    try outputs.reconcile()
  }

  /// The rescore is the same without a comparison, and one that is unchanged differs in nothing.
  @Test(arguments: [
    [], ["--set", "capital.approach=irb"], ["--both-approaches"], ["--set", overlay],
    [
      "--set", "ecl.hazard_curve=[{until_month: 12, multiplier: 1}, {until_month: 60, multiplier: 0.5}]",
      "--set", "ecl.term_structure=hazard_curve",
    ],
  ])
  func unchangedIsZero(_ options: [String]) throws {
    let place = try Workplace()
    #expect(try place.run(["generate", "--rows", "3000", "--seed", "11", "--output", "tape.csv"]).code == 0)
    try place.write("old.csv", try place.rescore("tape.csv", options))
    let outputs = try ComparedOutputs(place, "tape.csv", options)
    #expect(try place.read("new.csv") == place.read("old.csv"))
    #expect(outputs.differences.rows.isEmpty && outputs.comparison.list("largest").isEmpty)
    #expect(outputs.comparison.number("matched") == 3000 && outputs.comparison.number("changed") == 0)
    for name in ["ecl", "rwa"] { #expect(try outputs.moving(name).isEmpty) }
    let rates = try outputs.comparison.object("required_rate")
    #expect(rates.number("up") == 0 && rates.number("down") == 0 && rates.number("mean_change_bp") == 0)
    try outputs.reconcile()
  }

  /// Each step is what a rescore with that one leaf changed too gives, loan by loan.
  @Test func stepsAreRescoresOfTheirOwn() throws {
    let steps = [
      ("assumptions", "ecl.scenarios.2.pd_multiplier=1.9"), ("exposure", "capital.ccf.commitment=0.9"),
      ("lgd", "lgd.credit=0.36"), ("pd", "pd.floor=0.19"), ("stage", "classification.substandard_days=40"),
    ]
    let place = try Self.begin(Self.loans)
    var outputs = [Tape(csv: String(decoding: try place.read("old.csv"), as: UTF8.self)).rows]
    for count in 1...steps.count {
      let output = try place.rescore("tape.csv", Self.set(steps.prefix(count).map(\.1)))
      outputs.append(Tape(csv: String(decoding: output, as: UTF8.self)).rows)
    }
    let compared = try ComparedOutputs(place, "tape.csv", Self.set(steps.map(\.1)))
    try compared.reconcile()
    let rows = Dictionary(compared.differences.rows.map { ($0["loan_id"] ?? "", $0) }) { first, _ in first }
    var moved: Set<String> = []
    for (place, loan) in outputs[0].enumerated() {
      let row = rows[loan["loan_id"] ?? ""]
      for (index, step) in steps.enumerated() {
        let before = try #require(ComparedOutputs.fen(outputs[index][place]["ecl"]))
        let after = try #require(ComparedOutputs.fen(outputs[index + 1][place]["ecl"]))
        #expect(ComparedOutputs.fen(row?["ecl_by_\(step.0)"]) ?? 0 == after - before, "\(loan) \(step.0)")
        if before != after { moved.insert(step.0) }
      }
    }
    #expect(moved == Set(steps.map(\.0)))
  }

  /// A book a month later under another policy: everything at once, in any order, on any threads.
  @Test func allAtOnceReconciles() throws {
    let place = try Workplace()
    #expect(try place.run(["generate", "--rows", "6000", "--seed", "11", "--output", "one.csv"]).code == 0)
    let months = ["generate", "--rows", "6000", "--seed", "11", "--months-later", "1", "--output", "two.csv"]
    #expect(try place.run(months).code == 0)
    try place.write("old.csv", try place.rescore("one.csv"))
    let settings = Self.set([
      "ecl.scenarios.2.pd_multiplier=1.4", "lgd.credit=0.43", "capital.ccf.commitment=0.6", "pd.floor=0.004",
      "capital.risk_weights.tier_1.sme=90",
    ])
    let outputs = try ComparedOutputs(place, "two.csv", settings + ["--threads", "1"])
    try outputs.reconcile()
    #expect(try outputs.moving("ecl") == Set(ComparedOutputs.lossCauses))
    #expect(try outputs.moving("rwa") == Set(ComparedOutputs.weightedCauses))
    #expect(outputs.differences.rows.count > 3000)

    let differences = try place.read("differences.csv")
    func fields(_ outputs: ComparedOutputs) -> NSDictionary {
      NSDictionary(dictionary: outputs.comparison.fields.filter { $0.key != "sha256" })
    }
    let old = String(decoding: try place.read("old.csv"), as: UTF8.self)
    var generator = SeededGenerator(seed: 3)
    for (name, threads) in [("old.csv", "2"), ("two.csv", "7")] {
      var lines = String(decoding: try place.read(name), as: UTF8.self).split(separator: "\n")
      lines[1...].shuffle(using: &generator)
      try place.write(name, lines.joined(separator: "\n") + "\n")
      let again = try ComparedOutputs(place, "two.csv", settings + ["--threads", threads])
      #expect(try place.read("differences.csv") == differences, "\(threads) threads")
      #expect(fields(again) == fields(outputs))
    }
    // Quoted, other columns first, gzip.
    let turned = old.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).reversed().map { "\"\($0)\"" }
        .joined(separator: ",")
    }
    try place.write("turned.gz", StoredGzip.data(Data(turned.joined(separator: "\r\n").utf8)))
    _ = try place.rescore(
      "two.csv",
      ["--compare", "turned.gz", "--differences", "turned.csv", "--output", "new.csv", "--force"] + settings)
    #expect(try place.read("turned.csv") == differences)
  }

  /// Same differences in every loan: the identifier decides, byte by byte, also where it needs quotes.
  @Test func tiesAreInTheOrderOfTheirIdentifiers() throws {
    let place = try Workplace()
    let ids = ["b", "a,\"x", "ä", "B", "aa", "a", "10", "9", "é"]
    func quoted(_ id: String) -> String { "\"" + id.replacing("\"", with: "\"\"") + "\"" }
    try place.write(
      "tape.csv",
      "loan_id,balance,days_past_due,pd,size,guarantee\n"
        + ids.map { "\(quoted($0)),1000,0,0.02,small,credit\n" }.joined())
    try place.write("old.csv", try place.rescore("tape.csv"))
    _ = try place.rescore(
      "tape.csv",
      ["--compare", "old.csv", "--differences", "d.csv", "--output", "n.csv", "--set", "lgd.credit=0.4"])
    let rows = String(decoding: try place.read("d.csv"), as: UTF8.self).split(separator: "\n").dropFirst()
    let names = rows.map { row in
      String(row.prefix(upTo: row.firstRange(of: ",both,")?.lowerBound ?? row.endIndex))
    }
    let sorted = ids.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(names == sorted.map { $0.contains(",") ? quoted($0) : $0 })
  }

  @Test func theOldOutputMayBeReplaced() throws {
    let place = try Self.begin(Self.loans)
    let old = try place.read("old.csv")
    let arguments = [
      "rescore", "tape.csv", "--as-of", Workplace.asOf, "--quiet", "--compare", "old.csv", "--output",
      "old.csv", "--set", "lgd.credit=0.4", "--summary", "s.json",
    ]
    let refused = try place.run(arguments)
    #expect(refused.code == 73 && refused.errors.contains("--force"))
    #expect(try place.read("old.csv") == old && !place.exists("s.json"))
    #expect(try place.run(arguments + ["--force"]).code == 0)
    #expect(try place.read("old.csv") == place.rescore("tape.csv", ["--set", "lgd.credit=0.4"]))
    let comparison = try Summary(try place.read("s.json")).object("comparison")
    #expect(comparison.number("matched") == Double(Self.loans.count))
    #expect(try comparison.object("ecl").fen("difference") != 0)
  }

  /// Beside last month's output for guard and probation, and through a pipe.
  @Test func standsBesidePreviousAndPipes() throws {
    let place = try Self.begin(Self.loans)
    let ended = try place.shell(
      "cat old.csv | \"$0\" rescore tape.csv --previous old.csv --compare - --differences d.csv --output n.csv"
        + " --as-of \"$1\" --quiet", [Workplace.asOf])
    #expect(ended.code == 0, "\(ended.errors)")
    let rows = String(decoding: try place.read("d.csv"), as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 1 && rows[0].hasPrefix("loan_id,presence,risk_class_old,risk_class_new,"))
  }

  /// A file of differences that exists is left alone, and nothing else is written.
  @Test func existingDifferencesAreLeftAlone() throws {
    let place = try Self.begin(Self.loans)
    try place.write("d.csv", "mine")
    let arguments = [
      "rescore", "tape.csv", "--as-of", Workplace.asOf, "--compare", "old.csv", "--differences", "d.csv",
      "--output", "n.csv", "--quiet",
    ]
    let ended = try place.run(arguments)
    #expect(ended.code == 73 && ended.errors.contains("d.csv") && !place.exists("n.csv"))
    #expect(try place.read("d.csv") == Data("mine".utf8))
    #expect(try place.run(arguments + ["--force"]).code == 0)
    #expect(try place.read("d.csv") != Data("mine".utf8))
  }
}
