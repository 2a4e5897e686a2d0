import Foundation
import TestSupport
import Testing

/// Ten thousand random loans: the command against a naive reading of domain 5.8, written down once more here.
@Suite struct NaiveReplayTests {
  private static let seed: UInt64 = 5_8_2026
  private static let count = 10_000

  /// What a run has beside the tape, and the policy's choices.
  struct Setting: Sendable, CustomTestStringConvertible {
    var seed = NaiveReplayTests.seed
    var hasPrevious = false
    var hasOverrides = false
    var isMatrixOn = false
    var isContagionOn = false
    /// Reasons that never fire under it.
    var absent: Set<String> = []

    var testDescription: String {
      "previous \(hasPrevious), overrides \(hasOverrides), matrix \(isMatrixOn), contagion \(isContagionOn)"
    }
  }

  static let settings = [
    Setting(absent: ["matrix", "override"]),
    Setting(seed: 1, hasPrevious: true, absent: ["matrix", "override"]),
    Setting(seed: 2, hasOverrides: true, absent: ["matrix"]),
    Setting(seed: 3, isMatrixOn: true, absent: ["override"]),
    Setting(seed: 4, isContagionOn: true, absent: ["matrix", "override"]),
    Setting(seed: 5, hasPrevious: true, hasOverrides: true, isMatrixOn: true, isContagionOn: true),
  ]

  @Test(arguments: settings) func tenThousandLoans(_ setting: Setting) throws {
    var generator = SeededGenerator(seed: setting.seed)
    let rows = (0..<Self.count).map { Self.row($0, &generator) }
    let place = try Workplace()
    try place.write("tape.csv", Tape(rows).csv)
    var naive = NaiveClassification()
    naive.isMatrixOn = setting.isMatrixOn
    naive.isContagionOn = setting.isContagionOn
    var options: [String] = []
    if setting.isMatrixOn { options += ["--set", "classification.matrix=on"] }
    if setting.isContagionOn { options += ["--set", "classification.contagion_for_retail=on"] }
    if setting.hasPrevious {
      var lines = ["loan_id,ead,risk_class,stage"]
      for index in 0..<Self.count + 100 where generator.chance(0.6) {
        let before = generator.pick(NaiveClassification.classes)
        naive.previous["L\(index)"] = before
        lines.append("L\(index),1.00,\(before),\(NaiveClassification.severity(before) >= 2 ? 3 : 1)")
      }
      lines[1...].shuffle(using: &generator)
      try place.write("previous.csv", lines.joined(separator: "\n"))
      options += ["--previous", "previous.csv"]
    }
    if setting.hasOverrides {
      var text = "loan_id,risk_class,reason,approver,expires\n"
      for index in 0..<Self.count where generator.chance(0.1) {
        let given = generator.pick(NaiveClassification.classes)
        let isInForce = generator.chance(0.8)
        if isInForce { naive.overrides["L\(index)"] = given }
        text += "L\(index),\(given),seen,committee,\(isInForce ? "2026-09-30" : "2026-09-29")\n"
      }
      try place.write("overrides.csv", text)
      options += ["--overrides", "overrides.csv"]
    }
    let output = Tape(csv: String(decoding: try place.rescore("tape.csv", options), as: UTF8.self)).rows
    try #require(output.count == rows.count)
    let expected = naive.verdicts(of: rows, losses: output.map { Self.fen($0["ecl"]) ?? 0 })
    var differing = 0
    for (index, verdict) in expected.enumerated() {
      let row = output[index]
      let reasons = Set((row["class_reasons"] ?? "").split(separator: ";").map(String.init))
      if row["risk_class"] == verdict.riskClass, row["class_rule"] == verdict.rule, reasons == verdict.reasons
      {
        continue
      }
      differing += 1
      if differing <= 5 {
        let facts = rows[index].filter { !$0.value.isEmpty && $0.value != "0" }.sorted { $0.key < $1.key }
        Issue.record(
          "seed \(setting.seed), row \(index): \(verdict) expected, got \(row["risk_class"] ?? "") \(row["class_rule"] ?? "") \(row["class_reasons"] ?? "") of \(facts.map { "\($0.key)=\($0.value)" })"
        )
      }
    }
    #expect(differing == 0)
    // The draw reaches every reason that can fire, and every class.
    let fired = expected.reduce(into: Set<String>()) { $0.formUnion($1.reasons) }
    #expect(fired == Set(NaiveClassification.order).subtracting(setting.absent))
    #expect(Set(expected.map(\.riskClass)) == Set(NaiveClassification.classes))
  }

  static func fen(_ text: String?) -> Int? {
    guard let text, !text.isEmpty else { return nil }
    let parts = text.split(separator: ".")
    return (Int(parts[0]) ?? 0) * 100 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  }

  static func row(_ index: Int, _ generator: inout SeededGenerator) -> Tape.Row {
    func day(_ range: ClosedRange<Int>, _ generator: inout SeededGenerator) -> String {
      Calendar2026.text(daysBefore: Int.random(in: range, using: &generator))
    }
    let fen = generator.pick([
      1_000, 90_000_000, 10_000_000, Int.random(in: 1...200_000_000, using: &generator),
    ])
    var row: Tape.Row = [
      "loan_id": "L\(index)", "borrower_id": "B\(Int.random(in: 0..<count / 3, using: &generator))",
      "balance": "\(fen / 100)." + String(format: "%02d", fen % 100), "pd": "0.03",
      "size": generator.pick([
        "large", "medium", "medium", "small", "micro", "sole-trader", "owner", "individual", "other", "",
      ]),
      "guarantee": generator.pick(["credit", "guarantee", "mortgage", "pledge", ""]),
      "frequency": generator.pick(["monthly", "quarterly", ""]),
      "maturity_date": generator.chance(0.1)
        ? "" : Calendar2026.text(daysBefore: -Int.random(in: -30...730, using: &generator)),
      "days_past_due": "0",
    ]
    if generator.chance(0.25) {
      row["days_past_due"] =
        "\(generator.pick([1, 7, 8, 90, 91, 270, 271, 360, 361, Int.random(in: 1...450, using: &generator)]))"
    }
    let flags = [
      "technical_overdue": 0.3, "diverted_use": 0.03, "refinanced": 0.06, "rating_cut": 0.02,
      "credit_impaired": 0.06,
      "restructured": 0.1, "evading": 0.02, "bankrupt": 0.01, "watch": 0.05, "renewal": 0.08,
      "external_npl": 0.02,
    ]
    for name in flags.keys.sorted() {
      row[name] =
        generator.chance(flags[name] ?? 0)
        ? generator.pick(["true", "1"]) : generator.pick(["", "0", "false"])
    }
    if generator.chance(0.3) { row["original_maturity_date"] = day(-60...420, &generator) }
    if generator.chance(0.5) { row["restructured_date"] = day(300...420, &generator) }
    if generator.chance(0.3) { row["first_payment_date"] = day(300...420, &generator) }
    if generator.chance(0.4) { row["restructured_count"] = generator.pick(["0", "1", "2", "3"]) }
    if generator.chance(0.2) { row["cured_since"] = day(100...400, &generator) }
    if generator.chance(0.3) { row["previous_class"] = generator.pick(NaiveClassification.classes) }
    if generator.chance(0.05) { row["expert_class"] = generator.pick(NaiveClassification.classes) }
    if generator.chance(0.03) {
      row["overdue90_share_all_banks"] = generator.pick(["0.1", "0.2", "0.2000001", "0.9"])
    }
    if generator.chance(0.15) {
      let share = generator.pick([
        499_999, 500_000, 899_999, 900_000, Int.random(in: 0...1_000_000, using: &generator),
      ])
      let provision = fen * share / 1_000_000
      row["provision"] = "\(provision / 100)." + String(format: "%02d", provision % 100)
    }
    return row
  }
}

/// Days around 2026-09-30, counted by Foundation and not by the engine.
enum Calendar2026 {
  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .gmt
    return calendar
  }()

  static let asOf = date("2026-09-30") ?? .distantPast

  static func date(_ text: String?) -> Date? {
    guard let parts = text?.split(separator: "-").compactMap({ Int($0) }), parts.count == 3 else {
      return nil
    }
    return calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
  }

  static func text(daysBefore days: Int) -> String {
    text(calendar.date(byAdding: .day, value: -days, to: asOf) ?? asOf)
  }

  static func text(_ date: Date) -> String {
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
  }

  static func days(since date: Date) -> Int { calendar.dateComponents([.day], from: date, to: asOf).day ?? 0 }

  static func adding(months: Int, to date: Date) -> Date {
    calendar.date(byAdding: .month, value: months, to: date) ?? date
  }
}
