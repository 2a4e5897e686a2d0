import Foundation
import TestSupport
import Testing

/// Every rule of the weighting approach (权重法) with its neighbour across the boundary, a loan at a time through the
/// command: forms G4B-1 of Order 4 of 2023.
@Suite struct RiskWeightCommandTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let loan: Tape.Row
    /// Other loans of the tape; they name the borrower or group of this one, "own" stands for this loan's.
    let others: [Tape.Row]
    let settings: [String]
    let percent: Double
    let rwa: String?

    var testDescription: String { id }

    /// Under the built-in policy.
    init(
      _ id: String, _ loan: Tape.Row, others: [Tape.Row] = [], _ percent: Double, rwa: String? = nil
    ) {
      self.init(id, loan, others: others, [], percent, rwa: rwa)
    }

    init(
      _ id: String, _ loan: Tape.Row, others: [Tape.Row] = [], _ settings: [String], _ percent: Double,
      rwa: String? = nil
    ) {
      self.id = id
      self.loan = loan
      self.others = others
      self.settings = settings
      self.percent = percent
      self.rwa = rwa
    }
  }

  /// Weight and risk-weighted assets as printed, by the case's name; one run for all cases of the same settings.
  private static let outcome = Result { () throws -> [String: (percent: Double, rwa: String)] in
    let place = try Workplace()
    var found: [String: (percent: Double, rwa: String)] = [:]
    let all = cases
    for settings in Set(all.map(\.settings)) {
      var rows: [Tape.Row] = []
      for item in all where item.settings == settings {
        rows.append(loan(item.id, item.loan))
        for (index, other) in item.others.enumerated() {
          let own = ["borrower_id", "group_id"].filter { other[$0] == "own" }
          rows.append(
            loan("\(item.id)+\(index)", other.merging(own.map { ($0, "B-\(item.id)") }) { $1 }))
        }
      }
      let name = "tape-\(settings.hashValue).csv"
      try place.write(name, Tape(rows).csv)
      let output = Tape(
        csv: String(
          decoding: try place.rescore(name, settings.flatMap { ["--set", $0] }), as: UTF8.self))
      for row in output.rows {
        guard let id = row["loan_id"], let percent = row["risk_weight_percent"].flatMap({ Double($0) }) else {
          continue
        }
        found[id] = (percent, row["rwa"] ?? "")
      }
    }
    return found
  }

  private static func loan(_ id: String, _ changes: Tape.Row) -> Tape.Row {
    var row = Tape.loan(id, ["guarantee": "credit", "collateral_value": ""])
    if changes["group_id"] == "own" { row["group_id"] = "B-\(id)" }
    return row.merging(changes.filter { $0.value != "own" || $0.key != "group_id" }) { $1 }
  }

  @Test(arguments: cases) func weight(_ item: Case) throws {
    let found = try #require(try Self.outcome.get()[item.id])
    #expect(found.percent.isClose(to: item.percent, within: 1e-9), "\(found.percent)")
    if let rwa = item.rwa { #expect(found.rwa == rwa) }
  }

  /// The table of cases worked by hand from the forms.
  @Test(arguments: try Oracle.cases("capital_cn", kind: "capital_weighting_cn"))
  func oracle(_ row: OracleCase) throws {
    var settings = ["capital.bank_tier=\(try row.inputs["bank_tier"].int())"]
    var loan: Tape.Row = [:]
    for (name, value) in try row.inputs.object() {
      switch name {
      case "bank_tier": break
      case "cet1": settings.append("capital.cet1=\(try value.int())")
      case "real_estate_prudent": settings.append("capital.real_estate_prudent=\(try value.bool())")
      case "size", "collateral_type": loan[name] = try value.text()
      case "cancellable", "non_local": loan[name] = try value.bool() ? "1" : "0"
      case "days_past_due": loan[name] = "\(try value.int())"
      default: loan[name] = String(format: "%.2f", try value.double())
      }
    }
    if loan["collateral_type"] != nil { loan["guarantee"] = "mortgage" }
    let place = try Workplace()
    try place.write("tape.csv", Tape([Self.loan("a", loan)]).csv)
    let output = Tape(
      csv: String(
        decoding: try place.rescore("tape.csv", settings.flatMap { ["--set", $0] }), as: UTF8.self))
    let found = output.rows[0]
    for (name, expected) in try row.expected.object() {
      let value = try #require(found[name].flatMap { Double($0) })
      #expect(value.isClose(to: try expected.double(), within: row.tolerance), "\(name)")
    }
  }

  private static let cases = tiers + limits + tier3 + property + defaults + netting + mitigation

  /// Classes of tiers 1 and 2.
  private static let tiers: [Case] = [
    Case("grade", ["size": "large", "investment_grade": "1"], 75),
    Case("grade-none", ["size": "large"], 100),
    // A small firm within the limits is small and micro, whatever its grade; over them it is no company of a grade.
    Case("grade-small", ["size": "small", "investment_grade": "1", "balance": "10000000.01"], 100),
    Case("grade-tier-2", ["size": "large", "investment_grade": "1"], tier2, 100),
    Case("revenue-at", ["size": "medium", "annual_revenue": "300000000.00"], 85),
    Case("revenue-over", ["size": "medium", "annual_revenue": "300000000.01"], 100),
    Case("revenue-unknown", ["size": "medium"], 100),
    Case("revenue-large", ["size": "large", "annual_revenue": "1000000"], 100),
    Case("revenue-at-tier-2", ["size": "medium", "annual_revenue": "300000000.00"], tier2, 85),
    Case("revenue-over-tier-2", ["size": "medium", "annual_revenue": "300000000.01"], tier2, 100),
    Case("individual", ["size": "individual"], 75),
    Case("individual-over", ["size": "individual", "balance": "10000000.01"], 100),
    Case("trader", ["size": "sole-trader", "balance": "10000000.00"], 75),
    Case("trader-tier-2", ["size": "sole-trader", "balance": "10000000.01"], tier2, 100),
    Case("size-unknown", ["size": ""], 100),
    Case("size-other", ["size": "other", "annual_revenue": "1000000"], 100),
  ]
  private static let tier2 = ["capital.bank_tier=2"]

  /// 10 million and 0.5 % of the bank's credit exposure, for firm or group, on balance plus converted.
  private static let limits: [Case] =
    [
      Case("limit-at", revenue("10000000.00"), 75), Case("limit-over", revenue("10000000.01"), 85),
      Case("limit-over-no-revenue", ["balance": "10000000.01"], 100),
      // 9.5 + 10 % of 2 = 9.7 million; 9.5 + 40 % of 2 = 10.3 million.
      Case(
        "limit-cancellable", ["balance": "9500000", "undrawn": "2000000", "cancellable": "1"], 75,
        rwa: "7275000.00"),
      Case("limit-commitment", ["balance": "9500000", "undrawn": "2000000"], 100, rwa: "10300000.00"),
      // 9.5 + 40 % of 1.25 = 10.0 million to the fen, and one fen's worth of conversion more.
      Case("limit-commitment-at", ["balance": "9500000", "undrawn": "1250000"], 75, rwa: "7500000.00"),
      Case("limit-commitment-over", ["balance": "9500000", "undrawn": "1250000.03"], 100),
      Case(
        "limit-borrower-at", ["balance": "4000000"], others: [["borrower_id": "own", "balance": "6000000"]],
        75),
      Case(
        "limit-borrower-over", ["balance": "4000000"],
        others: [["borrower_id": "own", "balance": "6000000.01"]], 100),
      Case(
        "limit-group-at", ["balance": "4000000", "group_id": "own"],
        others: [["group_id": "own", "balance": "5600000", "undrawn": "1000000"]], 75),
      Case(
        "limit-group-over", ["balance": "4000000", "group_id": "own"],
        others: [["group_id": "own", "balance": "5600000.01", "undrawn": "1000000"]], 100),
      Case(
        "limit-group-cancellable", ["balance": "4000000", "group_id": "own"],
        others: [
          ["group_id": "own", "balance": "5900000", "undrawn": "1000000", "cancellable": "1"]
        ], 75),
      // Provisions and collateral do not shrink the exposure that is held against the limit.
      Case("limit-gross", ["balance": "10000000.01", "provision": "5000000"], 100, rwa: "5000000.01"),
    ]
    // 0.5 % of 1,234,567,800 is 6,172,839 to the fen; the product of doubles lies below it.
    + [("6172839.00", 75.0), ("6172839.01", 85.0)].map { balance, percent in
      Case("share-\(balance)", revenue(balance), ["capital.credit_exposure=1234567800"], percent)
    }
    + [("6172839.00", 75.0), ("6172839.01", 100.0)].map { balance, percent in
      Case(
        "share-owner-\(balance)", ["size": "owner", "balance": balance],
        ["capital.credit_exposure=1234567800"], percent)
    }

  private static func revenue(_ balance: String) -> Tape.Row {
    ["balance": balance, "annual_revenue": "20000000"]
  }

  /// Large customer from 2.5 % of CET1, small customer up to a million.
  private static let tier3: [Case] =
    [
      ("2500000.00", 85.0), ("2499999.99", 75), ("1000000.00", 60), ("1000000.01", 75),
    ].flatMap { balance, percent in
      [
        Case("t3-small-\(balance)", ["balance": balance], local, percent),
        Case("t3-owner-\(balance)", ["size": "owner", "balance": balance], local, percent),
      ]
    }
    + [
      Case("t3-low-large", ["balance": "800000"], ["capital.bank_tier=3", "capital.cet1=30000000"], 85),
      Case("t3-low-small", ["balance": "700000"], ["capital.bank_tier=3", "capital.cet1=30000000"], 60),
      Case("t3-no-cet1", ["balance": "2500000"], ["capital.bank_tier=3"], 75),
      // The customer's balance, not the loan's.
      Case(
        "t3-borrower", ["balance": "900000"], others: [["borrower_id": "own", "balance": "1600000"]], local,
        85),
      Case("t3-small-away", ["balance": "1000000", "non_local": "1"], local, 150),
      Case("t3-other-large", ["size": "medium", "balance": "2500000"], local, 120),
      Case("t3-other", ["size": "medium", "balance": "2499999.99"], local, 100),
      Case("t3-other-away", ["size": "medium", "balance": "2500000", "non_local": "1"], local, 150),
      Case("t3-person-large", ["size": "individual", "balance": "10000000.01"], local, 120),
      Case(
        "t3-person-away", ["size": "individual", "balance": "10000000.01", "non_local": "1"], local, 100),
      Case("t3-person", ["size": "owner", "balance": "10000000.01"], ["capital.bank_tier=3"], 100),
      Case("t3-grade", ["size": "large", "investment_grade": "1"], local, 100),
    ]
  private static let local = ["capital.bank_tier=3", "capital.cet1=100000000"]

  /// Loan to value, upper bounds inclusive; the counterparty of these loans weighs 100.
  private static let property: [Case] =
    bands(
      "housing", dependent: "0", [50: 20, 60: 25, 70: 30, 80: 35, 90: 40, 100: 50], above: 100)
    + bands("housing", dependent: "1", [50: 30, 60: 35, 70: 45, 80: 50, 90: 60, 100: 75], above: 105)
    + bands("commercial", dependent: "0", [60: 65], above: 100)
    + bands("commercial", dependent: "1", [60: 75, 80: 100], above: 110)
    + [
      // At least 90, and at least the counterparty's: a small firm weighs 75, a large one 100.
      Case(
        "ltv-floor-90", mortgage("commercial", "6100000", dependent: "1", size: "small"), prudent, 90),
      Case("ltv-imprudent", mortgage("housing", "4000000", dependent: "0"), 100),
      Case("ltv-imprudent-small", mortgage("housing", "4000000", dependent: "0", size: "small"), 75),
      Case("ltv-imprudent-dependent", mortgage("housing", "4000000", dependent: "1"), 150),
      Case("ltv-imprudent-shop", mortgage("commercial", "4000000", dependent: "1"), 150),
      Case("ltv-tier-2", mortgage("housing", "4000000", dependent: "1"), prudent + tier2, 100),
      Case("ltv-land", mortgage("land", "4000000", dependent: "1"), prudent, 100),
      Case("ltv-no-type", mortgage("", "4000000", dependent: "0"), prudent, 100),
      Case(
        "ltv-no-value",
        mortgage("housing", "4000000", dependent: "0").merging(["collateral_value": ""]) { $1 },
        prudent, 100),
      // What may still be drawn counts in full: 4.0 + 1.0 of 10 million, and a fen more.
      Case(
        "ltv-undrawn",
        mortgage("housing", "4000000", dependent: "0").merging(["undrawn": "1000000"]) { $1 }, prudent, 20),
      Case(
        "ltv-undrawn-over",
        mortgage("housing", "4000000", dependent: "0").merging(["undrawn": "1000000.01"]) { $1 }, prudent,
        25),
      // Provisions do not lower it.
      Case(
        "ltv-gross",
        mortgage("housing", "5000000.01", dependent: "0").merging(["provision": "1000000"]) { $1 }, prudent,
        25),
      // 68.37 % of 1,234,567.89 in whole fen: neither side of a bound by rounding.
      Case(
        "ltv-fen",
        ["size": "large", "guarantee": "mortgage", "collateral_type": "housing"].merging([
          "balance": "617283.94", "collateral_value": "1234567.88",
        ]) { $1 }, prudent, 20),
    ]
  private static let prudent = ["capital.real_estate_prudent=true"]

  private static func mortgage(
    _ type: String, _ balance: String, dependent: String, size: String = "large"
  ) -> Tape.Row {
    [
      "size": size, "guarantee": "mortgage", "collateral_type": type, "collateral_value": "10000000",
      "balance": balance, "property_dependent": dependent,
    ]
  }

  private static func bands(
    _ type: String, dependent: String, _ bands: [Int: Double], above: Double
  ) -> [Case] {
    let bounds = bands.keys.sorted()
    return bounds.enumerated().flatMap { place, bound -> [Case] in
      let next = place + 1 < bounds.count ? bands[bounds[place + 1]] ?? 0 : above
      return [
        Case(
          "ltv-\(type)-\(dependent)-\(bound)", mortgage(type, "\(bound)00000.00", dependent: dependent),
          prudent, bands[bound] ?? 0),
        Case(
          "ltv-\(type)-\(dependent)-\(bound)+", mortgage(type, "\(bound)00000.01", dependent: dependent),
          prudent, next),
      ]
    }
  }

  /// Defaulted: provisions from 20 % of the book value on; claims on the debtor follow.
  private static let defaults: [Case] =
    [
      Case("default-20", late(["provision": "200000"]), 100, rwa: "800000.00"),
      Case("default-19", late(["provision": "199999"]), 150, rwa: "1200001.50"),
      Case("default-none", late([:]), 150, rwa: "1500000.00"),
      // 20 % of 3.15 is 0.63 exactly, but 0.2 × 3.15 is more in doubles.
      Case("default-fen", late(["balance": "3.15", "provision": "0.63"]), 100, rwa: "2.52"),
      Case("default-91", ["days_past_due": "91"], 150), Case("default-90", ["days_past_due": "90"], 75),
      Case("default-impaired", ["credit_impaired": "1", "expert_class": "substandard"], 150),
      Case(
        "default-housing", late(mortgage("housing", "1000000", dependent: "0")), 100),
      Case("default-housing-dependent", late(mortgage("housing", "1000000", dependent: "1")), 150),
      Case("default-shop", late(mortgage("commercial", "1000000", dependent: "0")), prudent, 150),
      Case("default-tier-2", late(["provision": "100000"]), tier2, 75, rwa: "675000.00"),
      Case("default-tier-3", late(["provision": "100000"]), local, 60, rwa: "540000.00"),
    ]
    + [
      ("", "small", 150.0), ("", "owner", 150), ("companies", "small", 150), ("companies", "owner", 75),
      ("off", "small", 75),
    ].map { scope, size, percent in
      Case(
        "debtor-\(scope)-\(size)", ["size": size],
        others: [["borrower_id": "own", "size": size, "days_past_due": "91", "balance": "50000"]],
        scope.isEmpty ? [] : ["capital.debtor_default=\(scope)"], percent)
    }
    + [
      Case(
        "debtor-90", [:], others: [["borrower_id": "own", "days_past_due": "90", "balance": "50000"]], 75)
    ]

  private static func late(_ changes: Tape.Row) -> Tape.Row {
    ["days_past_due": "120"].merging(changes) { $1 }
  }

  /// All provisions off the exposure, off balance as well, never below nothing.
  private static let netting: [Case] = [
    Case("net", ["provision": "100000"], 75, rwa: "675000.00"),
    Case("net-off", ["balance": "0", "undrawn": "1000000", "provision": "10000"], 75, rwa: "292500.00"),
    Case(
      "net-cancellable",
      ["balance": "0", "undrawn": "1000000", "cancellable": "1", "provision": "10000"], 75, rwa: "67500.00"),
    Case("net-both", ["undrawn": "1000000", "provision": "150000"], 75, rwa: "937500.00"),
    Case("net-over", ["provision": "1500000"], 75, rwa: "0.00"),
  ]

  /// Pledges and guarantors.
  private static let mitigation: [Case] =
    [
      Case("pledge-deposit", pledge("deposit", "1000000"), 0, rwa: "0.00"),
      Case("pledge-deposit-part", pledge("deposit", "400000"), 45, rwa: "450000.00"),
      // The loan of the regulator's example: 1,200 less 50, covered in full at the floor of 20 %.
      Case(
        "pledge-example", pledge("bond", "1200").merging(["balance": "1200", "provision": "50"]) { $1 }, 20,
        rwa: "230.00"),
      Case("pledge-bond-part", pledge("bond", "400000"), 53, rwa: "530000.00"),
      Case(
        "pledge-bank-bond", pledge("bond", "1000000"), ["capital.pledges.bond=40"], 40, rwa: "400000.00"),
      Case("pledge-floor", pledge("bond", "1000000"), ["capital.pledges.bond=0"], 20, rwa: "200000.00"),
      Case("pledge-none", pledge("deposit", "1000000"), ["capital.pledges.deposit=null"], 75),
      // What is covered is the net exposure: 0.9 million of which 0.45 are covered.
      Case(
        "pledge-net", pledge("deposit", "450000").merging(["provision": "100000"]) { $1 }, 37.5,
        rwa: "337500.00"),
      Case("pledge-no-type", pledge("", "1000000"), 75),
      Case("pledge-no-value", pledge("deposit", ""), 75),
      Case("pledge-default", pledge("deposit", "400000").merging(["days_past_due": "120"]) { $1 }, 90),
      Case(
        "guarantor-company", guaranteed("company", "1"), ["capital.guarantors.government-fund=20"], 75),
      Case(
        "guarantor-national", guaranteed("government-fund", "0.8"),
        ["capital.guarantors.government-fund=20"], 31, rwa: "310000.00"),
      Case(
        "guarantor-provincial", guaranteed("government-fund", "0.8"),
        ["capital.guarantors.government-fund=50"], 55),
      Case("guarantor-built-in", guaranteed("government-fund", "0.8"), 75),
      // Its weight is not lower: no effect.
      Case(
        "guarantor-dearer", guaranteed("government-fund", "0.8"),
        ["capital.guarantors.government-fund=75"], 75),
      // The pledge first: 40 % at 0, then 60 % at 20.
      Case(
        "pledge-and-guarantor",
        pledge("deposit", "400000").merging(["guarantor": "government-fund", "guarantor_share": "0.8"]) {
          $1
        }, ["capital.guarantors.government-fund=20"], 12, rwa: "120000.00"),
    ]
    + ["receivable", "housing", "land", "equipment", "other"].map { type in
      Case("pledge-\(type)", pledge(type, "1000000"), 75)
    }

  private static func pledge(_ type: String, _ value: String) -> Tape.Row {
    ["guarantee": "pledge", "collateral_type": type, "collateral_value": value]
  }

  private static func guaranteed(_ guarantor: String, _ share: String) -> Tape.Row {
    ["guarantee": "guarantee", "guarantor": guarantor, "guarantor_share": share]
  }
}
