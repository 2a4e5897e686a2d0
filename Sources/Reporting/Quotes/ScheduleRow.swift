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
        fees: .zero, balance: $0.balance)
    }
  }

  /// The row as an object.
  public var json: JSONValue {
    .object([
      .init("period", .integer(period)), .init("date", .optional(date)), .init("payment", .money(payment)),
      .init("interest", .money(interest)), .init("principal", .money(principal)), .init("fees", .money(fees)),
      .init("balance", .money(balance)),
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
    let titles: [Wording] = [.period] + (hasDates ? [.date] : []) + amounts
    var table = TextTable(
      header: titles.map { $0.text(language) }, titles.map { $0 == .date ? .left : .right })
    for row in rows {
      let cells = [row.payment, row.interest, row.principal] + (hasFees ? [row.fees] : []) + [row.balance]
      table.add(["\(row.period)"] + (hasDates ? [row.date?.description ?? ""] : []) + cells.map(amount))
    }
    return table
  }
}
