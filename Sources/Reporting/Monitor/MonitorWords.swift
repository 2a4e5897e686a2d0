internal import LoanTape
internal import Rescoring

/// What the monitor says, in either language.
struct MonitorWords {
  let language: ReportLanguage

  init(_ language: ReportLanguage) {
    self.language = language
  }

  private func say(_ english: String, _ chinese: String) -> String {
    WarningText.words(language, english, chinese)
  }

  func title(_ period: MonitorReport.Period) -> String {
    let basis =
      switch period.basis {
      case .yearOnYear: say("year on year", "同比")
      case .yearToDate: say("since the year-end", "较年初")
      }
    return say(
      "Small-business lending, \(period.start) to \(period.end), \(basis)",
      "小微企业贷款监测 \(period.start) 至 \(period.end)（\(basis)）")
  }

  var header: [String] {
    [say("measure", "指标"), say("value", "数值"), say("before", "上期"), say("target", "目标"), say("light", "信号")]
  }

  func partHeader(_ title: String) -> [String] {
    [
      title, say("balance", "余额"), say("growth %", "增速 %"), say("borrowers", "户数"), say("NPL %", "不良率 %"),
      say("new loans", "当年累放"), say("rate %", "利率 %"),
    ]
  }

  var sector: String { say("sector", "重点领域") }
  var region: String { say("region", "地区") }
  var none: String { say("(none)", "（无）") }
  var notFormed: String { say("Not formed", "未能计算") }

  func light(_ light: SupervisionMeasure.Light) -> String {
    switch light {
    case .green: say("green", "绿")
    case .amber: say("amber", "黄")
    case .red: say("red", "红")
    case .none: "-"
    }
  }

  func target(_ rule: SupervisionMeasure.Rule, decimals: Int) -> String {
    (rule.sense == .atLeast ? "≥ " : "≤ ") + DecimalText.fixed(rule.target, decimals: decimals)
  }

  func rule(_ rule: SupervisionMeasure.Rule, unit: String) -> String {
    let (target, margin) = (DecimalText.shortest(rule.target), DecimalText.shortest(rule.margin))
    let side = rule.sense == .atLeast ? say("at least", "不低于") : say("at most", "不高于")
    return say(
      "\(side) \(target) \(unit); amber within \(margin) of it", "\(side) \(target)；距目标不足 \(margin) 为黄")
  }

  func label(_ name: SupervisionMeasure.Name) -> String {
    switch name {
    case .inclusiveGrowth: say("growth of inclusive loans %", "普惠型小微企业贷款增速 %")
    case .allGrowth: say("growth of all loans %", "各项贷款增速 %")
    case .growthGap: say("growth gap, pp", "增速差（百分点）")
    case .inclusiveShare: say("inclusive among all loans %", "普惠型贷款占比 %")
    case .borrowers: say("borrowers with a balance", "有余额户数")
    case .firstLoanBorrowers: say("first-loan borrowers", "首贷户")
    case .firstLoanShare: say("first-time among new borrowers %", "首贷户占新增户 %")
    case .renewalShare: say("renewals %", "无还本续贷占比 %")
    case .creditShare: say("unsecured %", "信用贷款占比 %")
    case .mediumLongShare: say("medium- and long-term %", "中长期贷款占比 %")
    case .legalPersonShare: say("legal persons %", "法人贷款占比 %")
    case .newLoanRate: say("rate of new loans %", "新发放贷款利率 %")
    case .newLoanOverPrime: say("new loans over LPR, bp", "较LPR（基点）")
    case .allInCost: say("all-in cost of new loans %", "综合融资成本 %")
    case .inclusiveNPL: say("NPL ratio, inclusive %", "普惠型贷款不良率 %")
    case .allNPL: say("NPL ratio, all loans %", "各项贷款不良率 %")
    case .nplGap: say("NPL gap, pp", "不良率差（百分点）")
    }
  }

  /// How a measure is formed; in English, as all that goes with keys.
  func definition(_ name: SupervisionMeasure.Name) -> String {
    switch name {
    case .inclusiveGrowth: "change of the inclusive balance since OLD over the balance on OLD"
    case .allGrowth: "change of the balance of all loans since OLD over the balance on OLD"
    case .growthGap: "growth of inclusive loans less growth of all loans"
    case .inclusiveShare: "inclusive balance over the balance of all loans"
    case .borrowers: "distinct borrowers with an inclusive balance; the denominator is their number on OLD"
    case .firstLoanBorrowers:
      "distinct borrowers with an inclusive loan drawn after OLD and a first loan among them"
    case .firstLoanShare:
      "those with a first loan, over borrowers with an inclusive loan drawn after OLD who owed nothing on OLD"
    case .renewalShare: "balance of loans renewed without repayment of principal over the inclusive balance"
    case .creditShare: "balance of unsecured loans over the inclusive balance"
    case .mediumLongShare:
      "balance of loans whose contract runs over supervision.medium_long_months over the inclusive balance"
    case .legalPersonShare: "balance of small and micro enterprises over the inclusive balance"
    case .newLoanRate:
      "yearly interest over amounts: contract rates weighted with the amounts of inclusive loans drawn in the calendar year"
    case .newLoanOverPrime:
      "weighted contract rate less weighted prime rate at drawdown, over inclusive loans drawn in the calendar year that have both"
    case .allInCost:
      "effective rates weighted with the amounts of inclusive loans drawn in the calendar year that have one"
    case .inclusiveNPL: "substandard, doubtful and loss over the inclusive balance"
    case .allNPL: "substandard, doubtful and loss over the balance of all loans"
    case .nplGap: "NPL ratio of inclusive loans less that of all loans"
    }
  }

  func reason(_ reason: SupervisionMeasure.Reason, _ period: MonitorReport.Period) -> String {
    switch reason {
    case .columnMissing(let name): return say("NEW has no column \(name)", "本期数据无 \(name) 列")
    case .oldColumnMissing(let name): return say("OLD has no column \(name)", "上期数据无 \(name) 列")
    case .notOnBasis:
      let (start, basis) = (period.basis.start(for: period.end), period.basis.rawValue)
      return say(
        "OLD is of \(period.start); the basis \(basis) asks for \(start)",
        "上期数据为 \(period.start)，口径 \(basis) 应为 \(start)")
    case .nothingBefore: return say("nothing was outstanding on OLD", "上期余额为零")
    case .nothingOutstanding: return say("nothing is outstanding on NEW", "本期余额为零")
    case .nothingDrawn:
      return say("no inclusive loan with an amount was drawn in the year", "当年未发放有金额的普惠型贷款")
    case .nobodyNew: return say("no borrower is new", "无新增户")
    case .valueMissing(let name): return say("no new loan has \(name)", "当年发放贷款均无 \(name)")
    case .primeMissing:
      return say("no new loan has a contract rate and a prime rate", "当年发放贷款均无合同利率或对应LPR")
    }
  }

  /// Warnings of what was counted.
  func notes(_ report: MonitorReport) -> [String] {
    var lines: [String] = []
    func add(_ code: String, _ english: String, _ chinese: String) {
      lines.append(code + ": " + say(english, chinese))
    }
    func add(_ count: Int64, _ code: String, _ english: String, _ chinese: String) {
      if count > 0 { add(code, "\(count) \(english)", "\(count)\(chinese)") }
    }
    let (period, columns) = (report.period, report.new.columns)
    let (old, new, flows) = (report.tallies.old.notes, report.tallies.new.notes, report.tallies.flows.notes)
    if !period.isOnBasis { add("not_on_basis", reason(.notOnBasis, period), reason(.notOnBasis, period)) }
    if report.flows == nil {
      add(
        "flows_missing",
        "loans drawn and repaid between the tapes are not known; new loans are those still on NEW (--flows)",
        "未提供期间发放并已结清的贷款，新发放口径仅含期末在册贷款（--flows）")
    }
    add(
      old.writtenOff + new.writtenOff, "written_off", "loans are written off and in no balance",
      "笔已核销贷款不计入余额")
    if columns.contains("size") {
      add(
        old.sizeMissing + new.sizeMissing + flows.sizeMissing, "size_missing",
        "loans have no size and are not inclusive", "笔贷款无企业规模，未计入普惠型")
    }
    if columns.contains("borrower_id") {
      add(
        old.nameless + new.nameless, "borrower_id_empty", "loans name no borrower and count as none",
        "笔贷款无 borrower_id，不计户数")
    }
    add(
      old.limitMissing + new.limitMissing + flows.limitMissing, "credit_limit_missing",
      "inclusive loans have no credit_limit; the larger of outstanding and approved stands for it",
      "笔普惠型贷款无 credit_limit，以余额与批准额较大者代替")
    if columns.contains("origination_date"), columns.contains("maturity_date") {
      add(
        new.termMissing, "term_missing", "inclusive loans have no term and count as short",
        "笔普惠型贷款无期限，按短期计")
    }
    let drawn = report.tallies.new.inclusive.drawn.merged(report.tallies.flows.inclusive.drawn)
    if columns.contains("original_amount") {
      add(
        new.amountMissing + flows.amountMissing, "original_amount_missing",
        "new loans have no original_amount and weigh nothing", "笔当年发放贷款无 original_amount，未加权")
    }
    if drawn.effective.amount > 0, drawn.effective.amount < drawn.amount {
      let share = DecimalText.fixed(
        100 * Double(drawn.effective.amount) / Double(drawn.amount), decimals: 1)
      add(
        "all_in_partial", "effective_rate_percent is known of \(share) percent of the new amount",
        "effective_rate_percent 仅覆盖当年累放额的\(share)%")
    }
    add(
      flows.repeatedFlows, "flows_repeated", "loans of the flows are on NEW as well and count once",
      "笔期间流量贷款亦在本期数据中，只计一次")
    add(
      flows.foreignFlows, "flows_outside",
      "loans of the flows were not drawn between the tapes and do not count",
      "笔期间流量贷款的发放日不在两期之间，未计入")
    return lines
  }
}

extension DrawnTally {
  func merged(_ other: DrawnTally) -> DrawnTally {
    var sum = self
    sum.merge(other)
    return sum
  }
}
