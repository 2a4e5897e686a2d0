internal import CreditRisk

/// The cells of one matrix with their shares and intervals.
struct MigrationCells {
  private let report: MigrationReport
  private let matrix: MigrationReport.Matrix

  init(_ report: MigrationReport, _ matrix: MigrationReport.Matrix) {
    self.report = report
    self.matrix = matrix
  }

  static func share(_ part: Int64, _ whole: Int64) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }

  static func share(_ part: Int128, _ whole: Int128) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }

  /// Where loans of a state went: every state, and `vanished`.
  private func targets(_ row: Int) -> [(name: String, cell: TransitionTally.Cell)] {
    matrix.states.enumerated().map { ($1, matrix.tally.cell(row, $0)) }
      + [("vanished", matrix.tally.vanished(from: row))]
  }

  private func defaulted(_ row: Int) -> TransitionTally.Cell {
    (matrix.firstDefault..<max(matrix.firstDefault, matrix.states.count)).reduce(
      into: TransitionTally.Cell()
    ) { $0.merge(matrix.tally.cell(row, $1)) }
  }

  /// Counts, balances, shares of the row and their bounds.
  private func fields(_ cell: TransitionTally.Cell, of row: Int) -> [JSONValue.Field] {
    let start = matrix.tally.start(row)
    let byCount = MigrationCells.share(cell.count, start.count)
    let byBalance = MigrationCells.share(cell.opening, start.opening)
    let countBounds = byCount.flatMap { report.interval.bounds(share: $0, trials: Double(start.count)) }
    let balanceBounds = byBalance.flatMap {
      report.interval.bounds(share: $0, trials: matrix.tally.effectiveCount(row))
    }
    return [
      .init("count", .integer(Int(cell.count))), .init("balance", MigrationReport.money(cell.opening)),
      .init("share_of_count", .optional(byCount)), .init("count_lower", .optional(countBounds?.lower)),
      .init("count_upper", .optional(countBounds?.upper)), .init("share_of_balance", .optional(byBalance)),
      .init("balance_lower", .optional(balanceBounds?.lower)),
      .init("balance_upper", .optional(balanceBounds?.upper)),
    ]
  }

  private func total(_ cells: [TransitionTally.Cell]) -> TransitionTally.Cell {
    cells.reduce(into: TransitionTally.Cell()) { $0.merge($1) }
  }

  var json: JSONValue {
    let states = matrix.states.indices
    let new = states.map { matrix.tally.new(in: $0) }
    func amount(_ cell: TransitionTally.Cell, _ balance: Int128) -> JSONValue {
      .object([
        .init("count", .integer(Int(cell.count))), .init("balance", MigrationReport.money(balance)),
      ])
    }
    let vanished = total(states.map { matrix.tally.vanished(from: $0) })
    let arrived = total(new)
    return .object([
      .init("by", .text(matrix.by)), .init("states", .list(matrix.states.map { .text($0) })),
      .init("default_states", .list(matrix.states.dropFirst(matrix.firstDefault).map { .text($0) })),
      .init("rows", .list(states.map { row($0) })),
      .init(
        "new",
        .list(
          states.map { state in
            .object([
              .init("to", .text(matrix.states[state])), .init("count", .integer(Int(new[state].count))),
              .init("balance", MigrationReport.money(new[state].closing)),
            ])
          })),
      .init("vanished_total", amount(vanished, vanished.opening)),
      .init("new_total", amount(arrived, arrived.closing)),
    ])
  }

  private func row(_ row: Int) -> JSONValue {
    let start = matrix.tally.start(row)
    return .object([
      .init("from", .text(matrix.states[row])), .init("count", .integer(Int(start.count))),
      .init("balance", MigrationReport.money(start.opening)),
      .init("effective_count", .number(matrix.tally.effectiveCount(row))),
      .init(
        "cells", .list(targets(row).map { .object([.init("to", .text($0.name))] + fields($0.cell, of: row)) })
      ),
      .init("default", .object(fields(defaulted(row), of: row))),
    ])
  }

  /// One object a cell: the rows of the CSV, those of new loans last.
  var lines: [JSONValue] {
    let by = JSONValue.Field("by", .text(matrix.by))
    var lines: [JSONValue] = []
    for row in matrix.states.indices {
      for target in targets(row) {
        lines.append(
          .object(
            [by, .init("from", .text(matrix.states[row])), .init("to", .text(target.name))]
              + fields(target.cell, of: row)))
      }
    }
    for state in matrix.states.indices {
      let cell = matrix.tally.new(in: state)
      lines.append(
        .object([
          by, .init("from", .text("new")), .init("to", .text(matrix.states[state])),
          .init("count", .integer(Int(cell.count))), .init("balance", MigrationReport.money(cell.closing)),
        ]))
    }
    return lines
  }
}

extension MigrationReport {
  /// The cells of the three matrices, one a line.
  public var csv: String { CSVOutput.table(matrices.flatMap { MigrationCells(self, $0).lines }) }
}
