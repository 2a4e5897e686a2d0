import Foundation
import Testing

/// One loan per rule of the stages and its neighbour across the boundary, through the command.
@Suite struct StagingCommandTests {
  /// A loan, what differs from a plain one, settings of the policy, and its stage.
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let changes: Tape.Row
    let stage: String
    let settings: [String]

    var testDescription: String { "\(id): \(stage) \(settings.joined(separator: " "))" }

    init(_ id: String, _ changes: Tape.Row, _ stage: String, _ settings: [String] = []) {
      self.id = id
      self.changes = changes
      self.stage = stage
      self.settings = settings
    }
  }

  /// The loans under each list of settings, rescored once.
  private static let outcomes = Result {
    let place = try Workplace()
    var stages: [String: String] = [:]
    for (index, settings) in Set(all.map(\.settings)).enumerated() {
      let cases = all.filter { $0.settings == settings }
      try place.write("tape\(index).csv", Tape(cases.map { Tape.loan($0.id, $0.changes) }).csv)
      let options = settings.flatMap { ["--set", $0] }
      let output = try place.rescore("tape\(index).csv", options)
      for row in Tape(csv: String(decoding: output, as: UTF8.self)).rows {
        stages[row["loan_id"] ?? ""] = row["stage"]
      }
    }
    return stages
  }

  private static let all = backstops + probation + proxy + lifetime + notches

  @Test(arguments: all) func stage(_ expected: Case) throws {
    #expect(try Self.outcomes.get()[expected.id] == expected.stage)
  }

  @Test func identifiersAreDifferent() {
    #expect(Set(Self.all.map(\.id)).count == Self.all.count)
  }

  private static let free = ["ecl.special_mention_is_stage2=false"]
  private static let early = free + ["ecl.stage3_days=60"]

  private static let backstops: [Case] = [
    Case("days-0", [:], "1"),
    Case("special-5", ["days_past_due": "5"], "2"),
    Case("special-free-5", ["days_past_due": "5"], "1", free),
    Case("late-30", ["days_past_due": "30"], "1", free),
    Case("late-31", ["days_past_due": "31"], "2", free),
    Case("late-90", ["days_past_due": "90"], "2", free),
    Case("late-91", ["days_past_due": "91"], "3", free),
    Case("impaired-60", ["days_past_due": "60"], "2", early),
    Case("impaired-61", ["days_past_due": "61"], "3", early),
    Case("watched", ["watch": "1"], "2", free),
    Case("not-watched", ["watch": "0"], "1", free),
    Case("restructured-in", ["restructured": "1", "restructured_date": "2026-01-15"], "2", free),
    Case("restructured-out", ["restructured": "1", "restructured_date": "2024-01-15"], "1", free),
    Case("expert-special", ["expert_class": "special_mention"], "2"),
    Case("expert-substandard", ["expert_class": "substandard"], "3"),
  ]

  private static func cured(_ day: String) -> Tape.Row {
    ["previous_class": "substandard", "cured_since": day]
  }

  private static let probation: [Case] = [
    Case("cured-six-months", cured("2026-03-30"), "1"),
    Case("cured-a-day-less", cured("2026-04-01"), "2"),
    Case("cured-eight", cured("2026-04-01"), "1", ["ecl.probation_months=5"]),
    Case("cured-normal", ["previous_class": "normal", "cured_since": "2026-09-01"], "1"),
  ]

  private static func risk(_ origination: String, _ now: String, _ more: Tape.Row = [:]) -> Tape.Row {
    ["origination_pd": origination, "pd": now].merging(more) { $1 }
  }

  private static let proxy: [Case] = [
    Case("ratio-below", risk("0.02", "0.0399"), "1"),
    Case("ratio-at", risk("0.02", "0.04"), "2"),
    Case("rise-below", risk("0.001", "0.0059"), "1"),
    Case("rise-at", risk("0.001", "0.006"), "2"),
    Case("origination-rating", ["origination_rating": "R1", "pd": "0.04"], "2"),
    Case("origination-unknown", ["pd": "0.9"], "1"),
  ]

  private static let overLife = ["ecl.sicr_measure=lifetime"]
  private static let falling =
    overLife + [
      "ecl.term_structure=hazard_curve",
      "ecl.hazard_curve=[{until_month: 12, multiplier: 1}, {until_month: 120, multiplier: 0.5}]",
    ]
  private static let migrating =
    overLife + [
      "ecl.term_structure=matrix", "pd.master_scale=[{grade: A, upper: 0.05}, {grade: B, upper: 0.9}]",
      "ecl.migration_matrix=[{grade: A, to: [0.9, 0.09, 0.01]}, {grade: B, to: [0.1, 0.8, 0.1]}]",
    ]

  /// The PD over the remaining life, against that expected at origination for it.
  ///
  /// With a constant hazard 4 % against 2 % is a ratio of 2 over twelve months and less over thirteen. With a hazard
  /// that halves after a year, 2 % at origination two years ago is 1 − √0.98 = 1.00505 % for the next year; with the
  /// matrix, 1 % at origination a year ago is (2.8 − 1)/(1 − 0.01) = 1.81818 % for the next.
  private static let lifetime: [Case] = [
    Case("life-12", risk("0.02", "0.04", ["maturity_date": "2027-09-30"]), "2", overLife),
    Case("life-13", risk("0.02", "0.04", ["maturity_date": "2027-10-30"]), "1", overLife),
    Case("life-rise-below", risk("0.001", "0.0059", ["maturity_date": "2027-09-30"]), "1", overLife),
    Case("life-rise-longer", risk("0.001", "0.0059", ["maturity_date": "2028-09-30"]), "2", overLife),
    Case(
      "seasoned-below",
      risk("0.02", "0.0201", ["origination_date": "2024-09-30", "maturity_date": "2027-09-30"]), "1", falling),
    Case(
      "seasoned-at",
      risk("0.02", "0.02011", ["origination_date": "2024-09-30", "maturity_date": "2027-09-30"]), "2", falling
    ),
    Case(
      "fresh", risk("0.02", "0.02011", ["origination_date": "2026-09-30", "maturity_date": "2027-09-30"]),
      "1",
      falling),
    Case(
      "migrated-below",
      risk("0.01", "0.03636", ["origination_date": "2025-09-30", "maturity_date": "2027-09-30"]), "1",
      migrating),
    Case(
      "migrated-at",
      risk("0.01", "0.03637", ["origination_date": "2025-09-30", "maturity_date": "2027-09-30"]), "2",
      migrating),
    Case("life-unknown", ["pd": "0.9"], "1", overLife),
  ]

  private static let byGrade = ["ecl.sicr_measure=notches"]

  /// Bounds of the built-in scale: 0.1, 0.2, 0.35, 0.6 %, the lower one within the grade.
  private static let notches: [Case] = [
    Case("notches-2", risk("0.0009", "0.0034"), "1", byGrade),
    Case("notches-3", risk("0.0009", "0.0035"), "2", byGrade),
    Case("notches-better", risk("0.0035", "0.0009"), "1", byGrade),
    Case("notches-2-of-2", risk("0.0009", "0.0034"), "2", byGrade + ["ecl.sicr_notches=2"]),
    Case("notches-unknown", ["pd": "0.9"], "1", byGrade),
  ].enumerated().map { index, item in
    Case("\(item.id)-\(index)", item.changes, item.stage, item.settings)
  }
}
