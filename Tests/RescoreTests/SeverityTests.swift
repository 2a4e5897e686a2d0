import TestSupport
import Testing

/// Other facts equal, a class never becomes better when the days past due rise.
@Suite struct SeverityTests {
  private static let days = [0, 1, 7, 8, 30, 31, 60, 90, 91, 180, 181, 270, 271, 360, 361, 1000]
  private static let facts = 250

  @Test(arguments: NaiveReplayTests.settings) func moreDaysAreNeverBetter(
    _ setting: NaiveReplayTests.Setting
  ) throws {
    var generator = SeededGenerator(seed: setting.seed + 200)
    var rows: [Tape.Row] = []
    var previous = "loan_id,ead,risk_class,stage\n"
    var overrides = "loan_id,risk_class,reason,approver,expires\n"
    for fact in 0..<Self.facts {
      let base = NaiveReplayTests.row(fact, &generator)
      let sister = generator.chance(0.3) ? NaiveReplayTests.row(fact, &generator) : nil
      let before = generator.pick(NaiveClassification.classes)
      let given = generator.chance(0.2) ? generator.pick(NaiveClassification.classes) : nil
      for (step, count) in Self.days.enumerated() {
        let id = "F\(fact)-\(step)"
        rows.append(base.merging(["loan_id": id, "borrower_id": id, "days_past_due": "\(count)"]) { $1 })
        if let sister { rows.append(sister.merging(["loan_id": "S" + id, "borrower_id": id]) { $1 }) }
        if fact % 2 == 0 { previous += "\(id),1,\(before),1\n" }
        if let given { overrides += "\(id),\(given),r,committee,2030-01-01\n" }
      }
    }
    let place = try Workplace()
    try place.write("tape.csv", Tape(rows).csv)
    try place.write("old.csv", previous)
    try place.write("over.csv", overrides)
    var options: [String] = []
    if setting.hasPrevious { options += ["--previous", "old.csv"] }
    if setting.hasOverrides { options += ["--overrides", "over.csv"] }
    if setting.isMatrixOn { options += ["--set", "classification.matrix=on"] }
    if setting.isContagionOn { options += ["--set", "classification.contagion_for_retail=on"] }
    let output = Tape(csv: String(decoding: try place.rescore("tape.csv", options), as: UTF8.self)).rows
    let classes = Dictionary(output.map { ($0["loan_id"] ?? "", $0["risk_class"] ?? "") }) { first, _ in first
    }
    var rises = 0
    for fact in 0..<Self.facts {
      let severities = Self.days.indices.map { NaiveClassification.severity(classes["F\(fact)-\($0)"] ?? "") }
      #expect(severities == severities.sorted(), "facts \(fact): \(severities)")
      if severities.first != severities.last { rises += 1 }
    }
    #expect(rises > Self.facts / 4)
  }
}
