internal import CreditRisk
internal import Lending
internal import LoanTape
internal import LoanUnits

extension MigrationReport {
  /// The result as JSON.
  public var json: JSONValue {
    var fields: [JSONValue.Field] = [
      .init("as_of_old", .day(period.start)), .init("period_days", .integer(period.days)),
      .init("period_years", .number(period.years)),
      .init("old", tape(old)), .init("new", tape(new)),
      .init("interval", .text("wilson")), .init("confidence_percent", .number(policy.confidencePercent)),
      .init("matrices", .list(matrices.map { MigrationCells(self, $0).json })),
      .init("roll_rates", .list(buckets.states.indices.map { rolls($0) })),
      .init("migration_ratios", .list(SupervisoryMigration.ratios(classes.tally).map { ratio($0) })),
      .init("npl_formation", formation),
      .init("cohort", cohortFields), .init("generator", generatorFields),
      .init(
        "cumulative_pd",
        .object([
          .init("cohort", cumulative(cohortDefaults)), .init("generator", cumulative(generatorDefaults)),
        ])),
      .init("projection", .list(horizon.periods > 0 ? projection.steps.indices.map { step($0) } : [])),
      .init("warnings", .list(warnings(.english).map { .text($0) })),
    ]
    fields += context.fields
    return .object(fields)
  }

  /// Fen as money; sums beyond 64 bits of fen are shown as a number.
  static func money(_ fen: Int128) -> JSONValue {
    Int64(exactly: fen).map { .money(Money(fen: $0)) } ?? .number(Double(fen) / 100)
  }

  private func tape(_ tape: Tape) -> JSONValue {
    .object([
      .init("name", .text(tape.file.name)), .init("sha256", .text(tape.file.sha256)),
      .init("rows", .integer(Int(tape.standings.rows))),
      .init("balance", MigrationReport.money(tape.standings.balance)),
      .init("rejected_rows", .integer(Int(tape.standings.rejectedRows))),
      .init("rejected_balance", MigrationReport.money(tape.standings.rejectedBalance)),
      .init("models", .list(tape.standings.modelNames.map { .text($0) })),
    ])
  }

  private func rolls(_ bucket: Int) -> JSONValue {
    let rolls = RollRates(buckets.tally, bucket: bucket)
    func part(_ cell: TransitionTally.Cell) -> JSONValue {
      .object([
        .init("count", .integer(Int(cell.count))), .init("balance", MigrationReport.money(cell.opening)),
        .init("share_of_count", .optional(MigrationCells.share(cell.count, rolls.start.count))),
        .init("share_of_balance", .optional(MigrationCells.share(cell.opening, rolls.start.opening))),
      ])
    }
    return .object([
      .init("bucket", .text(buckets.states[bucket])), .init("count", .integer(Int(rolls.start.count))),
      .init("balance", MigrationReport.money(rolls.start.opening)),
      .init("forward", part(rolls.forward)), .init("stayed", part(rolls.stayed)),
      .init("back", part(rolls.back)), .init("cured", part(rolls.cured)),
      .init("vanished", part(rolls.vanished)),
    ])
  }

  private func ratio(_ ratio: SupervisoryMigration) -> JSONValue {
    .object([
      .init("class", .text(ratio.from.code)), .init("opening", MigrationReport.money(ratio.opening)),
      .init("reductions", MigrationReport.money(ratio.reductions)),
      .init("moved", MigrationReport.money(ratio.moved)),
      .init("ratio_percent", .optional(ratio.ratio.map { $0 * 100 })),
    ])
  }

  private var formation: JSONValue {
    let formation = NonPerformingFormation(classes.tally)
    func percent(_ ratio: Double?, _ factor: Double = 1) -> JSONValue {
      .optional(ratio.map { $0 * 100 * factor })
    }
    return .object([
      .init("opening_performing", MigrationReport.money(formation.openingPerforming)),
      .init("opening_npl", MigrationReport.money(formation.opening)),
      .init("closing_npl", MigrationReport.money(formation.closing)),
      .init("reductions", MigrationReport.money(formation.reductions)),
      .init("upgraded", MigrationReport.money(formation.upgraded)),
      .init("inflow", MigrationReport.money(formation.inflow)),
      .init("formation", MigrationReport.money(formation.formation)),
      .init("formation_percent", percent(formation.ratio)),
      .init("formation_annual_percent", percent(formation.ratio, 1 / period.years)),
      .init("inflow_percent", percent(formation.inflowRatio)),
    ])
  }

  private var cohortFields: JSONValue {
    guard let cohort else { return .null }
    let counts = grades.states.indices.map { row in
      grades.tally.start(row).count - grades.tally.vanished(from: row).count
    }
    let errors = cohort.defaultStandardErrors(counts: counts)
    return .object([
      .init("states", .list(grades.states.map { .text($0) })),
      .init("loans", .list(counts.map { .integer(Int($0)) })), .init("matrix", rows(cohort.rows)),
      .init("default_standard_errors", .list(errors.dropLast().map { .number($0) })),
    ])
  }

  private var generatorFields: JSONValue {
    guard let generator else { return .null }
    return .object([
      .init("method", .text("matrix_logarithm")), .init("adjustment", .text(policy.generator.rawValue)),
      .init("states", .list(grades.states.map { .text($0) })), .init("rates_a_year", rows(generator.rows)),
      .init("row_distances", .list(generator.distances.map { .number($0) })),
    ])
  }

  private func rows(_ matrix: [[Double]]) -> JSONValue {
    .list(matrix.map { .list($0.map { .number($0) }) })
  }

  private func cumulative(_ figures: CumulativeDefault?) -> JSONValue {
    guard let figures else { return .null }
    return .object([
      .init("years", .list(figures.years.map { .integer($0) })),
      .init(
        "by_grade",
        .list(
          grades.states.dropLast().enumerated().map { grade, name in
            .object([
              .init("grade", .text(name)),
              .init("pd", .list(figures.probabilities.map { .number($0[grade]) })),
            ])
          })),
    ])
  }

  private func step(_ index: Int) -> JSONValue {
    let step = projection.steps[index]
    let balance = step.balances.reduce(0, +)
    let count = step.counts.reduce(0, +)
    return .object([
      .init("period", .integer(index)), .init("count", .number(count)), .init("balance", .number(balance)),
      .init(
        "default_share_of_count", .optional(count > 0 ? (step.counts.last ?? 0) / count : nil)),
      .init(
        "default_share_of_balance", .optional(balance > 0 ? (step.balances.last ?? 0) / balance : nil)),
      .init(
        "by_grade",
        .list(
          grades.states.enumerated().map { grade, name in
            .object([
              .init("grade", .text(name)), .init("count", .number(step.counts[grade])),
              .init("balance", .number(step.balances[grade])),
            ])
          })),
    ])
  }
}
