internal import Lending
internal import LoanUnits

extension Classification {
  /// Explains a class: every rule that fired with its facts and limits, and what the next better class asks for.
  public func explain(_ loan: ClassCase) -> ClassExplanation {
    let scenario = ClassScenario(loan, self)
    let verdict = scenario.verdict
    let rules = ClassReason.allCases.filter { verdict.reasons & $0.bit != 0 }.map { reason in
      ClassExplanation.Rule(
        reason: reason, atLeast: scenario.demand(reason), isDeciding: verdict.rule == reason.rawValue,
        facts: facts(reason, scenario), limits: limits(reason, scenario))
    }
    let better = verdict.riskClass.rawValue == 0 ? nil : RiskClass(rawValue: verdict.riskClass.rawValue - 1)
    let changes = better.flatMap { target in
      var search = BetterClass(scenario, target: target)
      return search.changes()
    }
    return ClassExplanation(verdict: verdict, rules: rules, better: better, changes: changes)
  }

  private func facts(_ reason: ClassReason, _ scenario: ClassScenario) -> [ClassFact] {
    let facts = scenario.loan.facts
    switch reason {
    case .overdue1To90, .overdue91To270, .overdue271To360, .overdueOver360: return overdueFacts(facts)
    case .technicalOverdueExempt:
      return overdueFacts(facts) + [ClassFact("technical_overdue", .flag(true))]
    case .divertedUse: return [ClassFact("diverted_use", .flag(true))]
    case .refinanced:
      return flagFacts(facts, [("refinanced", .refinanced), ("renewal", .renewal)]) + sizeFacts(facts)
    case .renewalExempt: return [ClassFact("renewal", .flag(true))] + sizeFacts(facts)
    case .creditImpaired: return [ClassFact("credit_impaired", .flag(true))]
    case .ratingCut: return [ClassFact("rating_cut", .flag(true))]
    case .evasion: return [ClassFact("evading", .flag(true))]
    case .bankruptcy: return [ClassFact("bankrupt", .flag(true))]
    case .debtorNPLElsewhere: return [ClassFact("borrower.external_npl", .flag(true))] + sizeFacts(facts)
    case .overdue90ShareAllBanks:
      return [
        ClassFact("overdue90_share_all_banks", .fraction(scenario.loan.overdueShareElsewhere)),
        ClassFact("borrower.over_limit", .flag(true)),
      ]
    case .eclShare50, .eclShare90:
      return [
        ClassFact(scenario.loan.isLossBooked ? "provision" : "ecl", .money(scenario.loan.loss)),
        ClassFact("balance", .money(scenario.loan.balance)),
        ClassFact("credit_impaired", .flag(facts.flags.contains(.creditImpaired))),
      ]
    case .debtorNPLHere, .debtorNPLShareHere:
      return [
        ClassFact("other_loans.non_performing_balance", .money(scenario.othersNonPerforming)),
        ClassFact("borrower.balance", .money(scenario.loan.totals.balance)),
      ]
    case .restructuredObservation, .restructuredAgain:
      return observationFacts(facts, isAgain: reason == .restructuredAgain)
    case .matrix:
      return overdueFacts(facts) + [
        ClassFact("guarantee", .code(Guarantee(rawValue: facts.guarantee)?.code ?? "")),
        ClassFact("watch", .flag(facts.flags.contains(.watch))),
      ]
    case .expert: return [ClassFact("expert_class", Classification.classValue(facts.expertClass))]
    case .upgradeNotMet, .upgradeNotChecked: return upgradeFacts(facts, scenario)
    case .override: return [ClassFact("override.risk_class", Classification.classValue(facts.overrideClass))]
    }
  }

  private func overdueFacts(_ facts: Facts) -> [ClassFact] {
    var list = [ClassFact("days_past_due", .whole(Int(facts.daysPastDue)))]
    let days = effectiveDaysPastDue(facts)
    if days != Int(facts.daysPastDue) {
      list.append(ClassFact("original_maturity_date", Classification.dayValue(facts.originalMaturity)))
      list.append(ClassFact("days_past_original_maturity", .whole(days)))
    }
    return list
  }

  private func flagFacts(_ facts: Facts, _ flags: [(String, LoanFlags)]) -> [ClassFact] {
    flags.filter { facts.flags.contains($0.1) }.map { ClassFact($0.0, .flag(true)) }
  }

  private func sizeFacts(_ facts: Facts) -> [ClassFact] {
    [
      ClassFact("size", .code(EnterpriseSize(rawValue: facts.size)?.code ?? "")),
      ClassFact("maturity_date", Classification.dayValue(facts.maturity)),
    ]
  }

  private func observationFacts(_ facts: Facts, isAgain: Bool) -> [ClassFact] {
    var list = [
      ClassFact("restructured_date", Classification.dayValue(facts.restructured)),
      ClassFact("first_payment_date", Classification.dayValue(facts.firstPayment)),
      ClassFact("cured_since", Classification.dayValue(facts.curedSince)),
      ClassFact("observation_end", observationEnd(facts).map { .day($0) } ?? .missing),
      ClassFact("days_past_due", .whole(Int(facts.daysPastDue))),
    ]
    if isAgain {
      let count = facts.restructuredCount
      list.append(ClassFact("restructured_count", count.isNaN ? .missing : .whole(Int(count))))
    }
    return list
  }

  private func upgradeFacts(_ facts: Facts, _ scenario: ClassScenario) -> [ClassFact] {
    [
      ClassFact("previous_class", Classification.classValue(facts.previousClass)),
      ClassFact("cured_since", Classification.dayValue(facts.curedSince)),
      ClassFact("upgrade_possible_from", upgradeDay(facts).map { .day($0) } ?? .missing),
      ClassFact("days_past_due", .whole(effectiveDaysPastDue(facts))),
      ClassFact("other_loans.non_performing_balance", .money(scenario.othersNonPerforming)),
    ]
  }

  private func limits(_ reason: ClassReason, _ scenario: ClassScenario) -> [ClassFact] {
    func leaf(_ name: String, _ value: ClassFactValue) -> ClassFact {
      ClassFact("classification.\(name)", value)
    }
    func term(_ name: String, _ value: Int) -> ClassFact { ClassFact("restructuring.\(name)", .whole(value)) }
    switch reason {
    case .overdue91To270: return [leaf("substandard_days", .whole(policy.substandardDays))]
    case .overdue271To360: return [leaf("doubtful_days", .whole(policy.doubtfulDays))]
    case .overdueOver360: return [leaf("loss_days", .whole(policy.lossDays))]
    case .overdue1To90, .technicalOverdueExempt: return [leaf("technical_days", .whole(policy.technicalDays))]
    case .overdue90ShareAllBanks:
      return [leaf("all_banks_overdue_share", .fraction(policy.allBanksOverdueShare))]
    case .eclShare50: return [leaf("ecl_doubtful_share", .fraction(policy.eclDoubtfulShare))]
    case .eclShare90: return [leaf("ecl_loss_share", .fraction(policy.eclLossShare))]
    case .debtorNPLShareHere: return [leaf("borrower_npl_share", .fraction(policy.borrowerNPLShare))]
    case .restructuredObservation, .restructuredAgain:
      return [
        term("observation_months", restructuring.observationMonths),
        term("observation_payments", restructuring.observationPayments),
      ]
    case .upgradeNotMet:
      return [
        term("upgrade_months", restructuring.upgradeMonths),
        term("upgrade_payments", restructuring.upgradePayments),
      ]
    case .matrix:
      let code = Guarantee(rawValue: scenario.loan.facts.guarantee)?.code ?? ""
      let cell = matrixClass(scenario.loan.facts)?.code ?? ""
      return [leaf("matrix_cells.\(code)", .code(cell))]
    default: return []
    }
  }

  static func dayValue(_ day: Int32) -> ClassFactValue {
    day == missingDay ? .missing : .day(CalendarDay(daysSinceEpoch: day))
  }

  static func classValue(_ code: UInt8) -> ClassFactValue {
    RiskClass(rawValue: code).map { .code($0.code) } ?? .missing
  }
}
