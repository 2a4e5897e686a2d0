import Foundation
import Testing

/// Management overlays: who they fall on, what they do, until when, and that they are signed.
@Suite struct OverlayCommandTests {
  private static let loans: [Tape.Row] = [
    Tape.loan("trade", ["industry": "F52", "region": "3301", "guarantee": "credit", "collateral_value": ""]),
    Tape.loan("maker", ["industry": "C13", "region": "4401", "size": "micro", "pd": "0.0005"]),
    Tape.loan("late", ["industry": "F51", "region": "3302", "days_past_due": "40"]),
    Tape.loan("bad", ["industry": "C13", "region": "4401", "days_past_due": "200"]),
    Tape.loan("bare", ["size": "", "guarantee": "", "collateral_value": ""]),
  ]

  private static func losses(_ settings: [String]) throws -> [String: Int] {
    let place = try Workplace()
    try place.write("tape.csv", Tape(loans).csv)
    let output = try place.rescore("tape.csv", settings.flatMap { ["--set", $0] })
    let rows = Tape(csv: String(decoding: output, as: UTF8.self)).rows
    return Dictionary(
      uniqueKeysWithValues: try rows.map { row in
        (try #require(row["loan_id"]), Int((try #require(Double(row["ecl"] ?? "")) * 100).rounded()))
      })
  }

  private static let plain = Result { try losses([]) }

  private static func overlay(_ effect: String, match: String = "", expires: String = "2026-09-30") -> String
  {
    let match = match.isEmpty ? "" : "match: {\(match)}, "
    return "ecl.overlays=[{name: o, \(match)\(effect), approver: Wang, expires: \(expires)}]"
  }

  @Test(arguments: [
    ("", ["trade", "maker", "late", "bad", "bare"]),
    ("industry: [F]", ["trade", "late"]), ("industry: [F52, C1]", ["trade", "maker", "bad"]),
    ("region: [\"33\"]", ["trade", "late"]), ("guarantee: [credit]", ["trade"]),
    ("size: [micro]", ["maker"]), ("grade: [D]", ["bad"]), ("grade: [R1]", ["maker"]),
    ("stage: [1]", ["trade", "maker", "bare"]), ("stage: [2, 3]", ["late", "bad"]),
    ("industry: [F], stage: [2]", ["late"]), ("industry: [Z]", []),
  ])
  func fallsOnWhatMatches(_ match: String, _ expected: [String]) throws {
    let before = try Self.plain.get()
    let after = try Self.losses([Self.overlay("loss_multiplier: 1.5", match: match)])
    for (name, loss) in before {
      let factor = expected.contains(name) ? 1.5 : 1
      // The loss is rounded before and after.
      #expect(abs(Double(after[name] ?? 0) - factor * Double(loss)) <= 1.25, "\(name)")
    }
  }

  @Test(arguments: [("2026-09-29", false), ("2026-09-30", true)])
  func holdsToItsLastDay(_ day: String, _ isInForce: Bool) throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape(Self.loans).csv)
    let before = try place.summary("tape.csv")
    let after = try place.summary(
      "tape.csv", ["--set", Self.overlay("loss_multiplier: 2", match: "stage: [1]", expires: day)])
    let warned = after.texts("warnings").filter {
      $0.hasPrefix("overlay_expired: the overlay o held until \(day)")
    }
    #expect(warned.isEmpty == isInForce)
    let entry = try #require(after.list("overlays").first)
    #expect(entry.text("approver") == "Wang")
    #expect(entry["in_force"] as? Bool == isInForce)
    #expect(entry.number("count") == (isInForce ? 3 : 0))
    let added = try #require(after.fen("ecl")) - (try #require(before.fen("ecl")))
    #expect(entry.fen("ecl") == added)
    #expect((added > 0) == isInForce)
  }

  /// A PD multiplier is that of a tape with that PD, for loans whose stage and class stay; a higher severity shows
  /// on a bad loan as exposure × addition.
  @Test func whatEachEffectIs() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape([Tape.loan("a"), Tape.loan("b", ["days_past_due": "200"])]).csv)
    try place.write("higher.csv", Tape([Tape.loan("a", ["pd": "0.026"])]).csv)
    func loss(_ tape: String, _ loan: Int, _ settings: [String]) throws -> Int {
      let output = try place.rescore(tape, settings.flatMap { ["--set", $0] })
      let row = Tape(csv: String(decoding: output, as: UTF8.self)).rows[loan]
      #expect(row["pd"] == (loan == 1 ? "1" : tape == "tape.csv" ? "0.02" : "0.026"))
      return Int((try #require(Double(row["ecl"] ?? "")) * 100).rounded())
    }
    let higher = try loss("higher.csv", 0, [])
    #expect(try loss("tape.csv", 0, [Self.overlay("pd_multiplier: 1.3")]) == higher)
    #expect(try loss("tape.csv", 0, []) < higher)
    let bad = try loss("tape.csv", 1, [])
    #expect(try loss("tape.csv", 1, [Self.overlay("pd_multiplier: 1.3")]) == bad)
    #expect(try loss("tape.csv", 1, [Self.overlay("lgd_add: 0.05")]) == bad + 5_000_000)
    // A loan cannot lose more than is exposed, nor less than nothing.
    #expect(try loss("tape.csv", 1, [Self.overlay("loss_multiplier: 1000")]) == 100_000_000)
    #expect(try loss("tape.csv", 1, [Self.overlay("lgd_add: -1")]) == 0)
  }

  /// Two overlays on one loan: together both effects, each noted after the one before.
  @Test func overlaysAddUp() throws {
    let place = try Workplace()
    try place.write("tape.csv", Tape(Self.loans).csv)
    let before = try #require(try place.summary("tape.csv").fen("ecl"))
    let after = try place.summary(
      "tape.csv",
      [
        "--set",
        "ecl.overlays=[{name: a, pd_multiplier: 1.4, approver: x, expires: 2027-01-01}, "
          + "{name: b, match: {stage: [1, 2]}, lgd_add: 0.1, approver: y, expires: 2027-01-01}]",
      ])
    let parts = after.list("overlays").compactMap { $0.fen("ecl") }
    #expect(parts.count == 2 && parts.allSatisfy { $0 > 0 })
    #expect(after.fen("ecl") == before + parts.reduce(0, +))
    #expect(after.list("overlays").map { $0.number("count") } == [5, 4])
  }

  /// The built-in policy with one entry written otherwise, checked as a file: the path and what is allowed.
  @Test(arguments: [
    (
      "overlays: []", "overlays: [{name: a, loss_multiplier: 2, expires: 2027-01-01}]",
      "ecl.overlays.0.approver"
    ),
    ("overlays: []", "overlays: [{name: a, loss_multiplier: 2, approver: x}]", "ecl.overlays.0.expires"),
    (
      "overlays: []", "overlays: [{name: a, match: {grade: [Q]}, approver: x, expires: 2027-01-01}]",
      "ecl.overlays.0.match.grade: \"Q\" is not allowed; allowed: a list of R1"
    ),
    (
      "overlays: []", "overlays: [{name: a, match: {stage: [4]}, approver: x, expires: 2027-01-01}]",
      "ecl.overlays.0.match.stage.0"
    ),
    ("term_structure: constant", "term_structure: matrix", "ecl.migration_matrix: has \"0\" entries"),
    ("term_structure: constant", "term_structure: hazard_curve", "ecl.hazard_curve: has \"0\" entries"),
    (
      "migration_matrix: []", "migration_matrix: [{grade: R1, to: [1]}]",
      "ecl.migration_matrix: has \"1\" entries"
    ),
    ("hazard_curve: []", "hazard_curve: [{until_month: 12, multiplier: 0}]", "ecl.hazard_curve.0.multiplier"),
    ("sicr_measure: twelve_month", "sicr_measure: feeling", "ecl.sicr_measure"),
  ])
  func refused(_ before: String, _ after: String, _ words: String) throws {
    try Self.refuse([(before, after)], words)
  }

  /// Rows of a scale of two grades: sums, default probabilities that fall, lengths and the order of the grades.
  @Test(arguments: [
    ("A, to: [0.9, 0.09, 0.02]", "B, to: [0.1, 0.8, 0.1]", "migration_matrix.0.to: the weights sum to 1.01"),
    ("A, to: [0.9, 0.05, 0.05]", "B, to: [0.1, 0.86, 0.04]", "migration_matrix.1.to.2: \"0.04\" is below"),
    ("A, to: [0.9, 0.1]", "B, to: [0.1, 0.8, 0.1]", "migration_matrix.0.to: has \"2\" entries"),
    ("B, to: [0.9, 0.09, 0.01]", "A, to: [0.1, 0.8, 0.1]", "migration_matrix.0.grade: \"B\" is not allowed"),
  ])
  func matrixRows(_ first: String, _ second: String, _ words: String) throws {
    try Self.refuse(
      [
        ("master_scale:", "master_scale: [{grade: A, upper: 0.05}, {grade: B, upper: 0.9}]\n  old_scale:"),
        ("migration_matrix: []", "migration_matrix: [{grade: \(first)}, {grade: \(second)}]"),
      ], words)
  }

  private static func refuse(_ changes: [(before: String, after: String)], _ words: String) throws {
    let place = try Workplace()
    var text = try place.run(["policy", "init"]).text
    for change in changes {
      try #require(text.contains(change.before))
      text = text.replacingOccurrences(of: change.before, with: change.after)
    }
    try place.write("policy.yaml", text)
    let ended = try place.run(["policy", "check", "policy.yaml"])
    #expect(ended.code == 65, "\(ended.errors)")
    #expect(ended.errors.contains(words), "\(ended.errors)")
  }
}
