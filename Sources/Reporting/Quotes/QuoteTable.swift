internal import Cashflow
internal import Lending
internal import LoanPricing
internal import LoanUnits

extension QuoteReport {
  /// The quote for eyes: the rate from funding to the quote, then return, cost, authority and warnings.
  public func table(_ language: ReportLanguage, _ style: TextStyle = .plain) -> String {
    if let statement, !explains, !showsSchedule, additions.isEmpty { return statement.table(context, style) }
    var lines = heading(language, style)
    lines += waterfall(language).lines(style)
    lines += ["", style.strong(Wording.figures.text(language))]
    lines += figures(language).lines(style)
    lines += ["", style.strong(Wording.authorityLadder.text(language))]
    lines += ladder(language).lines(style)
    let signer =
      quote.authority == AuthorityLadder.notPermitted ? Wording.notPermitted.text(language) : quote.authority
    lines += TextWidth.wrap("\(Wording.authority.text(language)): \(signer)", columns: TextTable.pageColumns)
    if let riskSharing { lines += [""] + RiskSharingReport(riskSharing).lines(language, style) }
    if explains { lines += [""] + explanation(language, style) + costExplanationLines(language) }
    if showsSchedule {
      lines += ["", style.strong(Wording.repaymentSchedule.text(language))]
      lines += ScheduleRow.table(scheduleRows, language).lines(style)
    }
    for addition in additions { lines += addition.lines(language, style) }
    lines += WarningLines.lines(warnings(language), language, style)
    let text = lines.joined(separator: "\n") + "\n"
    return text + (statement.map { "\n" + $0.table(context, style) } ?? "")
  }

  private func heading(_ language: ReportLanguage, _ style: TextStyle) -> [String] {
    let amount = DecimalText.grouped(application.amount.description)
    let repayment = Wording.label(application.repayment.code, language)
    let facts = "CNY \(amount), \(application.termMonths) \(Wording.months.text(language)), \(repayment)"
    let policy = "\(Wording.policy.text(language)): \(context.policyName) \(context.policyVersion)"
    let day = "\(Wording.asOf.text(language)) \(context.asOf)"
    let lines = [
      "\(facts), \(day)", "\(policy) (\(context.policyDigest.prefix(12))), lprisk \(EngineVersion.current)",
    ]
    return [style.strong(Wording.loanQuote.text(language))]
      + lines.flatMap { TextWidth.wrap($0, columns: TextTable.pageColumns) } + [""]
  }

  private func waterfall(_ language: ReportLanguage) -> TextTable {
    let target = hundredths(quote.targetRatePercent * 100)
    let quoted = hundredths(quote.quotedRatePercent * 100)
    let parts = ApportionedRounding.units(quote.components.map(\.basisPoints), total: target, decimals: 2)
    let steps = ApportionedRounding.units(
      quote.adjustments.map(\.basisPoints), total: quoted - target, decimals: 2)
    var table = TextTable(
      header: [Wording.rateBuildUp, .basisPoints, .percent].map { $0.text(language) },
      [.left, .right, .right])
    func add(_ label: String, _ units: Int, isTotal: Bool = false) {
      table.add(
        [
          label, ApportionedRounding.text(units, decimals: 2), ApportionedRounding.text(units, decimals: 4),
        ], ruleAbove: isTotal, isStrong: isTotal)
    }
    for (part, units) in zip(quote.components, parts) where part.basisPoints != 0 || part.name == "funding" {
      add(Wording.label(part.name, language), units)
    }
    add(Wording.targetRate.text(language), target, isTotal: true)
    for (step, units) in zip(quote.adjustments, steps) where step.basisPoints != 0 {
      add(QuoteReport.label(of: step.name, language), units)
    }
    add(Wording.quotedRate.text(language), quoted, isTotal: true)
    return table
  }

  private func hundredths(_ basisPoints: Double) -> Int {
    ApportionedRounding.units([basisPoints], decimals: 2)[0]
  }

  static func label(of adjustment: String, _ language: ReportLanguage) -> String {
    let prefix = "concession_"
    guard adjustment.hasPrefix(prefix) else { return Wording.label(adjustment, language) }
    let reason = Wording.label(String(adjustment.dropFirst(prefix.count)), language)
    return "\(Wording.concession.text(language)): \(reason)"
  }

  private func figures(_ language: ReportLanguage) -> TextTable {
    func percent(_ value: Double) -> String { DecimalText.fixed(value, decimals: 4) + " %" }
    func money(_ value: Money) -> String { DecimalText.grouped(value.description) }
    let none = Wording.none.text(language)
    let prime = "\(Wording.primeRate.text(language)), \(quote.primeRateTenor.code)"
    let since = quote.primeRateEffective.map { " (\($0))" } ?? ""
    let rows: [(String, String)] = [
      (prime + since, percent(quote.primeRatePercent)),
      (Wording.spread.text(language), DecimalText.fixed(quote.spreadBasisPoints, decimals: 2) + " bp"),
      (Wording.floorRate.text(language), percent(quote.floorRatePercent)),
      (Wording.raroc.text(language), quote.rarocPercent.map(percent) ?? none),
      (Wording.economicProfit.text(language), money(Money(rounding: quote.economicProfit))),
      (Wording.allInCost.text(language), percent(quote.borrowerCost.effectivePercent)),
      (Wording.allInCostNominal.text(language), percent(quote.borrowerCost.nominalPercent)),
      (Wording.allInCostSheet.text(language), quote.costSheet.totalPercent.map(percent) ?? none),
      (Wording.monthlyPayment.text(language), quote.regularPayment.map(money) ?? none),
      (Wording.probability.text(language), percent(quote.probability * 100)),
      (Wording.grade.text(language), quote.grade),
      (Wording.lossGivenDefault.text(language), percent(quote.lossGivenDefault * 100)),
      (Wording.exposure.text(language), money(quote.exposureAtDefault)),
      (Wording.riskWeight.text(language), percent(quote.riskWeightPercent)),
      (Wording.capitalPercent.text(language), percent(quote.capitalPercent)),
    ]
    var table = TextTable([.left, .right])
    for (label, value) in rows { table.add([label, value]) }
    return table
  }

  private func ladder(_ language: ReportLanguage) -> TextTable {
    var table = TextTable(
      header: [Wording.level.text(language), Wording.lowestRate.text(language)], [.left, .right])
    for rung in quote.authorityLadder {
      let rate = rung.lowestRatePercent.map { DecimalText.fixed($0, decimals: 4) + " %" }
      table.add(
        [rung.level, rate ?? Wording.mayNotSign.text(language)], isStrong: rung.level == quote.authority)
    }
    return table
  }

  private func explanation(_ language: ReportLanguage, _ style: TextStyle) -> [String] {
    var lines = [style.strong(Wording.explanation.text(language))]
    for part in quote.components {
      let size = DecimalText.fixed(part.basisPoints, decimals: 4)
      let inputs = part.inputs.map { "\($0.name) = \(DecimalText.shortest($0.value))" }.joined(
        separator: "; ")
      lines.append("\(Wording.label(part.name, language)): \(size) bp")
      lines += QuoteReport.indented("\(Wording.formula.text(language)): \(part.expression)")
      if !inputs.isEmpty { lines += QuoteReport.indented("\(Wording.inputs.text(language)): \(inputs)") }
      lines += QuoteReport.indented("\(Wording.source.text(language)): \(part.source)")
    }
    return lines
  }

  static func indented(_ text: String) -> [String] {
    TextWidth.wrap(text, columns: TextTable.pageColumns - 4).enumerated().map {
      ($0 == 0 ? "  " : "    ") + $1
    }
  }
}

extension ApportionedRounding {
  /// Each part rounded by itself.
  static func units(_ parts: [Double], decimals: Int) -> [Int] {
    parts.map { part in
      var value = part
      for _ in 0..<decimals { value *= 10 }
      return value.magnitude < 1e15 ? Int(value.rounded(.toNearestOrAwayFromZero)) : 0
    }
  }
}
