internal import Lending
internal import LoanPricing

extension LoanPrimeRatePolicy {
  init(_ section: SectionReader) {
    self.init(
      reference: section.choice("reference", standIn: .sameDay),
      tenorChoiceOneToFiveYears: section.coded("tenor_choice_1_to_5y", standIn: .oneYear),
      staleAfterDays: section.integer("stale_after_days", 0...36_500))
    section.finish()
  }
}

extension TermCurve {
  init(_ items: [SectionReader]) {
    var nodes: [Node] = []
    for item in items {
      let node = Node(months: item.number("months", .months), percent: item.number("percent", .rate))
      item.reportDescent(of: "months", from: nodes.last?.months, to: node.months)
      item.finish()
      nodes.append(node)
    }
    self.init(nodes: nodes)
  }
}

extension FundingPolicy {
  init(_ section: SectionReader) {
    self.init(
      curve: TermCurve(section.items("curve")),
      liquidityPremium: TermCurve(section.items("liquidity_premium")),
      concessionBasisPoints: section.discounts("concession_bp"),
      reserveRatio: section.number("reserve_ratio", .belowOne),
      reserveRatePercent: section.number("reserve_rate_percent", .rate),
      relendingRatePercent: section.number("relending_rate_percent", .rate),
      relendingShare: section.number("relending_share", .fraction))
    section.finish()
  }
}

extension CostPolicy {
  init(_ section: SectionReader) {
    self.init(
      originationCNY: section.number("origination_cny", .money),
      servicingCNYPerYear: section.number("servicing_cny_per_year", .money),
      variablePercent: section.number("variable_percent", .percentage),
      otherIncomePercent: section.number("other_income_percent", .percentage),
      depositBenefitPercent: section.number("deposit_benefit_percent", .percentage),
      prepaymentPercentPerYear: section.number("prepayment_percent_per_year", .percentage),
      prepaymentCurve: section.monthSteps("prepayment_curve", of: "percent", .percentage))
    section.finish()
  }
}

extension PricingPolicy {
  init(_ section: SectionReader) {
    self.init(
      method: section.choice("method", standIn: .ratio),
      roundingStepBasisPoints: section.number("rounding_step_bp", NumberRange(0, 1000, includesLower: false)),
      rounding: section.choice("rounding", standIn: .up),
      floor: section.choice("floor", standIn: .none),
      floorSpreadBasisPoints: section.number("floor_spread_bp", .spread),
      maxAllInRatePercent: section.number(
        "max_all_in_rate_percent", NumberRange(0, 1000, includesLower: false)),
      concessionsBasisPoints: section.discounts("concessions_bp"),
      concessionLimitBasisPoints: section.number("concession_limit_bp", .discount))
    section.finish()
  }
}

extension AuthorityPolicy {
  init(_ section: SectionReader) {
    var levels: [Level] = []
    for item in section.items("levels", count: 1...50) {
      let level = Level(
        name: item.text("name"),
        maxBelowTargetBasisPoints: item.optionalNumber("max_below_target_bp", .discount),
        minSpreadBasisPoints: item.optionalNumber("min_spread_bp", .spread),
        minRAROCPercent: item.optionalNumber("min_raroc_percent", NumberRange(-1000, 1000)),
        maxAmount: item.optionalNumber("max_amount", .positiveMoney))
      item.reportRepeated("name", level.name, among: levels.map(\.name))
      item.finish()
      levels.append(level)
    }
    self.init(levels: levels)
    section.finish()
  }
}

extension FeePolicy {
  init(_ section: SectionReader) {
    let forbidden = section.texts("forbidden")
    let rule = section.text("forbidden_rule")
    let payees = section.section("default_payees")
    var byName: [String: FeePayee] = [:]
    for name in payees.entries.map(\.key) { byName[name] = payees.coded(name, standIn: .other) }
    self.init(forbidden: forbidden, forbiddenRule: rule, defaultPayees: byName)
    section.finish()
  }
}

extension InclusivePolicy {
  init(_ section: SectionReader) {
    self.init(
      limit: section.number("limit", .money), sizes: section.set("sizes", of: EnterpriseSize.self))
    section.finish()
  }
}

extension SectionReader {
  /// A list of values by month, ascending; it may be empty.
  func monthSteps(_ name: String, of value: String, _ range: NumberRange) -> MonthSteps {
    var steps: [MonthSteps.Step] = []
    for item in items(name, count: 0...1000) {
      let step = MonthSteps.Step(
        untilMonth: item.integer("until_month", 1...1200), value: item.number(value, range))
      item.reportDescent(
        of: "until_month", from: steps.last.map { Double($0.untilMonth) }, to: Double(step.untilMonth))
      item.finish()
      steps.append(step)
    }
    return MonthSteps(steps: steps)
  }

  /// A discount for every reason, basis points.
  fileprivate func discounts(_ name: String) -> [ConcessionReason: Double] {
    let section = section(name)
    var discounts: [ConcessionReason: Double] = [:]
    for reason in ConcessionReason.allCases {
      discounts[reason] = section.number(reason.rawValue, .discount)
    }
    section.finish()
    return discounts
  }
}
