internal import Cashflow
internal import Lending
public import LoanPricing
internal import LoanUnits

/// A statement for the borrower as an object and as CSV; texts in one language, keys and codes in none.
public struct StatementReport: Sendable {
  /// The statement.
  public let statement: CostStatement
  /// Language of its texts.
  public let language: ReportLanguage

  /// Creates a report.
  public init(_ statement: CostStatement, language: ReportLanguage) {
    self.statement = statement
    self.language = language
  }

  func text(_ wording: StatementWording) -> String { wording.text(language) }

  /// The statement as an object.
  public var json: JSONValue {
    let application = statement.application
    let sheet = statement.sheet
    return .object([
      .init("form", .text(statement.form.rawValue)),
      .init("title", .text(text(statement.form == .person ? .personTitle : .enterpriseTitle))),
      .init("basis", .text(statement.rule)), .init("in_force", .bool(statement.isInForce)),
      .init("amount", .money(application.drawn)), .init("paid_out", .money(statement.paidOut)),
      .init("term_months", .integer(application.termMonths)),
      .init("repayment", .text(application.repayment.code)),
      .init("frequency", .text(application.frequency.code)),
      .init("start_date", .optional(application.startDate)),
      .init("rate_percent", .number(statement.ratePercent)),
      .init("rate_type", .text(application.rateType.code)),
      .init("items", .list(sheet.items.map(item))),
      .init("interest_total", .money(sheet.total { $0 == .interest })),
      .init("non_interest_total", .money(sheet.total { $0 == .nonInterest })),
      .init("subsidy_total", .money(.zero - sheet.total { $0 == .subsidy })),
      .init("interest_percent", .optional(sheet.percent { $0 == .interest })),
      .init("non_interest_percent", .optional(sheet.percent { $0 == .nonInterest })),
      .init("before_subsidy", StatementReport.figures(statement.beforeSubsidy)),
      .init("after_subsidy", StatementReport.figures(statement.afterSubsidy)),
      .init("annualised_cost_percent", .number(statement.headlinePercent)),
      .init("flows", .list(statement.flows.map(flow))),
      .init("contingent", .list(statement.contingent.map(contingent))),
      .init("contingent_limit_percent", .number(statement.limitPercent)),
      .init("flows_note", .text(text(.flowsNote))), .init("declaration", .text(text(.declaration))),
    ])
  }

  /// The flows alone, for spreadsheets.
  public var csv: String {
    CSVOutput.table(statement.flows.map(flow))
  }

  private func item(_ item: CostItem) -> JSONValue {
    var (amount, percent, isYearly) = (Money?.none, Double?.none, false)
    switch item.size {
    case .amount(let money): amount = money
    case .percent(let value): percent = value
    case .percentAYear(let value, _): (percent, isYearly) = (value, true)
    case nil: break
    }
    return .object([
      .init("name", .text(item.name)), .init("label", .text(StatementWording.item(item.name, language))),
      .init("kind", .text(item.kind.rawValue)), .init("payee", .text(item.payee.code)),
      .init("timing", .optional(item.timing?.code)), .init("amount_each", .optional(amount)),
      .init("percent_of_amount", .optional(isYearly ? nil : percent)),
      .init("percent_a_year", .optional(isYearly ? percent : nil)), .init("total", .money(item.total)),
      .init("annual_percent", .optional(item.annualPercent)),
    ])
  }

  private static func figures(_ figures: CostStatement.Figures) -> JSONValue {
    .object([
      .init("all_in_cost_percent", .number(figures.effectivePercent)),
      .init("all_in_cost_nominal_percent", .number(figures.nominalPercent)),
      .init("all_in_cost_sheet_percent", .optional(figures.sheetPercent)),
    ])
  }

  private func flow(_ flow: StatementFlow) -> JSONValue {
    .object([
      .init("period", .integer(flow.period)), .init("date", .optional(flow.date)),
      .init("payee", .text(flow.payee.code)), .init("item", .text(flow.item)),
      .init("amount", .money(flow.amount)),
    ])
  }

  private func contingent(_ item: ContingentItem) -> JSONValue {
    .object([
      .init("name", .text(item.cause.rawValue)),
      .init("label", .text(StatementWording.label(item.cause.rawValue, language))),
      .init("payee", .text(CostParty.lender.code)), .init("rate_percent", .number(item.ratePercent)),
      .init("daily_per_10000", .number(item.dailyPerTenThousand)),
    ])
  }
}
