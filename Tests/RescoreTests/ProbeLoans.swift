import Foundation

/// Loans that between them meet every rule of a rescore, either side of each limit.
enum ProbeLoans {
  static let tape = Tape(
    days + facts + borrowers + probabilities + losses + weights + stages + plans + names)

  /// Loans that between them break every rule of the profile, near each limit.
  static let contradictions = Tape(
    loans(
      "found",
      [
        ["original_amount": "999999"], ["credit_limit": "999999"], ["maturity_date": "2023-01-15"],
        ["rate_percent": "0.05"], ["rate_percent": "23.5"], ["rate_percent": "30"],
        ["days_past_due": "32", "arrears": "0", "previous_class": "normal"], ["expert_class": "loss"],
        ["size": "medium", "industry": "F52", "employees": "60", "annual_revenue": "4000000"],
        ["inclusive": "1", "size": "large"], ["borrower_id": "two", "size": "micro"], ["borrower_id": "two"],
        ["rate_type": "floating"], ["collateral_value": ""], ["origination_date": "2026-10-01"],
        ["total_assets": "900"],
        [
          "rate_type": "floating", "lpr_tenor": "1Y", "spread_bp": "50", "rate_percent": "3.51",
          "repricing": "anniversary", "origination_date": "2024-06-01",
        ],
      ]))

  private static func loans(_ prefix: String, _ changes: [Tape.Row]) -> [Tape.Row] {
    changes.enumerated().map { Tape.loan("\(prefix)\($0.offset)", $0.element) }
  }

  private static let days: [Tape.Row] =
    loans("days", [0, 1, 6, 7, 8, 30, 31, 60, 90, 91, 270, 271, 360, 361].map { ["days_past_due": "\($0)"] })
    + loans("matrix-watched", [["days_past_due": "15", "guarantee": "credit", "watch": "1"]])
    + loans("technical", [6, 7, 8].map { ["days_past_due": "\($0)", "technical_overdue": "1"] })
    + ["credit", "guarantee", "mortgage", "pledge"].flatMap { guarantee in
      loans(
        "matrix-" + guarantee,
        [0, 3, 15, 33, 45, 93, 100, 183, 200, 300, 358, 400].map {
          ["days_past_due": "\($0)", "guarantee": guarantee]
        })
    }

  private static let facts: [Tape.Row] =
    loans(
      "retail",
      ["small", "micro", "sole-trader", "owner", "medium"].map { ["size": $0, "external_npl": "1"] })
    + loans("renewal", ["small", "micro", "sole-trader", "owner"].map { ["size": $0, "renewal": "1"] })
    + loans(
      "renewal-medium",
      ["2027-06-30", "2028-02-28"].map { ["size": "medium", "renewal": "1", "maturity_date": $0] })
    + loans(
      "share", ["0.19", "0.2", "0.205", "0.23"].map { ["size": "medium", "overdue90_share_all_banks": $0] })
    + loans("observed", ["2025-09-15", "2025-10-15"].map { ["restructured": "1", "restructured_date": $0] })
    + loans(
      "observed-quarterly",
      ["2025-09-15", "2025-04-15"].map {
        ["restructured": "1", "restructured_date": $0, "frequency": "quarterly"]
      })
    + loans(
      "upgrade",
      ["2026-03-15", "2026-04-15"].map {
        ["size": "medium", "previous_class": "substandard", "cured_since": $0]
      })
    + loans(
      "upgrade-quarterly",
      ["2026-03-15", "2025-12-15"].map {
        ["size": "medium", "previous_class": "substandard", "cured_since": $0, "frequency": "quarterly"]
      })
    + loans(
      "cured", ["2026-03-15", "2026-04-15"].map { ["previous_class": "substandard", "cured_since": $0] })
    + loans(
      "impaired",
      ["490000", "500000", "510000", "890000", "900000", "940000"].map {
        ["credit_impaired": "1", "provision": $0]
      })
    + loans("booked", ["600000", "950000"].map { ["days_past_due": "91", "provision": $0] })

  private static let borrowers: [Tape.Row] = [("a", "95000"), ("b", "100000"), ("c", "105000")].flatMap {
    name, bad in
    [
      Tape.loan("good-" + name, ["borrower_id": name, "size": "medium", "balance": "900000"]),
      Tape.loan(
        "bad-" + name, ["borrower_id": name, "size": "medium", "balance": bad, "days_past_due": "91"]),
    ]
  }

  private static let probabilities: [Tape.Row] =
    loans("pd", ["0.00001", "0.00031", "0.9998", "0.99999"].map { ["pd": $0] })
    + loans(
      "grade",
      [0.001, 0.002, 0.0035, 0.006, 0.01, 0.017, 0.028, 0.045, 0.075, 0.12, 0.2].flatMap { upper in
        [["pd": "\(upper * 0.99)"], ["pd": "\(upper * 1.01)"]]
      })
    + loans("score", ["560", "640"].map { ["pd": "", "score": $0] })
    + loans("rating", (1...12).map { "R\($0)" }.map { ["pd": "", "rating": $0] })
    + loans("letters", ["AAA", "AA", "A", "BBB", "BB", "B", "CCC"].map { ["pd": "", "rating": $0] })

  private static let collateral = [
    "deposit", "bond", "receivable", "housing", "commercial", "land", "equipment", "other",
  ]

  private static let losses: [Tape.Row] =
    loans(
      "collateral",
      collateral.map {
        ["guarantee": "pledge", "collateral_type": $0, "collateral_value": "700000"]
      })
    + loans("typeless", ["mortgage", "pledge"].map { ["guarantee": $0, "collateral_value": "700000"] })
    + loans(
      "valueless",
      ["credit", "guarantee", "mortgage", "pledge"].map { ["guarantee": $0, "collateral_value": ""] })
    + loans(
      "guarantor",
      ["government-fund", "company", "insurer", "person"].map {
        ["guarantee": "guarantee", "collateral_value": "", "guarantor": $0, "guarantor_share": "0.8"]
      })
    + loans(
      "nearly-safe", [["guarantee": "pledge", "collateral_type": "deposit", "collateral_value": "5000000"]])
    + loans("undrawn", [["undrawn": "500000"], ["undrawn": "500000", "cancellable": "1"]])

  private static let weights: [Tape.Row] =
    ["small", "micro", "owner", "medium", "large"].flatMap { size in
      loans(
        "size-" + size,
        ["700000", "980000", "1020000", "2450000", "2550000", "9800000", "10200000"].flatMap {
          [
            ["size": size, "balance": $0, "guarantee": "credit", "annual_revenue": "500000000"],
            [
              "size": size, "balance": $0, "guarantee": "credit", "annual_revenue": "500000000",
              "non_local": "1",
            ],
          ]
        })
    }
    + loans(
      "revenue",
      ["29000000", "31000000", "100000000", "290000000", "310000000", ""].map {
        ["size": "medium", "annual_revenue": $0, "guarantee": "credit"]
      })
    + ["700000", "5000000"].flatMap { value in
      loans(
        "held-" + value,
        collateral.map {
          [
            "size": "large", "guarantee": "pledge", "collateral_type": $0, "collateral_value": value,
            "pd": "0.03",
          ]
        })
    }
    + loans(
      "long",
      [["size": "large", "maturity_date": "2036-12-15"], ["size": "large", "maturity_date": "2026-12-15"]])
    + loans(
      "debtor",
      [["days_past_due": "91"], [:]].map { $0.merging(["borrower_id": "debtor", "size": "owner"]) { $1 } })
    + loans("grade-a", [["size": "large", "investment_grade": "1", "guarantee": "credit"]])
    + loans(
      "provision",
      ["190000", "200000", "205000", "230000"].map {
        ["guarantee": "credit", "days_past_due": "100", "provision": $0]
      })
    + loans("defaulted-housing", [["collateral_type": "housing", "days_past_due": "100"]])
    + ["housing", "commercial"].flatMap { type in
      ["0", "1"].flatMap { dependent in
        loans(
          "property-\(type)-\(dependent)",
          [49, 51, 59, 61, 69, 71, 79, 81, 89, 91, 99, 101, 110].map {
            [
              "size": "large", "balance": "\($0 * 10_000)", "collateral_value": "1000000",
              "collateral_type": type,
              "property_dependent": dependent,
            ]
          })
      }
    }

  private static let stages: [Tape.Row] =
    loans(
      "rise",
      [
        ("0.02", "0.039"), ("0.02", "0.041"), ("0.02", "0.045"), ("0.001", "0.0059"), ("0.001", "0.0061"),
        ("0.001", "0.0067"),
      ].map {
        ["origination_pd": $0.0, "pd": $0.1]
      })

  private static let plans: [Tape.Row] =
    loans(
      "plan",
      [
        ["repayment": "revolving"], ["maturity_date": ""], ["maturity_date": "2026-01-01"],
        ["rate_percent": ""],
        ["deposit_balance": "300000"], ["first_loan": "1", "renewal": "1", "sector": "technology"],
        ["rate_type": "floating", "repricing": "quarter", "maturity_date": "2038-01-01"],
      ])

  private static let names: [Tape.Row] =
    loans("group", ["one", "one", "two"].map { ["group_id": $0, "industry": "C13", "region": "330100"] })
    + loans("elsewhere", [["industry": "F51", "region": "110000"]])
}
