internal import Lending
internal import LoanTape
internal import Rescoring

/// What differs from an earlier output, in total, by cause and of the loans where it is most.
struct ComparisonReport {
  let comparison: ComparisonResult

  private var totals: ComparisonTotals { comparison.totals }

  /// Key `comparison` of the summary.
  var json: JSONValue {
    .object([
      .init("name", .text(comparison.file)), .init("sha256", .text(comparison.sha256)),
      .init("matched", .integer(Int(totals.matched))), .init("changed", .integer(Int(totals.changed))),
      .init("new", .integer(Int(totals.new))), .init("vanished", .integer(Int(totals.vanished))),
      .init("ead", sides(\.exposure)), .init("ecl", sides(\.loss)), .init("rwa", sides(\.riskWeighted)),
      .init("capital", sides(\.capital)),
      .init(
        "causes",
        .object([
          .init(
            "ecl",
            .list(
              LossCause.allCases.map { ComparisonReport.cause($0.rawValue, totals.lossCauses[$0.place]) })),
          .init(
            "rwa",
            .list(
              WeightedCause.allCases.map {
                ComparisonReport.cause($0.rawValue, totals.weightedCauses[$0.place])
              })),
        ])),
      .init("classes", .list(classes)), .init("stages", .list(stages)),
      .init("class_changed", .object(ComparisonReport.counted(totals.changedClasses))),
      .init("stage_changed", .object(ComparisonReport.counted(totals.changedStages))),
      .init("grade_changed", .object(ComparisonReport.counted(totals.grades))),
      .init("required_rate", rates), .init("largest", .list(comparison.largest.map(ComparisonReport.loan))),
    ])
  }

  private func sides(_ field: (ComparisonTotals.Side) -> Int128) -> JSONValue {
    let (old, new) = (field(totals.before), field(totals.after))
    return .object([.init("old", .fen(old)), .init("new", .fen(new)), .init("difference", .fen(new - old))])
  }

  private static func cause(_ name: String, _ amount: ComparisonTotals.Amount) -> JSONValue {
    .object([
      .init("name", .text(name)), .init("count", .integer(Int(amount.count))),
      .init("amount", .fen(amount.amount)),
    ])
  }

  private static func counted(_ loans: CountedBalance) -> [JSONValue.Field] {
    [.init("count", .integer(Int(loans.count))), .init("balance", .fen(loans.balance))]
  }

  private var classes: [JSONValue] {
    RiskClass.allCases.flatMap { old in
      RiskClass.allCases.map { new in
        .object(
          [.init("old", .text(old.code)), .init("new", .text(new.code))]
            + ComparisonReport.counted(totals[old, new]))
      }
    }
  }

  private var stages: [JSONValue] {
    totals.stages.enumerated().map { index, loans in
      .object(
        [.init("old", .integer(index / 3 + 1)), .init("new", .integer(index % 3 + 1))]
          + ComparisonReport.counted(loans))
    }
  }

  private var rates: JSONValue {
    .object([
      .init("up", .integer(Int(totals.rates.up))), .init("down", .integer(Int(totals.rates.down))),
      .init("unchanged", .integer(Int(totals.rates.unchanged))),
      .init("gained", .integer(Int(totals.rates.gained))), .init("lost", .integer(Int(totals.rates.lost))),
      .init("mean_change_bp", .optional(totals.rates.meanChange)),
    ])
  }

  private static func loan(_ loan: ComparisonResult.Loan) -> JSONValue {
    .object([
      .init("loan_id", .text(loan.identifier)), .init("old", values(loan.old)),
      .init("new", values(loan.new)), .init("ecl_difference", .fen(Int128(loan.loss))),
      .init("ecl_causes", causes(LossCause.allCases.map(\.rawValue), loan.lossCauses)),
      .init("rwa_difference", .fen(Int128(loan.riskWeighted))),
      .init("rwa_causes", causes(WeightedCause.allCases.map(\.rawValue), loan.weightedCauses)),
    ])
  }

  private static func causes(_ names: [String], _ amounts: [Int64]) -> JSONValue {
    .object(zip(names, amounts).map { .init($0, .fen(Int128($1))) })
  }

  private static func values(_ side: ComparisonResult.Loan.Values?) -> JSONValue {
    guard let side else { return .null }
    return .object([
      .init("risk_class", .text(side.riskClass)), .init("stage", .integer(side.stage)),
      .init("grade", .text(side.grade)), .init("pd", .number(side.probability)),
      .init("lgd", .number(side.severity)), .init("ead", .fen(Int128(side.exposure))),
      .init("ecl", .fen(Int128(side.loss))), .init("rwa", .fen(Int128(side.riskWeighted))),
      .init("required_rate_percent", .optional(side.requiredRate)),
    ])
  }
}
