internal import Lending
internal import LoanUnits

/// A loan with its debtor's other loans on a day: facts that may be changed, and the class that follows from them.
struct ClassScenario {
  var loan: ClassCase
  private(set) var rules: Classification
  // The debtor's other loans, by their own facts.
  private var othersBalance: Int64
  private var othersOwnNonPerforming: Int64
  private var othersUpgraded: Int64

  init(_ loan: ClassCase, _ rules: Classification) {
    self.loan = loan
    self.rules = rules
    let own = rules.ownVerdict(loan.facts)
    othersBalance = loan.totals.balance - loan.balance
    othersOwnNonPerforming =
      loan.totals.nonPerformingBalance - (own.riskClass.isNonPerforming ? loan.balance : 0)
    othersUpgraded = loan.totals.upgradedBalance - (rules.isUpgrade(loan.facts, own) ? loan.balance : 0)
  }

  /// Non-performing balance of the other loans, with those that are held back while one of the debtor's is.
  var othersNonPerforming: Int64 {
    let own = rules.ownVerdict(loan.facts)
    let isOneNonPerforming =
      othersOwnNonPerforming > 0 || (own.riskClass.isNonPerforming && loan.balance > 0)
    return othersOwnNonPerforming + (isOneNonPerforming ? othersUpgraded : 0)
  }

  /// Lets the other loans have so much that is non-performing.
  mutating func setOthersNonPerforming(_ balance: Int64) {
    othersOwnNonPerforming = balance
    othersUpgraded = 0
  }

  /// Moves the scenario to a later day; an override may run out before it.
  mutating func move(to day: CalendarDay) {
    rules = Classification(rules.policy, restructuring: rules.restructuring, asOf: day)
    if let end = loan.overrideExpires, end < day { loan.facts.overrideClass = missingCode }
  }

  /// The class by all steps.
  var verdict: ClassVerdict {
    var verdict = rules.ownVerdict(loan.facts)
    let isOwn = verdict.riskClass.isNonPerforming
    var totals = loan.totals
    totals.balance = othersBalance + loan.balance
    totals.nonPerformingBalance = othersOwnNonPerforming + (isOwn ? loan.balance : 0)
    totals.upgradedBalance = othersUpgraded + (rules.isUpgrade(loan.facts, verdict) ? loan.balance : 0)
    rules.requireByBorrower(&verdict, loan.facts, balance: loan.balance, totals: totals)
    // Every loan that is non-performing is in stage 3.
    rules.requireByLossShare(
      &verdict, isImpaired: loan.facts.flags.contains(.creditImpaired), isStage3: true, loss: loan.loss,
      balance: loan.balance)
    return verdict
  }

  /// The class that a rule asks for at least; nil: none.
  func demand(_ reason: ClassReason) -> RiskClass? {
    switch reason {
    case .matrix: rules.matrixClass(loan.facts)
    case .expert: RiskClass(rawValue: loan.facts.expertClass)
    case .override: RiskClass(rawValue: loan.facts.overrideClass)
    default: reason.atLeast
    }
  }

  /// The rules that ask for a class worse than a target: those before an override count no longer.
  func blocking(_ target: RiskClass) -> [ClassReason] {
    let verdict = verdict
    guard verdict.riskClass.rawValue > target.rawValue else { return [] }
    let isReplaced = verdict.reasons & ClassReason.override.bit != 0
    return ClassReason.allCases.filter { reason in
      guard verdict.reasons & reason.bit != 0, let demand = demand(reason) else { return false }
      return demand.rawValue > target.rawValue && (!isReplaced || ClassScenario.followsOverride(reason))
    }
  }

  private static func followsOverride(_ reason: ClassReason) -> Bool {
    switch reason {
    case .override, .upgradeNotMet, .debtorNPLElsewhere, .debtorNPLHere, .debtorNPLShareHere,
      .overdue90ShareAllBanks, .eclShare50, .eclShare90:
      true
    default: false
    }
  }
}
