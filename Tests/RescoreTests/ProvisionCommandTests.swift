import Foundation
import Testing

/// The regulatory provision of a small book, worked by hand.
@Suite struct ProvisionCommandTests {
  /// 8,000,000 normal, 1,600,000 substandard in two loans, 300,000 doubtful, 100,000 loss.
  private static let loans: [Tape.Row] = [
    Tape.loan("normal", ["balance": "8000000", "provision": "100000"]),
    Tape.loan("just", ["balance": "1000000", "days_past_due": "95"]),
    Tape.loan("substandard", ["balance": "600000", "days_past_due": "150", "provision": "200000.50"]),
    Tape.loan("doubtful", ["balance": "300000", "days_past_due": "300"]),
    Tape.loan("loss", ["balance": "100000", "days_past_due": "400"]),
  ]

  private static func provision(_ settings: [String] = [], loans: [Tape.Row] = loans) throws -> (
    Summary, warnings: [String]
  ) {
    let place = try Workplace()
    try place.write("tape.csv", Tape(loans).csv)
    let summary = try place.summary("tape.csv", settings.flatMap { ["--set", $0] })
    return (try summary.object("regulatory_provision"), summary.texts("warnings"))
  }

  @Test func theHigherAmountBinds() throws {
    let (found, _) = try Self.provision()
    // All overdue over 90 days are non-performing: 2,000,000 × 150 % against 10,000,000 × 2.5 %.
    #expect(found.fen("npl_balance") == 200_000_000)
    #expect(found.fen("coverage_amount") == 300_000_000)
    #expect(found.fen("ratio_amount") == 25_000_000)
    #expect(found.fen("requirement") == 300_000_000)
    #expect(found.text("binding") == "coverage")
    #expect(found.fen("booked") == 30_000_050)
    #expect(found.fen("booked_shortfall") == 269_999_950)
    #expect(found.number("booked_ratio_percent") == 3.000_005)
    #expect(found.number("booked_coverage_percent") == 15.000_025)
    let loss = try #require(found.fen("ecl"))
    #expect(found.fen("ecl_shortfall") == 300_000_000 - loss)
    // 1 % of all; 25 % of 1,600,000, 50 % of 300,000, 100 % of 100,000.
    #expect(found.fen("general_reserve") == 10_000_000)
    #expect(found.fen("specific_reserve") == 65_000_000)
    #expect(
      found.list("specific_by_class").map { $0.fen("amount") } == [0, 40_000_000, 15_000_000, 10_000_000])
  }

  @Test func theRatioBindsAGoodBook() throws {
    let (found, _) = try Self.provision(loans: [Tape.loan("a", ["balance": "1000000.02"])])
    #expect(found.text("binding") == "provision_ratio")
    // 25,000.0005 is rounded up to the fen.
    #expect(found.fen("requirement") == 2_500_001)
    for key in ["booked", "booked_shortfall", "booked_coverage_percent"] {
      #expect(found[key] is NSNull, "\(key)")
    }
    let codes = found.texts("reasons").map { $0.prefix { $0 != ":" } }
    #expect(
      codes.contains("no_npl") && codes.contains("no_provisions") && codes.contains("no_overdue_over_90"))
  }

  @Test func anEmptyBook() throws {
    let (found, _) = try Self.provision(loans: [Tape.loan("a", ["balance": "0"])])
    for key in ["requirement", "binding", "ecl_shortfall", "ecl_ratio_percent"] {
      #expect(found[key] is NSNull, "\(key)")
    }
    #expect(found.texts("reasons").contains { $0.hasPrefix("no_loans") })
  }

  /// The highest of three grids: 100 % overdue in NPL asks for 120 %, the others as given.
  @Test(arguments: [
    (["95", "13"], 120.0, 1.5), (["90", "12.5"], 120, 1.5), (["89.99", "12.5"], 130, 1.8),
    (["95", "10.5"], 140, 2.1), (["59", "13"], 150, 2.5), (["60", "12"], 140, 2.1),
    (["95", "10.49"], 150, 2.5),
  ])
  func gradedRequirement(_ measures: [String], _ coverage: Double, _ ratio: Double) throws {
    let settings = ["provision.disposal_percent=\(measures[0])", "provision.capital_percent=\(measures[1])"]
    let (base, _) = try Self.provision(settings)
    #expect(base.number("coverage_requirement_percent") == 150)
    #expect(try base.object("graded").number("coverage_percent") == coverage)
    let (found, warnings) = try Self.provision(settings + ["provision.graded=on"])
    #expect(found.number("coverage_requirement_percent") == coverage)
    #expect(found.number("ratio_requirement_percent") == ratio)
    #expect(found.fen("coverage_amount") == Int(2_000_000 * coverage))
    #expect(!warnings.contains { $0.hasPrefix("provision_grade_unknown") })
  }

  /// A measure that is not known leaves the base, and says so.
  @Test func gradedWithoutItsMeasures() throws {
    let (found, warnings) = try Self.provision(["provision.graded=on", "provision.capital_percent=13"])
    #expect(found.number("coverage_requirement_percent") == 150)
    #expect(found["is_graded"] as? Bool == false)
    #expect(warnings.contains { $0.hasPrefix("provision_grade_unknown") })
  }
}
