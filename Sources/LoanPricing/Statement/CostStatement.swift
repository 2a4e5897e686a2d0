internal import Cashflow
public import Lending
public import LoanUnits

/// What a borrower is shown of a loan's cost: every flow with its receiver, and what follows from them.
///
/// Amounts are those the borrower pays, rounded to the fen; the all-in cost is the internal rate of just these flows.
public struct CostStatement: Hashable, Sendable {
  /// Whom it is for.
  public enum Form: String, Hashable, Sendable {
    /// An enterprise: 企业贷款综合融资成本清单, "贷款明白纸" (domain 4.2).
    case enterprise
    /// A natural person: 综合融资成本明示表 (domain 4.3).
    case person
  }

  /// One cost by its three measures, percent a year.
  public struct Figures: Hashable, Sendable {
    /// Internal rate, compounded.
    public var effectivePercent: Double
    /// Internal rate of a period × periods.
    public var nominalPercent: Double
    /// The sheet's additive figure; nil where an item has no rate of its own.
    public var sheetPercent: Double?
  }

  /// Whom it is for.
  public let form: Form
  /// The rule behind it.
  public let rule: String
  /// Whether the rule is in force on the day of the quote.
  public let isInForce: Bool
  /// The application as priced, financed fees in its amount.
  public let application: LoanApplication
  /// Contract rate, percent a year; of a floating loan at drawdown.
  public let ratePercent: Double
  /// What the borrower can use: the amount drawn less fees and deposit at drawdown.
  public let paidOut: Money
  /// Interest, fees, duties, deposit, subsidy.
  public let sheet: CostSheet
  /// Every flow, in the order of the days.
  public let flows: [StatementFlow]
  /// Cost before a subsidy.
  public let beforeSubsidy: Figures
  /// Cost after it; the same where there is none.
  public let afterSubsidy: Figures
  /// The figure that stands for all others.
  public let headlinePercent: Double
  /// What a breach would cost.
  public let contingent: [ContingentItem]
  /// Limit of interest, penalties and fees together, percent a year.
  public let limitPercent: Double

  /// Writes the statement of a quote.
  ///
  /// - Parameters:
  ///   - application: As it was quoted.
  ///   - quote: Its quote under the policy.
  /// - Throws: ``QuoteFault`` for an application that the quote would have refused.
  public init(_ application: LoanApplication, quote: Quote, policy: BankPolicy) throws(QuoteFault) {
    let application = try application.financingFees()
    self.application = application
    let disclosure = policy.disclosure
    let isPerson = application.size.map { disclosure.personSizes.contains($0) } ?? false
    form = isPerson ? .person : .enterprise
    rule = isPerson ? disclosure.personRule : disclosure.enterpriseRule
    isInForce = !isPerson || application.asOf >= disclosure.personSince
    ratePercent = quote.quotedRatePercent
    let cost = quote.borrowerCost
    paidOut = application.drawn - cost.upfrontFees - cost.deposit
    sheet = quote.costSheet
    flows = CostStatement.flows(application, cost: cost, payees: policy.fees.defaultPayees)
    beforeSubsidy = Figures(
      effectivePercent: cost.effectiveBeforeSubsidyPercent, nominalPercent: cost.nominalBeforeSubsidyPercent,
      sheetPercent: sheet.beforeSubsidyPercent)
    afterSubsidy = Figures(
      effectivePercent: cost.effectivePercent, nominalPercent: cost.nominalPercent,
      sheetPercent: sheet.totalPercent)
    headlinePercent =
      isPerson && disclosure.personHeadline == .nominal ? cost.nominalPercent : cost.effectivePercent
    contingent = ContingentItem.items(ratePercent: quote.quotedRatePercent, policy.penalty)
    limitPercent = policy.pricing.maxAllInRatePercent
  }

  /// Every flow of the loan, those of nothing left out.
  static func flows(
    _ application: LoanApplication, cost: BorrowerCost, payees: [String: FeePayee]
  ) -> [StatementFlow] {
    let principal = application.drawn
    let fees = FeeCalendar(application, principal: principal).items
    var flows: [StatementFlow] = []
    func add(_ period: Int, _ date: CalendarDay?, _ item: String, to payee: CostParty, _ amount: Money) {
      guard amount != .zero else { return }
      // What the lender would owe, such as negative interest, the borrower receives.
      let receiver = amount > .zero ? .borrower : payee
      flows.append(
        StatementFlow(period: period, date: date, item: item, payee: receiver, amount: amount))
    }
    let start = application.startDate
    add(0, start, "principal", to: .borrower, principal)
    for item in fees {
      add(0, start, item.fee.name, to: .payee(item.fee.payee(default: payees)), .zero - item.upfront)
    }
    add(0, start, "stamp_duty", to: .taxOffice, .zero - cost.stampDuty)
    add(0, start, "compensating_balance", to: .lender, .zero - cost.deposit)
    for row in cost.rows {
      add(row.period, row.date, "principal", to: .lender, .zero - row.principal)
      add(row.period, row.date, "interest", to: .lender, .zero - row.interest)
      for item in fees {
        let due = item.due(
          period: row.period, monthsPerPeriod: application.frequency.monthsPerPeriod, balance: row.balance)
        add(row.period, row.date, item.fee.name, to: .payee(item.fee.payee(default: payees)), .zero - due)
      }
      add(row.period, row.date, "interest_subsidy", to: .borrower, row.subsidy)
    }
    if let last = cost.rows.last {
      add(last.period, last.date, "compensating_balance", to: .borrower, cost.deposit)
      add(last.period, last.date, "deposit_interest", to: .borrower, cost.depositInterest)
    }
    return flows
  }
}
