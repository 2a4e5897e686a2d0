internal import Lending
internal import LoanUnits

extension RecordParser {
  /// What two fields of a row must agree on: no day before the drawdown, and something that says how risky it is.
  func crossCheck(_ rows: Range<Int>, _ columns: BatchColumns) {
    for later in [DayColumn.maturity, .firstPayment, .restructured, .curedSince] where reads(later) {
      checkOrder(rows, columns, later)
    }
    checkRisk(rows, columns)
  }

  private func reads(_ column: DayColumn) -> Bool {
    operations.contains { $0.kind == .day && $0.column == column.rawValue }
  }

  private func checkOrder(_ rows: Range<Int>, _ columns: BatchColumns, _ later: DayColumn) {
    // SAFETY: the rows lie below the capacity.
    let origination = unsafe columns.days + DayColumn.origination.rawValue &* columns.capacity
    let days = unsafe columns.days + later.rawValue &* columns.capacity
    for row in rows {
      let first = unsafe origination[row]
      let day = unsafe days[row]
      guard day < first, day != missingDay else { continue }
      report(
        row,
        FieldFault(
          plan: nil, column: later.name, value: "\(CalendarDay(daysSinceEpoch: day))",
          reason: .before(
            column: DayColumn.origination.name, value: "\(CalendarDay(daysSinceEpoch: first))")))
    }
  }

  private func checkRisk(_ rows: Range<Int>, _ columns: BatchColumns) {
    let features = models == nil ? 0 : LoanFlags.hasFeatures.rawValue
    // SAFETY: the rows lie below the capacity.
    func isMissing(_ column: NumberColumn, _ row: Int) -> Bool {
      unsafe columns.numbers[column.rawValue &* columns.capacity &+ row].isNaN
    }
    for row in rows where unsafe columns.flags[row] & features == 0 {
      if isMissing(.defaultProbability, row), isMissing(.score, row), isMissing(.ratingProbability, row) {
        report(row, FieldFault(plan: nil, column: "pd", value: "", reason: .noRisk))
      }
    }
  }
}
