import Foundation
import TestSupport
import Testing

/// Both approaches side by side, through the command, against the formulas as written.
@Suite struct ApproachCommandTests {
  struct Run {
    let rows: [Tape.Row]
    let summary: JSONValue
  }

  /// A company, an SME of 100 million revenue, a pooled small firm, one of them defaulted, one with provisions.
  private static let loans: [Tape.Row] = [
    Tape.loan("company", ["size": "large", "guarantee": "credit", "collateral_value": "", "pd": "0.01"]),
    Tape.loan(
      "held",
      [
        "size": "large", "collateral_type": "housing", "collateral_value": "1000000", "pd": "0.03",
        "provision": "4000.25", "undrawn": "500000",
      ]),
    Tape.loan(
      "firm",
      [
        "size": "medium", "annual_revenue": "100000000", "guarantee": "credit", "collateral_value": "",
        "pd": "0.02", "repayment": "linear", "maturity_date": "2029-09-30",
      ]),
    Tape.loan("pooled", ["guarantee": "credit", "collateral_value": "", "pd": "0.0004"]),
    Tape.loan("pooled-held", ["collateral_type": "equipment", "collateral_value": "5000000", "pd": "0.05"]),
    Tape.loan(
      "bad",
      [
        "size": "large", "guarantee": "credit", "collateral_value": "", "days_past_due": "120",
        "provision": "300000",
      ]),
  ]

  private static func run(_ more: [String] = [], loans: [Tape.Row] = loans) throws -> Run {
    let place = try Workplace()
    try place.write("tape.csv", Tape(loans).csv)
    let output = try place.rescore("tape.csv", ["--summary", "summary.json"] + more)
    return Run(
      rows: Tape(csv: String(decoding: output, as: UTF8.self)).rows,
      summary: try JSONDecoder().decode(JSONValue.self, from: place.read("summary.json")))
  }

  private static func number(_ run: Run, _ loan: String, _ column: String) throws -> Double {
    let row = try #require(run.rows.first { $0["loan_id"] == loan })
    return try #require(row[column].flatMap { Double($0) }, "\(loan) \(column)")
  }

  /// The formulas of CRE31 with the system's error function; the quantile by halving.
  private enum Written {
    static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

    static func quantile(_ p: Double) -> Double {
      var (low, high) = (-10.0, 10.0)
      for _ in 0..<200 {
        let middle = (low + high) / 2
        if cumulative(middle) < p { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }

    static func percent(pd: Double, lgd: Double, correlation: Double, years: Double?) -> Double {
      let stressed = cumulative(
        (quantile(pd) + correlation.squareRoot() * quantile(0.999)) / (1 - correlation).squareRoot())
      let b = pow(0.11852 - 0.05478 * log(pd), 2)
      let factor = years.map { (1 + ($0 - 2.5) * b) / (1 - 1.5 * b) } ?? 1
      return 1250 * (lgd * stressed - pd * lgd) * factor
    }

    static func corporate(_ pd: Double, revenueTenMillions: Double = 30) -> Double {
      let w = (1 - exp(-50 * pd)) / (1 - exp(-50))
      return 0.12 * w + 0.24 * (1 - w) - 0.04 * (1 - (revenueTenMillions - 3) / 27)
    }

    static func retail(_ pd: Double) -> Double {
      let w = (1 - exp(-35 * pd)) / (1 - exp(-35))
      return 0.03 * w + 0.16 * (1 - w)
    }
  }

  @Test func foundation() throws {
    let run = try Self.run(["--set", "capital.approach=irb"])
    // 1.2 million at risk, 1 million of housing at 40 % off: half at 20 %, half at 40 %.
    let expected: [(String, Double)] = [
      ("company", Written.percent(pd: 0.01, lgd: 0.40, correlation: Written.corporate(0.01), years: 2.5)),
      ("held", Written.percent(pd: 0.03, lgd: 0.30, correlation: Written.corporate(0.03), years: 2.5)),
      (
        "firm",
        Written.percent(
          pd: 0.02, lgd: 0.40, correlation: Written.corporate(0.02, revenueTenMillions: 10), years: 2.5)
      ),
      // The PD is raised to 0.05 %; retail's severity is the bank's own: 45 % unsecured, 25 % fully held.
      ("pooled", Written.percent(pd: 0.0005, lgd: 0.45, correlation: Written.retail(0.0005), years: nil)),
      ("pooled-held", Written.percent(pd: 0.05, lgd: 0.25, correlation: Written.retail(0.05), years: nil)),
      // Defaulted: 12.5 × max(0, 40 % − 45 %).
      ("bad", 0),
    ]
    for (loan, percent) in expected {
      #expect(
        try Self.number(run, loan, "risk_weight_percent").isClose(
          to: percent, within: Tolerance(abs: 1e-9, rel: 1e-9)), "\(loan)")
    }
    // Internal ratings weigh the exposure at default, provisions and all.
    #expect(
      try Self.number(run, "held", "rwa").isClose(to: 12000 * expected[1].1, within: 0.006))
  }

  @Test func advanced() throws {
    let settings = [
      "--set", "capital.approach=irb", "--set", "capital.irb.variant=advanced", "--set", "lgd.credit=0.20",
      "--set", "lgd.floor=0",
    ]
    let run = try Self.run(settings)
    // Own 20 % is raised to 25 % for companies; 15 level payments from now to 15 December 2027: mean 8 months, a year
    // at least.
    #expect(
      try Self.number(run, "company", "risk_weight_percent").isClose(
        to: Written.percent(pd: 0.01, lgd: 0.25, correlation: Written.corporate(0.01), years: 1),
        within: Tolerance(abs: 1e-9, rel: 1e-9)))
    // 36 equal shares of principal with 4.35 %: Σ t·CF / Σ CF.
    var (times, sum) = (0.0, 0.0)
    for month in 1...36 {
      let flow = 1 / 36.0 + (1 - Double(month - 1) / 36) * 0.0435 / 12
      times += Double(month) / 12 * flow
      sum += flow
    }
    #expect(times / sum > 1)
    #expect(
      try Self.number(run, "firm", "risk_weight_percent").isClose(
        to: Written.percent(
          pd: 0.02, lgd: 0.25, correlation: Written.corporate(0.02, revenueTenMillions: 10),
          years: times / sum), within: Tolerance(abs: 1e-9, rel: 1e-9)))
    #expect(
      try Self.number(run, "pooled", "risk_weight_percent").isClose(
        to: Written.percent(pd: 0.0005, lgd: 0.30, correlation: Written.retail(0.0005), years: nil),
        within: Tolerance(abs: 1e-9, rel: 1e-9)))
    // Own 20 % of a defaulted claim is its best estimate; the floor above it is held: 12.5 × (25 % − 20 %).
    #expect(try Self.number(run, "bad", "risk_weight_percent").isClose(to: 62.5, within: 1e-9))
  }

  @Test func sideBySide() throws {
    let both = try Self.run(["--both-approaches"])
    let weighting = try Self.run()
    let ratings = try Self.run(["--set", "capital.approach=irb"])
    for loan in Self.loans.compactMap({ $0["loan_id"] }) {
      #expect(
        try Self.number(both, loan, "rwa_weighting") == Self.number(weighting, loan, "rwa"), "\(loan)")
      #expect(try Self.number(both, loan, "rwa_irb") == Self.number(ratings, loan, "rwa"), "\(loan)")
      #expect(try Self.number(both, loan, "rwa") == Self.number(weighting, loan, "rwa"), "\(loan)")
    }
    #expect(weighting.rows[0]["rwa_irb"] == nil && ratings.rows[0]["rwa_irb"] == nil)
    #expect(weighting.summary["capital_by_approach"].isNull)
    let found = both.summary["capital_by_approach"]
    // The floor of an irb bank needs both without being asked.
    #expect(found == ratings.summary["capital_by_approach"])
    for (name, run) in [("weighting", weighting), ("irb", ratings)] {
      #expect(found[name]["rwa"] == run.summary["rwa"])
      #expect(found[name]["capital"] == run.summary["capital"])
      for key in ["rwa", "ead"] {
        let parts = try found[name]["by_class"].list().reduce(0) { $0 + (try $1[key].double()) }
        let whole =
          key == "rwa"
          ? try run.summary["rwa"].double()
          : try Self.loans.reduce(0) { sum, row in
            sum + (try Self.number(run, row["loan_id"] ?? "", "ead"))
          }
        #expect(parts.isClose(to: whole, within: 0.001), "\(name) \(key)")
      }
    }
    let classes = try found["weighting"]["by_class"].list().map { try $0["key"].text() }
    #expect(classes == ["sme", "small_micro", "other_company", "housing", "defaulted"])
    let pools = try found["irb"]["by_class"].list().map { try $0["key"].text() }
    #expect(pools == ["corporate", "sme", "retail"])
  }

  /// EL = PD·LGD·EAD with the function's own parameters, of the defaulted loan its best estimate.
  @Test func expectedLossAgainstProvisions() throws {
    let run = try Self.run(["--both-approaches"])
    let irb = run.summary["capital_by_approach"]["irb"]
    let expected: [Double] = [
      0.01 * 0.40 * 1_000_000, 0.03 * 0.30 * 1_200_000, 0.02 * 0.40 * 1_000_000, 0.0005 * 0.45 * 1_000_000,
      0.05 * 0.25 * 1_000_000, 0.45 * 1_000_000,
    ]
    let loss = expected.reduce(0, +)
    #expect(try irb["expected_loss"].double().isClose(to: loss, within: 0.001))
    #expect(try irb["provisions"]["shortfall"].double().isClose(to: loss - 304_000.25, within: 0.001))
    #expect(try irb["provisions"]["tier_2"].double() == 0)
    // By weights the minimum is the non-performing million.
    let provisions = run.summary["provisions_in_capital"]
    #expect(try provisions["minimum"].double() == 1_000_000)
    #expect(try provisions["shortfall"].double() == 695_999.75)
    let limit = 0.0125 * (try run.summary["rwa"].double())
    #expect(try provisions["tier_2_limit"].double().isClose(to: limit, within: 0.006))
    #expect(provisions == run.summary["capital_by_approach"]["weighting"]["provisions"])
  }

  @Test(arguments: [("0.2", 200_000.0), ("1.5", nil)])
  func excessCountsUpToItsLimit(_ share: String, _ tier2: Double?) throws {
    // A non-performing million of which the policy asks a share; 400,000 are booked on a large good book.
    var loans = Self.loans.filter { $0["loan_id"] == "bad" }
    loans[0]["provision"] = "400000"
    loans.append(
      Tape.loan(
        "large", ["size": "large", "balance": "200000000", "guarantee": "credit", "collateral_value": ""]))
    let run = try Self.run(["--set", "capital.provisions.npl_share=\(share)"], loans: loans)
    let provisions = run.summary["provisions_in_capital"]
    #expect(try provisions["tier_2"].double() == tier2 ?? 0)
    #expect(try provisions["shortfall"].double() == (tier2 == nil ? 1_100_000 : 0))
    // 1.25 % of so small an amount that the limit is below the excess: 0.01 % of RWA.
    let small = try Self.run(
      [
        "--set", "capital.provisions.npl_share=\(share)", "--set",
        "capital.provisions.tier_2_share_weighting=0.0001",
      ], loans: loans
    ).summary
    let limit = small["provisions_in_capital"]["tier_2_limit"]
    #expect(small["provisions_in_capital"]["tier_2"] == (tier2 == nil ? .number(0) : limit))
    #expect(try limit.double().isClose(to: 0.0001 * small["rwa"].double(), within: 0.006))
  }

  @Test func nothingIsSaidOfProvisionsThatAreNotOnTheTape() throws {
    let run = try Self.run(loans: [Tape.loan("a")])
    #expect(run.summary["provisions_in_capital"]["shortfall"].isNull)
    #expect(run.summary["provisions_in_capital"]["excess"].isNull)
  }

  @Test(arguments: ["0.725", "0", "1"]) func outputFloor(_ floor: String) throws {
    let run = try Self.run(["--set", "capital.approach=irb", "--set", "capital.output_floor=\(floor)"])
    let found = run.summary["capital_by_approach"]
    let share = try #require(Double(floor))
    let least = share * (try found["weighting"]["rwa"].double())
    let own = try found["irb"]["rwa"].double()
    #expect(try found["floored_rwa"].double().isClose(to: max(own, least), within: 0.006))
    #expect(try found["floor_is_binding"].bool() == (least > own))
    #expect(try found["output_floor_percent"].double() == share * 100)
    #expect(
      try found["floored_capital"].double().isClose(
        to: floor == "0" ? found["irb"]["capital"].double() : 0.105 * max(own, least), within: 0.05))
    // The floor is the bank's, not the loan's.
    #expect(try run.summary["rwa"].double() == own)
  }

  @Test func threadsChangeNothing() throws {
    let place = try Workplace()
    let made = try place.run([
      "generate", "--rows", "20000", "--seed", "5", "--output", "tape.csv", "--quiet",
    ])
    try #require(made.code == 0, "\(made.errors)")
    let outputs = try ["1", "3"].map { threads in
      let output = try place.rescore(
        "tape.csv", ["--both-approaches", "--threads", threads, "--summary", "s\(threads).json"])
      return (output, try place.read("s\(threads).json"))
    }
    #expect(outputs[0].0 == outputs[1].0)
    #expect(outputs[0].1 == outputs[1].1)
  }

  @Test func whatTheBankLeavesOpenIsNamed() throws {
    let tier3 = try Self.run(["--set", "capital.bank_tier=3"]).summary["warnings"].list().map {
      try $0.text()
    }
    #expect(tier3.contains { $0.hasPrefix("bank_figure_missing: ") && $0.contains("capital.cet1") })
    #expect(tier3.contains { $0.hasPrefix("bank_figure_missing: ") && $0.contains("credit_exposure") })
    let given = try Self.run(
      ["--set", "capital.credit_exposure=1000000000000"],
      loans: [
        Tape.loan("medium", ["size": "medium"]), Tape.loan("large", ["size": "large"]),
      ]
    ).summary["warnings"].list().map { try $0.text() }
    #expect(!given.contains { $0.hasPrefix("bank_figure_missing: the policy leaves capital.") })
    #expect(given.contains { $0.hasPrefix("revenue_missing: 1 ") })
  }
}
