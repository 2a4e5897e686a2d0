internal import Cashflow
internal import Lending
internal import LoanPricing
internal import LoanUnits

extension StatementReport {
  /// The statement as a page for the borrower: nothing of the bank's own figures is on it.
  func table(_ context: ResultContext, _ style: TextStyle) -> String {
    func heading(_ wording: StatementWording) -> [String] { ["", style.strong(text(wording))] }
    func wrapped(_ text: String) -> [String] { TextWidth.wrap(text, columns: TextTable.pageColumns) }
    var lines = [style.strong(text(statement.form == .person ? .personTitle : .enterpriseTitle))]
    lines += wrapped("\(text(.basis)): \(statement.rule)")
    if !statement.isInForce { lines += wrapped(text(.notInForce)) }
    lines += [""] + loan.lines(style)
    lines += heading(.costAsAgreed) + items.lines(style)
    lines += heading(.allInCost) + figures.lines(style)
    if statement.form == .person {
      lines += wrapped("\(text(.headline)): \(percent(statement.headlinePercent)) %").map(style.strong)
    }
    lines += heading(.contingent) + contingent.lines(style)
    lines += wrapped(
      "\(text(.contingentNote)) \(DecimalText.shortest(statement.limitPercent))")
    lines += heading(.flows) + wrapped(text(.flowsNote)) + flows.lines(style)
    lines += [""] + wrapped(text(.declaration)) + ["", text(.confirmation)]
    lines += WarningLines.lines(context.warnings(language), language, style)
    return lines.joined(separator: "\n") + "\n"
  }

  private func percent(_ value: Double?) -> String {
    value.map { DecimalText.fixed($0, decimals: 4) } ?? Wording.none.text(language)
  }

  private func money(_ value: Money) -> String { DecimalText.grouped(value.description) }

  private var loan: TextTable {
    let application = statement.application
    var table = TextTable([.left, .right])
    func add(_ wording: StatementWording, _ value: String) { table.add([text(wording), value]) }
    add(.amount, money(application.drawn))
    let lent = application.fees.filter { $0.timing == .financed }.reduce(Money.zero) {
      $0 + $1.due(on: application.amount, balance: application.amount, months: application.termMonths)
    }
    if lent != .zero { add(.financedFees, money(lent)) }
    add(.paidOut, money(statement.paidOut))
    if let start = application.startDate { add(.startDate, start.description) }
    add(.term, "\(application.termMonths) \(Wording.months.text(language))")
    add(.repayment, Wording.label(application.repayment.code, language))
    add(.frequency, StatementWording.label(application.frequency.code, language))
    let type = text(application.rateType == .fixed ? .fixed : .floating)
    add(.contractRate, "\(percent(statement.ratePercent)) % (\(type))")
    return table
  }

  /// Interest and non-interest cost apart, each with its sum; deposit and subsidy after them.
  private var items: TextTable {
    let sheet = statement.sheet
    var table = TextTable(
      header: [.item, .payee, .when, .total, .annual].map(text), [.left, .left, .left, .right, .right])
    let groups: [(CostItem.Kind, StatementWording)] = [
      (.interest, .interestCost), (.nonInterest, .nonInterestCost), (.deposit, .depositCost),
      (.subsidy, .subsidyCost),
    ]
    for (kind, wording) in groups {
      let members = sheet.items.filter { $0.kind == kind }
      if members.isEmpty, kind != .nonInterest { continue }
      for item in members {
        table.add([
          StatementWording.item(item.name, language), StatementWording.label(item.payee.code, language),
          when(item), money(item.total), percent(item.annualPercent),
        ])
      }
      table.add(
        [
          text(wording), "", "", money(sheet.total { $0 == kind }), percent(sheet.percent { $0 == kind }),
        ], isStrong: true)
    }
    table.add(
      [text(.sheetTotal), "", "", money(sheet.total { _ in true }), percent(sheet.totalPercent)],
      ruleAbove: true, isStrong: true)
    return table
  }

  private func when(_ item: CostItem) -> String {
    guard let timing = item.timing else { return text(.asPlanned) }
    let time: StatementWording =
      switch timing {
      case .upfront: .upfront
      case .monthly: .monthly
      case .annual: .annually
      case .end: .end
      case .financed: .financed
      }
    let size =
      switch item.size {
      case .amount(let amount): money(amount)
      case .percent(let percent): DecimalText.shortest(percent) + " %"
      case .percentAYear(let percent, _): DecimalText.shortest(percent) + " % p.a."
      case nil: ""
      }
    return text(time) + (language == .chinese ? "，" : ", ") + size
  }

  private var figures: TextTable {
    let (before, after) = (statement.beforeSubsidy, statement.afterSubsidy)
    let hasSubsidy = statement.sheet.items.contains { $0.kind == .subsidy }
    var table = TextTable(
      header: hasSubsidy ? ["", text(.beforeSubsidy), text(.afterSubsidy)] : [],
      hasSubsidy ? [.left, .right, .right] : [.left, .right])
    func add(_ wording: StatementWording, _ before: Double?, _ after: Double?) {
      table.add([text(wording)] + (hasSubsidy ? [percent(before), percent(after)] : [percent(after)]))
    }
    add(.effective, before.effectivePercent, after.effectivePercent)
    add(.nominal, before.nominalPercent, after.nominalPercent)
    add(.sheet, before.sheetPercent, after.sheetPercent)
    return table
  }

  private var contingent: TextTable {
    var table = TextTable(
      header: [.item, .payee, .rate, .perDay].map(text), [.left, .left, .right, .right])
    for item in statement.contingent {
      table.add([
        StatementWording.label(item.cause.rawValue, language), text(.bank), percent(item.ratePercent),
        percent(item.dailyPerTenThousand),
      ])
    }
    return table
  }

  private var flows: TextTable {
    let hasDates = statement.application.startDate != nil
    let titles = [Wording.period.text(language)] + (hasDates ? [Wording.date.text(language)] : [])
    var table = TextTable(
      header: titles + [.payee, .item, .flowAmount].map(text),
      [.right] + (hasDates ? [.left] : []) + [.left, .left, .right])
    for flow in statement.flows {
      table.add(
        ["\(flow.period)"] + (hasDates ? [flow.date?.description ?? ""] : []) + [
          StatementWording.label(flow.payee.code, language), StatementWording.item(flow.item, language),
          money(flow.amount),
        ])
    }
    return table
  }
}
