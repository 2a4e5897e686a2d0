internal import Lending
public import LoanUnits

/// The five categories (五级分类) of Order 1 of 2023, in the order of domain 5.8 that needs no iteration:
/// own facts, expert, upgrade guard, borrower rules, and after the credit loss its shares.
public final class Classification: Sendable {
  let policy: ClassificationPolicy
  let restructuring: RestructuringPolicy
  let asOf: CalendarDay
  let isRetailSize: [Bool]
  let renewalScope: [RenewalScope]

  enum RenewalScope { case always, temporary, never }

  /// Lays the policy out for a day.
  public init(_ policy: ClassificationPolicy, restructuring: RestructuringPolicy, asOf: CalendarDay) {
    self.policy = policy
    self.restructuring = restructuring
    self.asOf = asOf
    isRetailSize = EnterpriseSize.allCases.map { policy.retailSizes.contains($0) }
    renewalScope = EnterpriseSize.allCases.map {
      policy.renewalSizes.contains($0)
        ? .always : (policy.renewalTemporarySizes.contains($0) ? .temporary : .never)
    }
  }

  /// Whether a size is a retail asset (零售资产); an empty size is not.
  public func isRetail(size: UInt8) -> Bool {
    size != missingCode && isRetailSize[Int(size)]
  }

  /// Whether the debtor rules 10(4), 7 and 11(4) run on a size.
  public func hasDebtorRules(size: UInt8) -> Bool {
    policy.contagionForRetail || !isRetail(size: size)
  }

  /// Overdue days that count: a refinanced loan is as late as the contract it replaced.
  public func effectiveDaysPastDue(_ facts: Facts) -> Int {
    var days = Int(facts.daysPastDue)
    if facts.flags.contains(.refinanced), facts.originalMaturity != missingDay {
      days = max(days, Int(asOf.daysSinceEpoch) - Int(facts.originalMaturity))
    }
    return days
  }

  /// Flags without which, no day overdue and no class before, no rule of steps 1 to 3 fires.
  private static let decidingFlags: LoanFlags = [
    .technicalOverdue, .divertedUse, .refinanced, .renewal, .creditImpaired, .ratingCut, .evading, .bankrupt,
    .restructured,
  ]

  /// Steps 1 to 3: own facts, expert class and override, upgrade guard.
  public func ownVerdict(_ facts: Facts) -> ClassVerdict {
    // Most loans of a book give no rule anything to look at.
    if facts.daysPastDue <= 0, facts.flags.isDisjoint(with: Classification.decidingFlags), !policy.matrix,
      facts.expertClass == missingCode, facts.overrideClass == missingCode, !facts.wasNonPerforming,
      facts.curedSince == missingDay
    {
      return ClassVerdict()
    }
    var verdict = ruleVerdict(facts)
    if let given = RiskClass(rawValue: facts.overrideClass), given != verdict.riskClass {
      verdict.replace(by: given)
    }
    guardUpgrade(facts, &verdict)
    return verdict
  }

  /// What the rules on the loan's own facts and the expert give, before any override.
  public func ruleVerdict(_ facts: Facts) -> ClassVerdict {
    var verdict = orderVerdict(facts)
    if policy.matrix, let cell = matrixClass(facts), cell != .normal { verdict.require(cell, .matrix) }
    if let expert = RiskClass(rawValue: facts.expertClass), expert.rawValue > verdict.riskClass.rawValue {
      verdict.require(expert, .expert)
    }
    return verdict
  }

  /// The least class that the Order itself asks for on the loan's own facts.
  ///
  /// Arts. 10 to 13 and 17 to 23, without the shares of loss and the debtor rules.
  public func orderVerdict(_ facts: Facts) -> ClassVerdict {
    var verdict = ClassVerdict()
    let days = effectiveDaysPastDue(facts)
    if days > 0 { requireByDays(days, facts, &verdict) }
    if facts.flags.rawValue != 0 { requireByFlags(facts, &verdict) }
    if facts.flags.contains(.restructured), isUnderObservation(facts) {
      verdict.require(.restructuredObservation)
      if facts.restructuredCount >= 2 { verdict.require(.restructuredAgain) }
    }
    return verdict
  }

  private func requireByDays(_ days: Int, _ facts: Facts, _ verdict: inout ClassVerdict) {
    if days > policy.lossDays {
      verdict.require(.overdueOver360)
    } else if days > policy.doubtfulDays {
      verdict.require(.overdue271To360)
    } else if days > policy.substandardDays {
      verdict.require(.overdue91To270)
    } else if isTechnical(days: days, facts) {
      verdict.note(.technicalOverdueExempt)
    } else {
      verdict.require(.overdue1To90)
    }
  }

  /// Whether an overdue is short and technical (技术性逾期).
  func isTechnical(days: Int, _ facts: Facts) -> Bool {
    facts.flags.contains(.technicalOverdue) && days <= policy.technicalDays
  }

  private func requireByFlags(_ facts: Facts, _ verdict: inout ClassVerdict) {
    let flags = facts.flags
    if flags.contains(.divertedUse) { verdict.require(.divertedUse) }
    if flags.contains(.renewal), isRenewalExempt(facts) {
      verdict.note(.renewalExempt)
    } else if flags.contains(.refinanced) || flags.contains(.renewal) {
      verdict.require(.refinanced)
    }
    if flags.contains(.creditImpaired) { verdict.require(.creditImpaired) }
    if flags.contains(.ratingCut) { verdict.require(.ratingCut) }
    if flags.contains(.evading) { verdict.require(.evasion) }
    if flags.contains(.bankrupt) { verdict.require(.bankruptcy) }
  }

  func isRenewalExempt(_ facts: Facts) -> Bool {
    guard facts.size != missingCode else { return false }
    switch renewalScope[Int(facts.size)] {
    case .always: return true
    case .temporary:
      return facts.maturity != missingDay
        && facts.maturity <= policy.renewalTemporaryUntil.daysSinceEpoch
    case .never: return false
    }
  }

  /// The cell of the matrix of 银监发〔2007〕63号 for a retail loan; so many classes lower with a warning sign.
  func matrixClass(_ facts: Facts) -> RiskClass? {
    matrixClass(days: effectiveDaysPastDue(facts), facts)
  }

  func matrixClass(days: Int, _ facts: Facts) -> RiskClass? {
    guard isRetail(size: facts.size), let guarantee = Guarantee(rawValue: facts.guarantee),
      let row = policy.matrixCells.classes[guarantee]
    else { return nil }
    let bucket = policy.matrixCells.dayBounds.firstIndex { days <= $0 } ?? policy.matrixCells.dayBounds.count
    guard bucket < row.count else { return nil }
    let steps = facts.flags.contains(.watch) ? policy.matrixWarningSteps : 0
    let lowered = Int(row[bucket].rawValue) + steps
    return RiskClass(rawValue: UInt8(truncatingIfNeeded: min(lowered, Int(RiskClass.loss.rawValue))))
  }

  /// Step 7: an impaired loan whose loss takes half or nine tenths of its balance.
  ///
  /// It moves among the non-performing classes only: stage and credit loss were found under the class of step 4, and a
  /// loan that an approver lifted out of them is not sent back by its loss.
  ///
  /// - Parameters:
  ///   - loss: Booked provision where there is one, else the credit loss, in fen.
  ///   - balance: Book balance in fen; at 0 there is no share.
  public func requireByLossShare(
    _ verdict: inout ClassVerdict, isImpaired: Bool, isStage3: Bool, loss: Int64, balance: Int64
  ) {
    guard policy.eclShareScope == .stage3 ? isStage3 : isImpaired, balance > 0,
      verdict.riskClass.isNonPerforming
    else { return }
    if Share(policy.eclLossShare).isReached(by: loss, of: balance) {
      verdict.require(.eclShare90)
    } else if Share(policy.eclDoubtfulShare).isReached(by: loss, of: balance) {
      verdict.require(.eclShare50)
    }
  }
}
