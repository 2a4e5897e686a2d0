public import Cashflow
public import LoanPricing
internal import LoanUnits

/// A row of a repayment plan as it is written.
public struct ScheduleRow: Sendable {
  let period: Int
  let date: CalendarDay?
  let payment: Money
  let interest: Money
  let principal: Money
  let fees: Money
  let balance: Money
  /// Of a floating loan; empty otherwise.
  var segments: [RateSegment] = []

  /// The rows of a borrower's flows.
  public static func rows(_ cost: BorrowerCost) -> [ScheduleRow] {
    cost.rows.map {
      ScheduleRow(
        period: $0.period, date: $0.date, payment: $0.payment, interest: $0.interest, principal: $0.principal,
        fees: $0.fees, balance: $0.balance)
    }
  }

  /// The rows of a plan without fees.
  public static func rows(_ schedule: RepaymentSchedule) -> [ScheduleRow] {
    schedule.rows.map {
      ScheduleRow(
        period: $0.period, date: $0.date, payment: $0.payment, interest: $0.interest, principal: $0.principal,
        fees: .zero, balance: $0.balance, segments: $0.segments)
    }
  }

  /// The rows of a plan on other days, with the fees of a plan on the period grid.
  ///
  /// A fee goes to the same period where both have it, else to the first payment on or after its day. A plan of one
  /// payment keeps the rows on which fees are paid alone.
  static func rows(_ schedule: RepaymentSchedule, feesOf grid: [ScheduleRow]) -> [ScheduleRow] {
    var rows = rows(schedule)
    if rows.count == 1, let last = grid.last {
      rows[0] = rows[0].with(fees: last.fees)
      return grid.dropLast() + rows
    }
    let isSame = rows.map(\.period) == grid.map(\.period)
    for (index, row) in grid.enumerated() where row.fees != .zero {
      let place =
        isSame ? index : rows.firstIndex { $0.isDue(onOrAfter: row.date) } ?? rows.count - 1
      guard rows.indices.contains(place) else { continue }
      rows[place] = rows[place].with(fees: rows[place].fees + row.fees)
    }
    return rows
  }

  private func isDue(onOrAfter day: CalendarDay?) -> Bool {
    guard let date, let day else { return false }
    return date >= day
  }

  private func with(fees: Money) -> ScheduleRow {
    ScheduleRow(
      period: period, date: date, payment: payment, interest: interest, principal: principal, fees: fees,
      balance: balance, segments: segments)
  }

  /// The row as an object; of a floating loan with the rate at its end and the parts of its period.
  public var json: JSONValue {
    let rate: [JSONValue.Field] =
      segments.last.map { last in
        [
          .init("rate_percent", .number(100 * last.annualRate)),
          .init("segments", .list(segments.map(ScheduleRow.segment))),
        ]
      } ?? []
    return .object(
      [
        .init("period", .integer(period)), .init("date", .optional(date)), .init("payment", .money(payment)),
        .init("interest", .money(interest)), .init("principal", .money(principal)),
        .init("fees", .money(fees)),
        .init("balance", .money(balance)),
      ] + rate)
  }

  private static func segment(_ part: RateSegment) -> JSONValue {
    .object([
      .init("from", .day(part.start)), .init("to", .day(part.end)),
      .init("days", .integer(part.start.days(to: part.end))),
      .init("rate_percent", .number(100 * part.annualRate)),
    ])
  }

  /// A table of rows: amounts in groups of three where that fits the page.
  public static func table(_ rows: [ScheduleRow], _ language: ReportLanguage) -> TextTable {
    let grouped = table(rows, language) { DecimalText.grouped($0.description) }
    return grouped.naturalColumns <= TextTable.pageColumns ? grouped : table(rows, language, \.description)
  }

  private static func table(
    _ rows: [ScheduleRow], _ language: ReportLanguage, _ amount: (Money) -> String
  ) -> TextTable {
    let hasDates = rows.contains { $0.date != nil }
    let hasFees = rows.contains { $0.fees != .zero }
    let amounts: [Wording] = [.payment, .interest, .principal] + (hasFees ? [.fees] : []) + [.balance]
    let hasRates = rows.contains { !$0.segments.isEmpty }
    let titles: [Wording] =
      [.period] + (hasDates ? [.date] : []) + (hasRates ? [.contractRate] : []) + amounts
    var table = TextTable(
      header: titles.map { $0.text(language) }, titles.map { $0 == .date ? .left : .right })
    for row in rows {
      let cells = [row.payment, row.interest, row.principal] + (hasFees ? [row.fees] : []) + [row.balance]
      let rate = row.segments.last.map { DecimalText.fixed(100 * $0.annualRate, decimals: 4) } ?? ""
      let head =
        ["\(row.period)"] + (hasDates ? [row.date?.description ?? ""] : []) + (hasRates ? [rate] : [])
      table.add(head + cells.map(amount))
    }
    return table
  }
}
