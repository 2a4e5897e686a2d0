import Foundation
import Rescoring
import TestSupport
import Testing

/// Lights at their bounds and beside them, and the exit of the command.
@Suite struct MonitorLightTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let measure: String
    let light: String
    /// What the larger firm's n8 owes: 5,975,000 makes all loans grow by 12.5 %, as the inclusive ones do.
    var other = "6000000"
    var settings: [String] = []
    var testDescription: String { "\(measure) \(other) \(settings) \(light)" }
  }

  @Test(arguments: [
    Case(measure: "growth_gap_pp", light: "red"),
    Case(measure: "growth_gap_pp", light: "red", other: "5975000.01"),
    Case(measure: "growth_gap_pp", light: "amber", other: "5975000"),
    Case(measure: "growth_gap_pp", light: "green", other: "5975000", settings: ["growth_amber_pp=0"]),
    // All loans grow by 11.5 %, the margin of a point below 12.5 %.
    Case(measure: "growth_gap_pp", light: "green", other: "5825000"),
    Case(measure: "growth_gap_pp", light: "amber", other: "5825000.01"),
    Case(measure: "growth_gap_pp", light: "red", other: "5825000", settings: ["growth_gap_pp=1.0001"]),
    // Four borrowers after three, held against the number before.
    Case(measure: "borrowers", light: "none"),
    Case(measure: "borrowers", light: "green", settings: ["borrower_floor=on"]),
    Case(
      measure: "borrowers", light: "amber", settings: ["borrower_floor=on", "borrower_amber_percent=34"]),
    Case(measure: "first_loan_share_percent", light: "none"),
    Case(measure: "first_loan_share_percent", light: "green", settings: ["first_loan_percent=65"]),
    Case(measure: "first_loan_share_percent", light: "amber", settings: ["first_loan_percent=66"]),
    Case(measure: "first_loan_share_percent", light: "red", settings: ["first_loan_percent=67"]),
    Case(measure: "medium_long_share_percent", light: "amber", settings: ["medium_long_percent=60"]),
    Case(measure: "medium_long_share_percent", light: "green", settings: ["medium_long_percent=59"]),
    Case(measure: "medium_long_share_percent", light: "red", settings: ["medium_long_percent=60.0000001"]),
    Case(measure: "renewal_share_percent", light: "red", settings: ["renewal_percent=23"]),
    Case(measure: "credit_share_percent", light: "green", settings: ["credit_percent=60"]),
    Case(measure: "legal_person_share_percent", light: "red", settings: ["legal_person_percent=90"]),
    // 65.49 bp over the prime rate.
    Case(measure: "new_loan_over_lpr_bp", light: "none"),
    Case(measure: "new_loan_over_lpr_bp", light: "red", settings: ["over_lpr_bp=65"]),
    Case(measure: "new_loan_over_lpr_bp", light: "amber", settings: ["over_lpr_bp=75"]),
    Case(measure: "new_loan_over_lpr_bp", light: "green", settings: ["over_lpr_bp=76"]),
    // 4.0125 %.
    Case(
      measure: "all_in_cost_percent", light: "amber", settings: ["all_in_percent=4.0125"]),
    Case(measure: "all_in_cost_percent", light: "red", settings: ["all_in_percent=4.0124"]),
    Case(measure: "all_in_cost_percent", light: "green", settings: ["all_in_percent=4.1125"]),
    Case(measure: "npl_gap_pp", light: "green"),
  ]) func light(_ row: Case) throws {
    let place = try MonitorTapes.place(new: MonitorTapes.changed("n8", "balance", row.other))
    let result = try MonitorTapes.monitor(
      place, row.settings.flatMap { ["--set", "supervision." + $0] })
    #expect(try result.measure(row.measure)["light"] == .string(row.light))
  }

  /// 5,000,000 inclusive with 250,000 bad, and a good large loan of 5,000,000: 5 % against 2.5 %.
  @Test(arguments: [
    ("2.5", "0.5", "amber"), ("2.5", "0", "green"), ("2.4999999", "0", "red"), ("3", "0.5", "green"),
    ("2.9999", "0.5", "amber"),
  ]) func npl(_ tolerance: String, _ margin: String, _ light: String) throws {
    func loan(_ id: String, _ size: String, _ balance: String, _ days: String) -> Tape.Row {
      MonitorTapes.row(
        "loan_id=\(id) borrower_id=\(id) size=\(size) credit_limit=5000000 balance=\(balance) days_past_due=\(days)"
      )
    }
    let place = try MonitorTapes.place(new: [
      loan("a", "small", "4750000", "90"), loan("b", "small", "250000", "91"),
      loan("c", "large", "5000000", "0"),
    ])
    let result = try MonitorTapes.monitor(
      place,
      ["--set", "supervision.npl_tolerance_pp=" + tolerance, "--set", "supervision.npl_amber_pp=" + margin])
    let gap = try result.measure("npl_gap_pp")
    #expect(try gap["value"].double() == 2.5)
    #expect(gap["light"] == .string(light))
    #expect(try gap["target"].double() == Double(tolerance))
  }

  /// Quotients whose last bits differ though the fractions are equal.
  @Test func equalFractionsAreEqual() {
    let rule = SupervisionMeasure.Rule(sense: .atLeast, target: 0, margin: 0, leaf: "")
    for numerator in 1...200 {
      let share = Double(numerator) / 7 * 100
      let other = Double(numerator * 1_000_003) / Double(7 * 1_000_003) * 100
      #expect(rule.light(share - other) == .green)
      #expect(rule.light(other - share) == .green)
      #expect(rule.light(share - other - 1e-9) == .red)
    }
  }

  @Test(arguments: [
    (["--fail-on", "red"], "6000000", Int32(1)), (["--fail-on", "red"], "5975000", 0),
    (["--fail-on", "amber"], "5975000", 1), (["--fail-on", "amber"], "5000000", 0), ([], "6000000", 0),
  ]) func exit(_ options: [String], _ other: String, _ code: Int32) throws {
    let place = try MonitorTapes.place(new: MonitorTapes.changed("n8", "balance", other))
    let ended = try place.run(
      ["monitor", "old.csv", "new.csv", "--as-of", MonitorTapes.asOf, "--output", "out.txt"] + options)
    #expect(ended.code == code)
    // The result stands whatever the exit says.
    #expect(place.exists("out.txt"))
    #expect(ended.errors.contains("growth_gap_pp") == (code == 1))
  }
}
