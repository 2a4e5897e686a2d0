internal import Lending
internal import LoanUnits

/// Finds what must change for a better class: rule by rule that asks for more, until none does.
///
/// A change may bring another rule up, as paid arrears bring up the conditions of an upgrade, so all are evaluated again
/// after each round. Dates that only time can meet become a later day of the rescore.
struct BetterClass {
  private var scenario: ClassScenario
  private let original: ClassScenario
  private let target: RiskClass
  private var found: [ClassChange] = []
  /// More rounds than there are rules that can come up one after the other.
  private static let rounds = 16

  init(_ scenario: ClassScenario, target: RiskClass) {
    self.scenario = scenario
    original = scenario
    self.target = target
  }

  /// The changes, all needed together; nil where these facts cannot give the class.
  mutating func changes() -> [ClassChange]? {
    for _ in 0..<BetterClass.rounds {
      let blocking = scenario.blocking(target)
      if isReached(scenario) { return needed }
      var isChanged = false
      for reason in blocking where release(reason) { isChanged = true }
      guard isChanged else { return nil }
    }
    return nil
  }

  private func isReached(_ scenario: ClassScenario) -> Bool {
    scenario.verdict.riskClass.rawValue <= target.rawValue
  }

  /// The changes without those that a later one made needless, as a loan that is no longer refinanced is not as late as
  /// the contract it replaced.
  private var needed: [ClassChange] {
    var kept = found
    for change in found where kept.count > 1 {
      let fewer = kept.filter { $0 != change }
      if isReached(original.applying(fewer)) { kept = fewer }
    }
    return kept
  }

  private var facts: Classification.Facts { scenario.loan.facts }
  private var rules: Classification { scenario.rules }

  /// Changes what a rule looks at so that it asks for no more than the target; false where it cannot.
  private mutating func release(_ reason: ClassReason) -> Bool {
    switch reason {
    case .overdue1To90, .overdue91To270, .overdue271To360, .overdueOver360: return limitDays(allowedDays)
    case .divertedUse: return clear(.divertedUse, "diverted_use")
    case .refinanced:
      let isRefinanced = clear(.refinanced, "refinanced")
      return clear(.renewal, "renewal") || isRefinanced
    case .creditImpaired: return clear(.creditImpaired, "credit_impaired")
    case .ratingCut: return clear(.ratingCut, "rating_cut")
    case .evasion: return clear(.evading, "evading")
    case .bankruptcy: return clear(.bankrupt, "bankrupt")
    case .expert:
      record(
        .loan, "expert_class", .atMost, .code(target.code),
        Classification.classValue(original.facts.expertClass))
      return true
    case .override: return releaseOverride()
    case .matrix: return releaseMatrix()
    case .restructuredObservation, .restructuredAgain: return endObservation()
    case .upgradeNotMet: return meetUpgrade()
    case .debtorNPLElsewhere:
      record(.borrower, "external_npl", .equal, .flag(false), .flag(true))
      return true
    case .overdue90ShareAllBanks:
      record(
        .borrower, "overdue90_share_all_banks", .atMost, .fraction(rules.policy.allBanksOverdueShare),
        .fraction(scenario.loan.overdueShareElsewhere))
      return true
    case .debtorNPLHere: return limitOthers(0)
    case .debtorNPLShareHere:
      return limitOthers(
        Share(rules.policy.borrowerNPLShare).largestNotExceeding(original.loan.totals.balance))
    case .eclShare50, .eclShare90: return limitLoss()
    case .technicalOverdueExempt, .renewalExempt, .upgradeNotChecked: return false
    }
  }

  /// Without the override where the rules alone give the target, else with one that gives it.
  private mutating func releaseOverride() -> Bool {
    let current = Classification.classValue(original.facts.overrideClass)
    if rules.ruleVerdict(facts).riskClass.rawValue <= target.rawValue {
      record(.override, "risk_class", .absent, .missing, current)
    } else {
      record(.override, "risk_class", .atMost, .code(target.code), current)
    }
    return true
  }

  /// Makes a change and notes it; of two of the same fact the later, stricter one holds.
  private mutating func record(
    _ subject: ClassChange.Subject, _ name: String, _ relation: ClassChange.Relation,
    _ value: ClassFactValue, _ current: ClassFactValue
  ) {
    let change = ClassChange(
      subject: subject, name: name, relation: relation, value: value, current: current)
    scenario.apply(change)
    if let place = found.firstIndex(where: { $0.subject == subject && $0.name == name }) {
      found[place] = change
    } else {
      found.append(change)
    }
  }

  private mutating func clear(_ flag: LoanFlags, _ name: String) -> Bool {
    guard facts.flags.contains(flag) else { return false }
    record(.loan, name, .equal, .flag(false), .flag(true))
    return true
  }

  /// Most days overdue under the target.
  private var allowedDays: Int {
    switch target {
    case .normal: shortDays
    case .specialMention: rules.policy.substandardDays
    case .substandard: rules.policy.doubtfulDays
    case .doubtful: rules.policy.lossDays
    case .loss: .max
    }
  }

  /// Days that count as no overdue: those of a technical one.
  private var shortDays: Int { facts.flags.contains(.technicalOverdue) ? rules.policy.technicalDays : 0 }

  private mutating func limitDays(_ limit: Int) -> Bool {
    guard rules.effectiveDaysPastDue(facts) > limit else { return false }
    if Int(facts.daysPastDue) > limit {
      record(
        .loan, "days_past_due", .atMost, .whole(limit), .whole(Int(original.facts.daysPastDue)))
    }
    if rules.effectiveDaysPastDue(facts) > limit {
      let day = rules.asOf.adding(days: -limit)
      record(
        .loan, "original_maturity_date", .atLeast, .day(day),
        Classification.dayValue(original.facts.originalMaturity))
    }
    return true
  }

  /// Fewer overdue days where a column of the matrix allows it, else no warning sign.
  private mutating func releaseMatrix() -> Bool {
    let days = rules.effectiveDaysPastDue(facts)
    let bound = rules.policy.matrixCells.dayBounds.last { bound in
      guard bound < days, let cell = rules.matrixClass(days: bound, facts) else { return false }
      return cell.rawValue <= target.rawValue
    }
    if let bound { return limitDays(bound) }
    return clear(.watch, "watch")
  }

  /// No payment missed, and the day on which the observation has ended.
  private mutating func endObservation() -> Bool {
    let isPaid = limitDays(shortDays)
    guard let end = rules.observationEnd(facts) else {
      let months = max(
        rules.restructuring.observationMonths, rules.restructuring.observationPayments * facts.monthsPerPeriod
      )
      let day = BetterClass.latest(months: months, before: rules.asOf)
      record(.loan, "restructured_date", .atMost, .day(day), .missing)
      return true
    }
    return wait(until: end) || isPaid
  }

  /// Arrears paid, regular payment for long enough, nothing else of the debtor impaired.
  private mutating func meetUpgrade() -> Bool {
    var isChanged = limitDays(0)
    if let day = rules.upgradeDay(facts) {
      isChanged = wait(until: day) || isChanged
    } else {
      let day = BetterClass.latest(months: rules.upgradeMonths(facts), before: rules.asOf)
      record(.loan, "cured_since", .atMost, .day(day), .missing)
      isChanged = true
    }
    // Condition (3) counts once the loan itself would go up.
    if scenario.othersNonPerforming > 0, rules.isUpgrade(facts, rules.ownVerdict(facts)) {
      isChanged = limitOthers(0) || isChanged
    }
    return isChanged
  }

  private mutating func wait(until day: CalendarDay) -> Bool {
    guard day > rules.asOf else { return false }
    record(.day, "as_of", .atLeast, .day(day), .day(original.rules.asOf))
    return true
  }

  private mutating func limitOthers(_ limit: Int64) -> Bool {
    guard scenario.othersNonPerforming > limit else { return false }
    record(
      .otherLoans, "non_performing_balance", .atMost, .money(limit), .money(original.othersNonPerforming))
    return true
  }

  private mutating func limitLoss() -> Bool {
    let share = target == .doubtful ? rules.policy.eclLossShare : rules.policy.eclDoubtfulShare
    guard let limit = Share(share).largestNotReaching(scenario.loan.balance), limit < scenario.loan.loss
    else {
      return false
    }
    record(.loan, "provision", .atMost, .money(limit), .money(original.loan.loss))
    return true
  }

  /// The latest day after which so many months have passed on another day.
  private static func latest(months: Int, before day: CalendarDay) -> CalendarDay {
    var latest = day.adding(months: -months)
    while latest.adding(days: 1).adding(months: months) <= day { latest = latest.adding(days: 1) }
    return latest
  }
}

extension ClassScenario {
  /// The loan's facts.
  var facts: Classification.Facts { loan.facts }
}

extension Share {
  /// The largest part that is not over the share of the whole.
  func largestNotExceeding(_ whole: Int64) -> Int64 {
    Int64(Int128(whole) * Int128(billionths) / 1_000_000_000)
  }

  /// The largest part that stays below the share of the whole; nil where none does.
  func largestNotReaching(_ whole: Int64) -> Int64? {
    let product = Int128(whole) * Int128(billionths)
    let least = product / 1_000_000_000 + (product % 1_000_000_000 > 0 ? 1 : 0)
    return least > 0 ? Int64(least) - 1 : nil
  }
}
