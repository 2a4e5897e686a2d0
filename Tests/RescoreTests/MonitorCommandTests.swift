import Foundation
import TestSupport
import Testing

/// `monitor` on tapes whose measures are worked by hand.
@Suite struct MonitorCommandTests {
  struct Expected: Sendable, CustomTestStringConvertible {
    let name: String
    let value: Double?
    var old: Double?
    var numerator: Double?
    var denominator: Double?
    var testDescription: String { name }

    init(
      _ name: String, _ value: Double?, old: Double? = nil, _ numerator: Double? = nil,
      _ denominator: Double? = nil
    ) {
      self.name = name
      self.value = value
      self.old = old
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  private static let yearOnYear = Result { try MonitorTapes.monitor(try MonitorTapes.place()) }
  private static let yearToDate = Result {
    try MonitorTapes.monitor(try MonitorTapes.place(), ["--basis", "ytd"])
  }
  private static let withFlows = Result {
    try MonitorTapes.monitor(try MonitorTapes.place(), ["--flows", "flows.csv"])
  }

  private static func check(_ result: JSONValue, _ expected: Expected) throws {
    let found = try result.measure(expected.name)
    func same(_ key: String, _ value: Double?) throws {
      if let value {
        #expect(
          try found[key].double().isClose(to: value, within: Tolerance(abs: 1e-9, rel: 1e-13)), "\(key)")
      } else {
        #expect(found[key].isNull, "\(key)")
      }
    }
    try same("value", expected.value)
    try same("old_value", expected.old)
    if let numerator = expected.numerator { try same("numerator", numerator) }
    if let denominator = expected.denominator { try same("denominator", denominator) }
    #expect(found["reason"].isNull == (expected.value != nil))
    #expect(try !found["definition"].text().isEmpty)
  }

  // Inclusive 1,000,000 + 500,000 + 2,000,000 + 500,000 + 300,000 + 200,000 = 4,500,000; all 16,900,000 with 12,400,000
  // of n4, n6, n7 and n8. Before: 4,000,000 and 15,000,000.
  private static let worked = [
    Expected("inclusive_growth_percent", 12.5, 500_000, 4_000_000),
    Expected("all_growth_percent", 1.9 / 15 * 100, 1_900_000, 15_000_000),
    Expected("growth_gap_pp", 12.5 - 1.9 / 15 * 100, 12.5, 1.9 / 15 * 100),
    Expected("inclusive_share_percent", 4.5 / 16.9 * 100, old: 4.0 / 15 * 100, 4_500_000, 16_900_000),
    // B1, B2, B4 and B7; before B1, B3 and B9.
    Expected("borrowers", 4, old: 3, 4, 3),
    // B2 and B4; B3 is over the limit.
    Expected("first_loan_borrowers", 2, 2),
    // B2, B4 and B7 are new; B1 drew as well, but owed something before.
    Expected("first_loan_share_percent", 200 / 3.0, 2, 3),
    Expected("renewal_share_percent", 100 / 4.5, old: 25, 1_000_000, 4_500_000),
    Expected("credit_share_percent", 300 / 4.5, old: 75, 3_000_000, 4_500_000),
    // n1 and n5 run exactly a year; n2, n3 and n11 run longer.
    Expected("medium_long_share_percent", 60, old: 25, 2_700_000, 4_500_000),
    // All but the owner's n5.
    Expected("legal_person_share_percent", 400 / 4.5, old: 37.5, 4_000_000, 4_500_000),
    // n1 1,200,000 at 4, n3 2,000,000 at 3.8, n9 350,000 at 4.5: interest 48,000 + 76,000 + 15,750.
    Expected("new_loan_rate_percent", 13.975 / 3.55, 139_750, 3_550_000),
    // Prime 3.00 for n1 and n9, 3.50 for n3, which runs over five years: 3.6 + 7 + 1.05 = 11.65.
    Expected("new_loan_over_lpr_bp", 232.5 / 3.55, 13.975 / 3.55, 11.65 / 3.55),
    // n1 at 4.2 and n3 at 3.9; n9's is not known.
    Expected("all_in_cost_percent", 12.84 / 3.2, 128_400, 3_200_000),
    // n5; before o4.
    Expected("inclusive_npl_percent", 50 / 4.5, old: 12.5, 500_000, 4_500_000),
    // With n7, which draws n6 along: 400,000 of 3,400,000 is over a tenth.
    Expected("all_npl_percent", 390 / 16.9, old: 50 / 15.0, 3_900_000, 16_900_000),
    Expected("npl_gap_pp", 50 / 4.5 - 390 / 16.9, old: 12.5 - 50 / 15.0),
  ]

  @Test(arguments: worked) func yearOnYear(_ expected: Expected) throws {
    try Self.check(try Self.yearOnYear.get(), expected)
  }

  @Test func everyMeasureIsWorked() throws {
    let names = try Self.yearOnYear.get()["measures"].list().map { try $0["name"].text() }
    #expect(names == Self.worked.map(\.name))
  }

  /// n5 was drawn before the year-end: B2 alone has a first loan, B2 and B7 are new.
  @Test(arguments: [
    Expected("inclusive_growth_percent", 12.5, 500_000, 4_000_000),
    Expected("first_loan_borrowers", 1, 1), Expected("first_loan_share_percent", 50, 1, 2),
    Expected("new_loan_rate_percent", 13.975 / 3.55, 139_750, 3_550_000),
  ]) func yearToDate(_ expected: Expected) throws {
    let result = try Self.yearToDate.get()
    #expect(try result["as_of_old"].text() == "2025-12-31")
    try Self.check(result, expected)
  }

  @Test(arguments: [
    Expected("borrowers", 4, old: 3, 4, 3),
    // B2, B4 and B10.
    Expected("first_loan_borrowers", 3, 3),
    // B12 is new as well; B10 owed nothing before.
    Expected("first_loan_share_percent", 60, 3, 5),
    // f1 450,000 at 5 and f6 1,000,000 at 3 more: 139,750 + 22,500 + 30,000.
    Expected("new_loan_rate_percent", 3.845, 192_250, 5_000_000),
    // Prime 3.00 for both: 19.225 less 11.65 + 1.35 + 3.
    Expected("new_loan_over_lpr_bp", 64.5, 3.845, 3.2),
    Expected("all_in_cost_percent", 15.315 / 3.65, 153_150, 3_650_000),
    Expected("inclusive_growth_percent", 12.5, 500_000, 4_000_000),
  ]) func flows(_ expected: Expected) throws {
    try Self.check(try Self.withFlows.get(), expected)
  }

  @Test func flowsAreWarnedOf() throws {
    #expect(try Self.yearOnYear.get().hasWarning("flows_missing"))
    let result = try Self.withFlows.get()
    #expect(try !result.hasWarning("flows_missing"))
    #expect(try result.hasWarning("flows_repeated"))
    #expect(try result.hasWarning("flows_outside"))
    #expect(try result["flows"]["rows"].int() == 6)
  }

  @Test func bySector() throws {
    let result = try Self.yearOnYear.get()
    let technology = try result.part("by_sector", "technology")
    #expect(try technology["balance"].double() == 1_500_000)
    #expect(try technology["borrowers"].int() == 1)
    #expect(try result.part("by_sector", "private")["balance"].double() == 500_000)
    let none = try result.part("by_sector", "")
    #expect(try none["balance"].double() == 3_000_000)
    #expect(try none["npl_balance"].double() == 500_000)
    #expect(try none["borrowers"].int() == 3)
  }

  @Test func byRegion() throws {
    let result = try Self.withFlows.get()
    let first = try result.part("by_region", "R1")
    #expect(try first["balance"].double() == 1_700_000)
    #expect(try first["old_balance"].double() == 1_500_000)
    #expect(try first["growth_percent"].double().isClose(to: 40 / 3.0, within: 1e-9))
    // n11 names no borrower.
    #expect(try first["borrowers"].int() == 1)
    #expect(try first["new_amount"].double() == 1_200_000)
    let second = try result.part("by_region", "R2")
    #expect(try second["balance"].double() == 2_500_000)
    #expect(try second["npl_ratio_percent"].double() == 20)
    #expect(second["growth_percent"].isNull)
    // n3 and f1.
    #expect(try second["new_amount"].double() == 2_450_000)
    #expect(try second["new_rate_percent"].double().isClose(to: 9.85 / 2.45, within: 1e-9))
    #expect(try result.part("by_region", "R9")["new_amount"].double() == 1_000_000)
    #expect(try result.part("by_region", "R3")["balance"].double() == 0)
    #expect(try result.part("by_region", "")["balance"].double() == 300_000)
  }

  @Test func whatDoesNotCountIsSaid() throws {
    let result = try Self.yearOnYear.get()
    for code in ["written_off", "borrower_id_empty", "credit_limit_missing", "all_in_partial"] {
      #expect(try result.hasWarning(code), "\(code)")
    }
    #expect(try result["new"]["balance"].double() == 17_600_000)
  }

  struct Nothing: Sendable, CustomTestStringConvertible {
    let measure: String
    var without: String?
    var more: [String] = []
    var new: [Tape.Row] = MonitorTapes.new
    var old: [Tape.Row] = MonitorTapes.old
    let reason: String
    var testDescription: String { "\(measure) \(reason)" }
  }

  @Test(arguments: [
    Nothing(
      measure: "growth_gap_pp", more: ["--as-of-old", "2025-08-31"],
      reason: "OLD is of 2025-08-31; the basis yoy asks for 2025-09-30"),
    Nothing(
      measure: "inclusive_growth_percent", more: ["--basis", "ytd", "--as-of-old", "2025-09-30"],
      reason: "OLD is of 2025-09-30; the basis ytd asks for 2025-12-31"),
    Nothing(
      measure: "inclusive_growth_percent", old: [MonitorTapes.old[2]],
      reason: "nothing was outstanding on OLD"),
    Nothing(
      measure: "credit_share_percent", new: [MonitorTapes.new[7]],
      reason: "nothing is outstanding on NEW"),
    Nothing(
      measure: "new_loan_rate_percent", new: [MonitorTapes.new[1]],
      reason: "no inclusive loan with an amount was drawn in the year"),
    Nothing(measure: "first_loan_share_percent", new: [MonitorTapes.new[0]], reason: "no borrower is new"),
    Nothing(
      measure: "all_in_cost_percent", new: [MonitorTapes.new[8]],
      reason: "no new loan has effective_rate_percent"),
    Nothing(measure: "borrowers", without: "borrower_id", reason: "NEW has no column borrower_id"),
    Nothing(measure: "npl_gap_pp", without: "size", reason: "NEW has no column size"),
    Nothing(measure: "renewal_share_percent", without: "renewal", reason: "NEW has no column renewal"),
    Nothing(
      measure: "new_loan_over_lpr_bp", without: "original_amount",
      reason: "NEW has no column original_amount"),
  ]) func reason(_ nothing: Nothing) throws {
    func rows(_ rows: [Tape.Row]) -> [Tape.Row] {
      rows.map { row in row.filter { $0.key != nothing.without } }
    }
    let place = try Workplace()
    let header = MonitorTapes.header.filter { $0 != nothing.without }
    try place.write("old.csv", Tape(nothing.old, first: MonitorTapes.header).csv)
    try place.write("new.csv", Tape(rows(nothing.new), first: header).csv)
    let found = try MonitorTapes.monitor(place, nothing.more).measure(nothing.measure)
    #expect(found["value"].isNull)
    #expect(try found["reason"].text() == nothing.reason)
    #expect(found["light"] == .string("none"))
  }

  /// Of the other measures an earlier tape of another day takes nothing away.
  @Test func offTheBasisTheRestIsFormed() throws {
    let result = try MonitorTapes.monitor(try MonitorTapes.place(), ["--as-of-old", "2025-08-31"])
    #expect(try result.hasWarning("not_on_basis"))
    try Self.check(result, Self.worked[8])
    #expect(try result.part("by_region", "R1")["growth_percent"].isNull)
  }

  /// The 29 February is a year before the 28th.
  @Test func leapDay() throws {
    let place = try MonitorTapes.place(new: [MonitorTapes.new[1]], old: [MonitorTapes.old[0]])
    let ended = try place.run([
      "monitor", "old.csv", "new.csv", "--as-of", "2025-02-28", "--as-of-old", "2024-02-29", "--format",
      "json",
    ])
    let result = try JSONDecoder().decode(JSONValue.self, from: ended.output)
    #expect(try result.measure("all_growth_percent")["value"].double() == -50)
  }
}
