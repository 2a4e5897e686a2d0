import Testing

/// The bank's choices for retail: the matrix of 银监发〔2007〕63号 and contagion between a debtor's loans.
@Suite struct PolicyChoiceTests {
  private static let bounds = [0, 1, 30, 31, 90, 91, 180, 181, 270, 271, 360, 361]

  /// The class at each of ``bounds``: of the annex and of the Order the worse; n, s, b, d, l from the best.
  private static let cells = [
    ("credit", "nssbbddddddl"), ("guarantee", "nssssbbddddl"), ("mortgage", "nssssbbbbddl"),
    ("pledge", "nssssbbbbddl"),
  ]

  private static let names: [Character: String] = [
    "n": "normal", "s": "special_mention", "b": "substandard", "d": "doubtful",
    "l": "loss",
  ]

  private static func verdicts(_ loans: [Tape.Row], _ settings: String...) throws -> [String: Tape.Row] {
    let place = try Workplace()
    try place.write("tape.csv", Tape(loans).csv)
    let output = try place.rescore("tape.csv", settings.flatMap { ["--set", $0] })
    let rows = Tape(csv: String(decoding: output, as: UTF8.self)).rows
    return Dictionary(rows.map { ($0["loan_id"] ?? "", $0) }) { first, _ in first }
  }

  @Test(arguments: cells) func matrixAtEachBound(_ guarantee: String, _ classes: String) throws {
    let loans = Self.bounds.map {
      Tape.loan("\($0)", ["days_past_due": "\($0)", "guarantee": guarantee])
    }
    let found = try Self.verdicts(loans, "classification.matrix=on")
    let off = try Self.verdicts(loans)
    for (days, letter) in zip(Self.bounds, classes) {
      #expect(found["\(days)"]?["risk_class"] == Self.names[letter], "\(days) days")
      #expect(off["\(days)"]?["class_reasons"]?.contains("matrix") == false)
    }
  }

  /// A warning sign asks for a class less than the cell; other sizes and unknown guarantees have no cell.
  @Test func matrixWithAWarningSign() throws {
    let loans = [
      Tape.loan("plain"), Tape.loan("watched", ["watch": "1"]),
      Tape.loan("late", ["watch": "1", "days_past_due": "91", "guarantee": "guarantee"]),
      Tape.loan("lost", ["watch": "1", "days_past_due": "361", "guarantee": "credit"]),
      Tape.loan("medium", ["watch": "1", "size": "medium"]),
      Tape.loan("unknown", ["watch": "1", "guarantee": ""]),
      Tape.loan("technical", ["days_past_due": "5", "technical_overdue": "1", "guarantee": "credit"]),
    ]
    let found = try Self.verdicts(loans, "classification.matrix=on")
    let classes = found.mapValues { "\($0["risk_class"] ?? "") \($0["class_reasons"] ?? "")" }
    #expect(classes["plain"] == "normal ")
    #expect(classes["watched"] == "special_mention matrix")
    #expect(classes["late"] == "doubtful overdue_91_270;matrix")
    #expect(classes["lost"] == "loss overdue_over_360;matrix")
    #expect(classes["medium"] == "normal ")
    #expect(classes["unknown"] == "normal ")
    #expect(classes["technical"] == "special_mention technical_overdue_exempt;matrix")
    let without = try Self.verdicts(
      loans, "classification.matrix=on", "classification.matrix_warning_steps=0")
    #expect(without["watched"]?["risk_class"] == "normal")
    #expect(without["late"]?["risk_class"] == "substandard")
  }

  /// 10.09 % and exactly 10 % of a small firm's claims: off, on, and the rules on its standing elsewhere.
  @Test func contagionForRetail() throws {
    func firm(_ name: String, bad: String) -> [Tape.Row] {
      [
        Tape.loan("\(name)-good", ["borrower_id": name, "balance": "900000"]),
        Tape.loan("\(name)-bad", ["borrower_id": name, "balance": bad, "days_past_due": "91"]),
      ]
    }
    let loans =
      firm("over", bad: "101000") + firm("exact", bad: "100000") + [
        Tape.loan("elsewhere", ["external_npl": "1"]),
        Tape.loan("share", ["overdue90_share_all_banks": "0.2000001"]),
      ]
    let off = try Self.verdicts(loans)
    for name in ["over-good", "exact-good", "elsewhere", "share"] {
      #expect(off[name]?["risk_class"] == "normal", "\(name)")
    }
    let on = try Self.verdicts(loans, "classification.contagion_for_retail=on")
    #expect(on["over-good"]?["class_rule"] == "debtor_npl_share_here")
    #expect(on["over-good"]?["risk_class"] == "substandard")
    #expect(on["exact-good"]?["class_rule"] == "debtor_npl_here")
    #expect(on["exact-good"]?["risk_class"] == "special_mention")
    #expect(on["elsewhere"]?["class_rule"] == "debtor_npl_elsewhere")
    #expect(on["share"]?["class_rule"] == "overdue90_share_all_banks")
    #expect(on["exact-bad"]?["risk_class"] == "substandard")
  }
}
