import Foundation
import TestSupport
import Testing

/// What an explanation says must change is put into the tape: then the loan has the better class, and with one of the
/// changes left out it has not.
@Suite struct BetterClassTests {
  private static let scenes = 25

  /// The loans of one borrower with what is known of them beside the tape; `L0` is the one that is explained.
  struct Scene {
    var rows: [Tape.Row]
    var previous: [(id: String, riskClass: String)] = []
    var overrides: [(id: String, riskClass: String, expires: String)] = []
    var asOf = Workplace.asOf
  }

  @Test(arguments: NaiveReplayTests.settings) func changesGiveTheClass(
    _ setting: NaiveReplayTests.Setting
  ) throws {
    let place = try Workplace()
    var generator = SeededGenerator(seed: setting.seed + 100)
    var policy: [String] = []
    if setting.isMatrixOn { policy += ["--set", "classification.matrix=on"] }
    if setting.isContagionOn { policy += ["--set", "classification.contagion_for_retail=on"] }
    let scenes = (0..<Self.scenes).map { _ in Self.scene(setting, &generator) }
    let plain = try Self.rows(scenes, policy, place)
    // Each with all changes, and with all but one; what is expected of it.
    var variants: [(scene: Scene, target: String, isBetter: Bool, words: String)] = []
    var seen: Set<String> = []
    for (index, scene) in scenes.enumerated() where plain[index]["risk_class"] != "normal" {
      let found = try Self.explain(index, scenes, policy, place)
      #expect(try found["risk_class"].text() == plain[index]["risk_class"])
      #expect(try found["class_rule"].text() == plain[index]["class_rule"])
      let codes = try found["class_reasons"].list().map { try $0.text() }
      #expect(codes.joined(separator: ";") == plain[index]["class_reasons"])
      let target = try found["better"]["risk_class"].text()
      let changes = try found["better"]["changes"].list()
      try #require(!changes.isEmpty)
      seen.formUnion(try changes.map { try "\($0["of"].text()).\($0["name"].text())" })
      let words = try ExplainTests.changes(found)
      for left in [-1] + (changes.count > 1 ? Array(changes.indices) : []) {
        let used = changes.enumerated().filter { $0.offset != left }.map(\.element)
        variants.append(
          (
            try used.reduce(scene) { try Self.applying($1, to: $0) }, target, left < 0,
            left < 0 ? "by \(words)" : "without \(words[left]) of \(words)"
          ))
      }
    }
    #expect(seen.count >= 4, "\(seen.sorted())")
    for (asOf, group) in Dictionary(grouping: variants, by: \.scene.asOf) {
      let rows = try Self.rows(group.map(\.scene), policy, place, asOf: asOf)
      for (variant, row) in zip(group, rows) {
        let severity = NaiveClassification.severity(row["risk_class"] ?? "")
        let facts = variant.scene.rows.map { $0.filter { !["", "0", "false"].contains($0.value) } }
        #expect(
          (severity <= NaiveClassification.severity(variant.target)) == variant.isBetter,
          "\(variant.target) \(variant.words) of \(facts) \(variant.scene.previous) \(variant.scene.overrides)"
        )
      }
    }
  }

  private static func scene(
    _ setting: NaiveReplayTests.Setting, _ generator: inout SeededGenerator
  ) -> Scene {
    let count = generator.pick([1, 1, 2, 3])
    let size = generator.pick(["large", "medium", "small", "micro", ""])
    var rows = (0..<count).map { NaiveReplayTests.row($0, &generator) }
    for index in rows.indices { rows[index]["size"] = size }
    var scene = Scene(rows: rows)
    for index in 0..<count {
      if setting.hasPrevious, generator.chance(0.7) {
        scene.previous.append(("L\(index)", generator.pick(NaiveClassification.classes)))
      }
      if setting.hasOverrides, generator.chance(0.5) {
        let expires = generator.pick(["2026-09-30", "2030-01-01"])
        scene.overrides.append(("L\(index)", generator.pick(NaiveClassification.classes), expires))
      }
    }
    return scene
  }

  /// One tape of all scenes, each with a borrower of its own.
  private static func run(
    _ scenes: [Scene], _ asOf: String, _ more: [String], _ place: Workplace
  ) throws -> Data {
    var rows: [Tape.Row] = []
    var previous = "loan_id,ead,risk_class,stage\n"
    var overrides = "loan_id,risk_class,reason,approver,expires\n"
    for (index, scene) in scenes.enumerated() {
      rows += scene.rows.map {
        $0.merging(["loan_id": "\(index)-\($0["loan_id"] ?? "")", "borrower_id": "B\(index)"]) { $1 }
      }
      for item in scene.previous { previous += "\(index)-\(item.id),1,\(item.riskClass),1\n" }
      for item in scene.overrides {
        overrides += "\(index)-\(item.id),\(item.riskClass),r,committee,\(item.expires)\n"
      }
    }
    try place.write("tape.csv", Tape(rows).csv)
    try place.write("old.csv", previous)
    try place.write("over.csv", overrides)
    let ended = try place.run(
      ["rescore", "tape.csv", "--as-of", asOf, "--quiet", "--threads", "1"]
        + ["--previous", "old.csv", "--overrides", "over.csv"] + more)
    guard ended.code == 0 else { throw Workplace.Failure.failed(code: ended.code, errors: ended.errors) }
    return ended.output
  }

  /// The row of each scene's first loan.
  private static func rows(
    _ scenes: [Scene], _ policy: [String], _ place: Workplace, asOf: String = Workplace.asOf
  ) throws -> [Tape.Row] {
    let output = Tape(csv: String(decoding: try run(scenes, asOf, policy, place), as: UTF8.self)).rows
    let found = Dictionary(output.map { ($0["loan_id"] ?? "", $0) }) { first, _ in first }
    return try scenes.indices.map { try #require(found["\($0)-L0"]) }
  }

  private static func explain(
    _ index: Int, _ scenes: [Scene], _ policy: [String], _ place: Workplace
  ) throws -> JSONValue {
    let more = policy + ["--explain", "\(index)-L0", "--format", "json"]
    return try JSONDecoder().decode(JSONValue.self, from: run(scenes, Workplace.asOf, more, place))
  }

  private static func applying(_ change: JSONValue, to scene: Scene) throws -> Scene {
    var scene = scene
    let name = try change["name"].text()
    let value = ExplainTests.text(change["value"])
    switch try change["of"].text() {
    case "loan":
      scene.rows[0][name] =
        name == "provision" ? String(format: "%.2f", try change["value"].double()) : value
    case "day": scene.asOf = value
    case "override":
      if try change["must_be"].text() == "absent" {
        scene.overrides.removeAll { $0.id == "L0" }
      } else {
        for index in scene.overrides.indices where scene.overrides[index].id == "L0" {
          scene.overrides[index].riskClass = value
        }
      }
    case "borrower":
      for index in scene.rows.indices { scene.rows[index][name] = value }
    case "other_loans":
      try limitOthers(Int((change["value"].double() * 100).rounded()), &scene)
    default: Issue.record("unknown subject")
    }
    return scene
  }

  /// The other loans keep their sum, and so much of it is non-performing.
  private static func limitOthers(_ limit: Int, _ scene: inout Scene) throws {
    let others = scene.rows.dropFirst()
    let sum = others.reduce(0) { $0 + (NaiveReplayTests.fen($1["balance"]) ?? 0) }
    try #require(sum >= limit)
    func money(_ fen: Int) -> String { "\(fen / 100)." + String(format: "%02d", fen % 100) }
    let size = scene.rows[0]["size"] ?? ""
    var plain: Tape.Row = [
      "pd": "0.03", "size": size, "days_past_due": "0",
      "external_npl": others.contains { ["1", "true"].contains($0["external_npl"] ?? "") } ? "1" : "0",
    ]
    let shares = others.compactMap { $0["overdue90_share_all_banks"].flatMap { Double($0) } }
    if let share = shares.max() { plain["overdue90_share_all_banks"] = "\(share)" }
    scene.rows = [
      scene.rows[0],
      plain.merging(["loan_id": "good", "balance": money(sum - limit)]) { $1 },
      plain.merging(["loan_id": "bad", "balance": money(limit), "days_past_due": "91"]) { $1 },
    ]
  }
}
