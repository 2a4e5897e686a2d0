import Foundation
import Testing

/// The walk from one tape to another: each cause alone is the difference of two rescores, several add up to it, and
/// each is what re-running with that one input changed gives.
@Suite struct WalkCommandTests {
  private static let causes = [
    "new", "repaid", "unwind", "time", "balance", "terms", "stage", "pd", "lgd", "scenario", "method",
    "overlay",
    "override",
  ]

  /// Unsecured loans, whose severity does not move with their balance, and a mortgage.
  private static let loans: [Tape.Row] =
    (0..<12).map { index in
      Tape.loan(
        "L\(index)",
        [
          "guarantee": "credit", "collateral_value": "", "pd": "0.0\(index + 10)",
          "balance": "\(index + 1)00000.37",
          "repayment": ["annuity", "linear", "interest-only", "bullet"][index % 4],
          "maturity_date": "20\(27 + index % 5)-\(10 + index % 3)-15", "undrawn": index == 5 ? "40000" : "0",
          "days_past_due": index == 7 ? "45" : index == 8 ? "200" : "0",
        ])
    } + [Tape.loan("M", ["collateral_value": "900000"]), Tape.loan("W", ["watch": "1"])]

  private static func changed(_ ids: [String], _ changes: Tape.Row) -> [Tape.Row] {
    loans.map { row in ids.contains(row["loan_id"] ?? "") ? row.merging(changes) { $1 } : row }
  }

  private static func walk(
    _ place: Workplace, _ options: [String], from: String = Workplace.asOf
  ) throws -> Summary {
    let ended = try place.run(
      [
        "walk", "old.csv", "new.csv", "--as-of-old", from, "--as-of", Workplace.asOf, "--format", "json",
        "--quiet",
      ]
        + options)
    guard ended.code == 0 else { throw Workplace.Failure.failed(code: ended.code, errors: ended.errors) }
    return try Summary(ended.output)
  }

  private static func amounts(_ walk: Summary) -> [String: Int] {
    Dictionary(walk.list("causes").map { ($0.text("name") ?? "", $0.fen("amount") ?? 0) }) { first, _ in first
    }
  }

  private static func loss(_ place: Workplace, _ tape: String, _ settings: [String] = []) throws -> Int {
    try #require(try place.summary(tape, settings).fen("ecl"))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let cause: String
    var rows = loans
    var old: [String] = []
    var new: [String] = []

    var testDescription: String { "\(cause) \(rows == loans ? "by policy" : "by tape")" }
  }

  private static let alone: [Case] = [
    Case(cause: "new", rows: loans + [Tape.loan("X"), Tape.loan("Y", ["days_past_due": "100"])]),
    Case(cause: "repaid", rows: Array(loans.dropFirst(2))),
    Case(cause: "balance", rows: changed(["L1", "L2", "L8"], ["balance": "70000"])),
    Case(cause: "balance", rows: changed(["L5"], ["undrawn": "90000"])),
    Case(cause: "terms", rows: changed(["L1", "L3"], ["maturity_date": "2035-01-15"])),
    Case(cause: "terms", rows: changed(["L1"], ["repayment": "bullet", "rate_percent": "6"])),
    Case(cause: "stage", rows: changed(["L3", "L4", "W"], ["watch": "1"])),
    Case(cause: "stage", rows: changed(["L3"], ["days_past_due": "95"])),
    Case(cause: "pd", rows: changed(["L1", "L2", "L7"], ["pd": "0.09"])),
    Case(cause: "lgd", rows: changed(["M"], ["collateral_value": "200000"])),
    Case(cause: "lgd", old: ["lgd.credit=0.4"]),
    Case(cause: "scenario", old: ["ecl.scenarios.2.pd_multiplier=1.2"]),
    Case(cause: "scenario", new: ["ecl.scenarios.0.weight=0.3", "ecl.scenarios.2.weight=0.5"]),
    Case(cause: "method", new: ["ecl.timing=middle"]),
    Case(
      cause: "method",
      new: [
        "ecl.term_structure=hazard_curve",
        "ecl.hazard_curve=[{until_month: 12, multiplier: 1}, {until_month: 60, multiplier: 0.5}]",
      ]),
    Case(
      cause: "overlay",
      new: ["ecl.overlays=[{name: a, match: {stage: [1]}, lgd_add: 0.1, approver: x, expires: 2027-01-01}]"]),
    Case(cause: "override", rows: changed(["L2", "W"], ["expert_class": "special_mention"])),
    Case(cause: "override", rows: changed(["L2"], ["expert_class": "doubtful"])),
  ]

  @Test(arguments: alone) func oneCauseAlone(_ item: Case) throws {
    let place = try Workplace()
    try place.write("old.csv", Tape(Self.loans).csv)
    try place.write("new.csv", Tape(item.rows).csv)
    let (old, new) = (item.old.flatMap { ["--set", $0] }, item.new.flatMap { ["--set", $0] })
    let opening = try Self.loss(place, "old.csv", old)
    let closing = try Self.loss(place, "new.csv", new)
    try #require(opening != closing)
    // What the old policy does not share it undoes.
    let undone =
      item.new.isEmpty
      ? item.old.flatMap { ["--set-old", $0] } : ["--policy-old", try Self.builtInPolicy(place)]
    let walk = try Self.walk(place, new + undone)
    #expect(walk.fen("opening") == opening)
    #expect(walk.fen("closing") == closing)
    var expected = Dictionary(uniqueKeysWithValues: Self.causes.map { ($0, 0) })
    expected[item.cause] = closing - opening
    #expect(Self.amounts(walk) == expected)
  }

  /// What a file of overrides does to the later day is its cause alone, for a worse class and for a better one; on
  /// both days it does nothing; on the earlier day alone it is undone.
  @Test(arguments: ["L2,substandard,visit,,", "L8,special_mention,guarantee called,board,2027-01-31"])
  func overridesOfAFile(_ line: String) throws {
    let place = try Workplace()
    // Impaired by its class alone: with overdue days stage 3 would hold under any class.
    let rows = Self.changed(["L8"], ["days_past_due": "0", "credit_impaired": "1"])
    try place.write("old.csv", Tape(rows).csv)
    try place.write("new.csv", Tape(rows).csv)
    try place.write("overrides.csv", "loan_id,risk_class,reason,approver,expires\n\(line)\n")
    let plain = try Self.loss(place, "new.csv")
    let overridden = try #require(
      try place.summary("new.csv", ["--overrides", "overrides.csv"]).fen("ecl"))
    try #require(plain != overridden)
    for (options, opening, closing) in [
      (["--overrides", "overrides.csv"], plain, overridden),
      (["--overrides-old", "overrides.csv"], overridden, plain),
      (["--overrides", "overrides.csv", "--overrides-old", "overrides.csv"], overridden, overridden),
    ] {
      let walk = try Self.walk(place, options)
      #expect(walk.fen("opening") == opening)
      #expect(walk.fen("closing") == closing)
      var expected = Dictionary(uniqueKeysWithValues: Self.causes.map { ($0, 0) })
      expected["override"] = closing - opening
      #expect(Self.amounts(walk) == expected)
    }
  }

  /// A better class needs its approver, on the walk too: nothing is printed.
  @Test func anUnsignedUpgradeIsRefused() throws {
    let place = try Workplace()
    try place.write("old.csv", Tape(Self.loans).csv)
    try place.write("overrides.csv", "loan_id,risk_class,reason,approver,expires\nL8,normal,none,,\n")
    let ended = try place.run([
      "walk", "old.csv", "old.csv", "--as-of-old", Workplace.asOf, "--as-of", Workplace.asOf, "--overrides",
      "overrides.csv",
    ])
    #expect(ended.code == 65 && ended.output.isEmpty)
    for part in ["overrides.csv", "line 2", "approver"] { #expect(ended.errors.contains(part), "\(part)") }
  }

  private static func builtInPolicy(_ place: Workplace) throws -> String {
    _ = try place.run(["policy", "init", "--output", "policy.yaml"])
    return "policy.yaml"
  }

  /// The old tape a month later: the discount of a month unwinds, and a month less is left.
  @Test func timePasses() throws {
    let place = try Workplace()
    try place.write("old.csv", Tape(Self.loans).csv)
    try place.write("new.csv", Tape(Self.loans).csv)
    let walk = try Self.walk(place, [], from: "2026-08-30")
    let amounts = Self.amounts(walk)
    let closing = try Self.loss(place, "new.csv")
    let old = try place.run(["rescore", "old.csv", "--as-of", "2026-08-30", "--quiet"])
    let losses = Tape(csv: String(decoding: old.output, as: UTF8.self)).rows
    let opening = try losses.reduce(0) {
      $0 + Int((try #require(Double($1["ecl"] ?? "")) * 100).rounded())
    }
    #expect(walk.fen("opening") == opening)
    #expect(walk.fen("closing") == closing)
    // All rates are 4.35 %; impaired loans carry no discount here. A fen of rounding a loan.
    let discounted = losses.filter { $0["stage"] != "3" }.compactMap { Double($0["ecl"] ?? "") }
    let unwound = discounted.reduce(0, +) * 100 * 0.0435 / 12
    #expect(abs(Double(amounts["unwind"] ?? 0) - unwound) <= Double(discounted.count))
    #expect(amounts["time"] == closing - opening - (amounts["unwind"] ?? 0))
    #expect((amounts["time"] ?? 0) < 0)
    for cause in Self.causes where cause != "unwind" && cause != "time" { #expect(amounts[cause] == 0) }
  }

  /// Balance, PD and collateral change at once: each amount is that of two rescores between which one column changes.
  @Test func causesInTheirOrder() throws {
    let place = try Workplace()
    let changes: [(cause: String, row: Tape.Row)] = [
      ("balance", ["balance": "800000"]), ("stage", ["watch": "1"]), ("pd", ["pd": "0.07"]),
      ("lgd", ["collateral_value": "100000"]), ("override", ["expert_class": "substandard"]),
    ]
    // A mortgage that covers nothing keeps its severity when the balance changes.
    let start = Tape.loan("A", ["collateral_value": "0"])
    var row = start
    var expected: [String: Int] = [:]
    try place.write("step.csv", Tape([row]).csv)
    var last = try Self.loss(place, "step.csv")
    for change in changes {
      row.merge(change.row) { $1 }
      try place.write("step.csv", Tape([row]).csv)
      let next = try Self.loss(place, "step.csv")
      expected[change.cause] = next - last
      last = next
    }
    try place.write("old.csv", Tape([start]).csv)
    try place.write("new.csv", Tape([row]).csv)
    let amounts = Self.amounts(try Self.walk(place, []))
    for cause in Self.causes { #expect(amounts[cause] == expected[cause, default: 0], "\(cause)") }
    #expect(expected.values.allSatisfy { $0 != 0 })
  }

  /// A whole book with everything moving: the causes are the difference to the fen, whatever threads and row order.
  @Test func aBookAddsUp() throws {
    let place = try Workplace()
    _ = try place.run(["generate", "--rows", "3000", "--seed", "11", "--output", "old.csv"])
    var tape = Tape(csv: String(decoding: try place.read("old.csv"), as: UTF8.self))
    var rows: [Tape.Row] = []
    for (index, row) in tape.rows.enumerated() where index % 23 != 0 {
      var row = row
      if index % 2 == 0, let balance = Double(row["balance"] ?? "") {
        row["balance"] = String(format: "%.2f", balance * 0.96)
      }
      if index % 31 == 0 { row["days_past_due"] = "\(index % 120)" }
      if index % 37 == 0 { row["loan_id"] = "N\(index)" }
      if index % 29 == 0 { row["maturity_date"] = "2031-03-31" }
      if index % 19 == 0 { row["years_in_business"] = "1" }
      rows.append(row)
    }
    tape.rows = rows
    try place.write("new.csv", tape.csv)
    let options = [
      "--set-old", "ecl.scenarios.2.pd_multiplier=1.4", "--set-old", "lgd.credit=0.43", "--set-old",
      "ecl.timing=middle", "--set",
      "ecl.overlays=[{name: a, match: {industry: [C], grade: [R5, R6, R7]}, pd_multiplier: 1.3, approver: x, expires: 2026-12-31}]",
    ]
    let walk = try Self.walk(place, options + ["--threads", "1"], from: "2026-08-31")
    let amounts = Self.amounts(walk)
    #expect(walk.list("causes").map { $0.text("name") ?? "" } == Self.causes)
    let difference = try #require(walk.fen("closing")) - (try #require(walk.fen("opening")))
    #expect(amounts.values.reduce(0, +) == difference)
    #expect(walk.fen("difference") == difference)
    #expect(try Self.loss(place, "new.csv", Array(options.suffix(2))) == walk.fen("closing"))
    for cause in Self.causes where cause != "override" { #expect(amounts[cause] != 0, "\(cause)") }
    #expect(walk.list("opening_by_stage").compactMap { $0.fen("ecl") }.reduce(0, +) == walk.fen("opening"))
    #expect(walk.list("closing_by_stage").compactMap { $0.fen("ecl") }.reduce(0, +) == walk.fen("closing"))
    let both = walk.list("stage_transfers").compactMap { $0.number("count") }.reduce(0, +)
    #expect(Int(both) == rows.count - rows.filter { $0["loan_id"]?.hasPrefix("N") == true }.count)

    let arguments = [
      "walk", "old.csv", "new.csv", "--as-of-old", "2026-08-31", "--as-of", Workplace.asOf, "--format", "csv",
    ]
    let one = try place.run(arguments + options + ["--threads", "1"])
    let three = try place.run(arguments + options + ["--threads", "3"])
    #expect(one.output == three.output)
    tape.rows.reverse()
    try place.write("new.csv", tape.csv)
    #expect(try place.run(arguments + options).output == one.output)
    #expect(one.text.hasPrefix("name,count,amount,level\nopening,3000,"))
    #expect(one.text.split(separator: "\n").count == Self.causes.count + 3)
  }

  @Test func theTableFitsThePage() throws {
    let place = try Workplace()
    try place.write("old.csv", Tape(Self.loans).csv)
    try place.write("new.csv", Tape(Array(Self.changed(["L1"], ["pd": "0.5"]).dropFirst())).csv)
    for (language, words) in [("en", ["opening", "closing", "+++"]), ("zh", ["期初", "期末", "+++"])] {
      let ended = try place.run([
        "walk", "old.csv", "new.csv", "--as-of-old", "2026-08-31", "--as-of", Workplace.asOf, "--lang",
        language,
      ])
      #expect(ended.code == 0)
      for word in words { #expect(ended.text.contains(word), "\(word)") }
      #expect(ended.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test(arguments: [
    (["walk", "old.csv", "new.csv", "--as-of", "2026-09-30"], Int32(64), "as-of-old"),
    (["walk", "old.csv", "new.csv", "--as-of-old", "2026-10-01", "--as-of", "2026-09-30"], 64, "as-of-old"),
    (["walk", "-", "-", "--as-of-old", "2026-09-01", "--as-of", "2026-09-30"], 64, "standard input"),
    (
      ["walk", "bad.csv", "new.csv", "--as-of-old", "2026-09-01", "--as-of", "2026-09-30"], 65,
      "bad.csv, line 2"
    ),
    (["walk", "old.csv", "none.csv", "--as-of-old", "2026-09-01", "--as-of", "2026-09-30"], 66, "none.csv"),
  ])
  func refused(_ arguments: [String], _ code: Int32, _ needle: String) throws {
    let place = try Workplace()
    for name in ["old.csv", "new.csv"] { try place.write(name, Tape(Self.loans).csv) }
    try place.write("bad.csv", Tape([Tape.loan("A", ["balance": "x"])]).csv)
    let ended = try place.run(arguments)
    #expect(ended.code == code, "\(ended.errors)")
    #expect(ended.errors.contains(needle), "\(ended.errors)")
    #expect(ended.output.isEmpty)
  }
}
