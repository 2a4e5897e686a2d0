public import Lending
public import LoanUnits

/// The five categories (五级分类) of Order 1 of 2023, in the order of domain 5.8 that needs no iteration:
/// own facts, expert, upgrade guard, borrower rules, and after the credit loss its shares.
public final class Classification: Sendable {
  /// What the rules look at in one loan; absent days are ``missingDay``, absent codes ``missingCode``.
  public struct Facts: Sendable {
    /// Days past due as reported.
    public var daysPastDue: Int32
    /// The yes-or-no facts.
    public var flags: LoanFlags
    /// Code of ``EnterpriseSize``.
    public var size: UInt8
    /// Code of ``Guarantee``.
    public var guarantee: UInt8
    /// Code of the class before.
    public var previousClass: UInt8
    /// Code of the expert's class.
    public var expertClass: UInt8
    /// How often restructured; NaN where unknown.
    public var restructuredCount: Double
    /// Contract maturity.
    public var maturity: Int32
    /// Maturity of the contract that was refinanced.
    public var originalMaturity: Int32
    /// First agreed payment.
    public var firstPayment: Int32
    /// Day of restructuring.
    public var restructured: Int32
    /// Since when arrears are paid.
    public var curedSince: Int32
    /// Months of a payment period.
    public var monthsPerPeriod: Int

    /// Takes a loan's facts from a batch.
    @inlinable public init(_ batch: LoanBatch, row: Int, monthsPerPeriod: Int) {
      daysPastDue = batch.daysPastDue[row]
      flags = LoanFlags(rawValue: batch.flags[row])
      size = batch[.size, row]
      guarantee = batch[.guarantee, row]
      previousClass = batch[.previousClass, row]
      expertClass = batch[.expertClass, row]
      restructuredCount = batch[.restructuredCount, row]
      maturity = batch[.maturity, row]
      originalMaturity = batch[.originalMaturity, row]
      firstPayment = batch[.firstPayment, row]
      restructured = batch[.restructured, row]
      curedSince = batch[.curedSince, row]
      self.monthsPerPeriod = monthsPerPeriod
    }
  }

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

  /// Steps 1 to 3: own facts, expert class, upgrade guard.
  public func ownVerdict(_ facts: Facts) -> ClassVerdict {
    var verdict = ClassVerdict()
    // Most loans of a book give no rule anything to look at.
    if facts.daysPastDue <= 0, facts.flags.isDisjoint(with: Classification.decidingFlags), !policy.matrix,
      facts.expertClass == missingCode, facts.previousClass == missingCode, facts.curedSince == missingDay
    {
      return verdict
    }
    let days = effectiveDaysPastDue(facts)
    if days > 0 { requireByDays(days, facts, &verdict) }
    let flags = facts.flags
    if flags.rawValue != 0 { requireByFlags(facts, &verdict) }
    if policy.matrix, let cell = matrixClass(days: days, facts), cell != .normal {
      verdict.require(cell, .matrix)
    }
    if flags.contains(.restructured), isUnderObservation(facts) {
      verdict.require(.specialMention, .restructuredObservation)
      if facts.restructuredCount >= 2 { verdict.require(.substandard, .restructuredAgain) }
    }
    if facts.expertClass != missingCode, facts.expertClass > verdict.riskClass.rawValue,
      let expert = RiskClass(rawValue: facts.expertClass)
    {
      verdict.require(expert, .expert)
    }
    if !isRetail(size: facts.size), !verdict.riskClass.isNonPerforming { guardUpgrade(facts, &verdict) }
    return verdict
  }

  private func requireByDays(_ days: Int, _ facts: Facts, _ verdict: inout ClassVerdict) {
    if days > policy.lossDays {
      verdict.require(.loss, .overdueOver360)
    } else if days > policy.doubtfulDays {
      verdict.require(.doubtful, .overdue271To360)
    } else if days > policy.substandardDays {
      verdict.require(.substandard, .overdue91To270)
    } else if facts.flags.contains(.technicalOverdue), days <= policy.technicalDays {
      verdict.note(.technicalOverdueExempt)
    } else {
      verdict.require(.specialMention, .overdue1To90)
    }
  }

  private func requireByFlags(_ facts: Facts, _ verdict: inout ClassVerdict) {
    let flags = facts.flags
    if flags.contains(.divertedUse) { verdict.require(.specialMention, .divertedUse) }
    if flags.contains(.renewal), isRenewalExempt(facts) {
      verdict.note(.renewalExempt)
    } else if flags.contains(.refinanced) || flags.contains(.renewal) {
      verdict.require(.specialMention, .refinanced)
    }
    if flags.contains(.creditImpaired) { verdict.require(.substandard, .creditImpaired) }
    if flags.contains(.ratingCut) { verdict.require(.substandard, .ratingCut) }
    if flags.contains(.evading) { verdict.require(.doubtful, .evasion) }
    if flags.contains(.bankrupt) { verdict.require(.loss, .bankruptcy) }
  }

  private func isRenewalExempt(_ facts: Facts) -> Bool {
    guard facts.size != missingCode else { return false }
    switch renewalScope[Int(facts.size)] {
    case .always: return true
    case .temporary:
      return facts.maturity != missingDay
        && facts.maturity <= policy.renewalTemporaryUntil.daysSinceEpoch
    case .never: return false
    }
  }

  private func matrixClass(days: Int, _ facts: Facts) -> RiskClass? {
    guard isRetail(size: facts.size), let guarantee = Guarantee(rawValue: facts.guarantee),
      let row = policy.matrixCells.classes[guarantee]
    else { return nil }
    let bucket = policy.matrixCells.dayBounds.firstIndex { days <= $0 } ?? policy.matrixCells.dayBounds.count
    return bucket < row.count ? row[bucket] : nil
  }

  /// Whether a restructured loan is under observation (观察期).
  ///
  /// From the first agreed payment after the change, or since its arrears were paid, at least the policy's
  /// months and consecutive payments. Without dates it is.
  public func isUnderObservation(_ facts: Facts) -> Bool {
    guard facts.flags.contains(.restructured) else { return false }
    var start = facts.restructured
    if facts.firstPayment != missingDay, facts.firstPayment > start { start = facts.firstPayment }
    guard start != missingDay else { return true }
    if facts.curedSince != missingDay, facts.curedSince > start { start = facts.curedSince }
    let days = effectiveDaysPastDue(facts)
    if days > 0, !(facts.flags.contains(.technicalOverdue) && days <= policy.technicalDays) { return true }
    let months = max(
      restructuring.observationMonths, restructuring.observationPayments * facts.monthsPerPeriod)
    return asOf < CalendarDay(daysSinceEpoch: start).adding(months: months)
  }

  private func guardUpgrade(_ facts: Facts, _ verdict: inout ClassVerdict) {
    let wasNonPerforming =
      facts.previousClass != missingCode && facts.previousClass >= RiskClass.substandard.rawValue
    if wasNonPerforming {
      let months = max(restructuring.upgradeMonths, restructuring.upgradePayments * facts.monthsPerPeriod)
      let isMet =
        facts.curedSince != missingDay && effectiveDaysPastDue(facts) <= 0
        && CalendarDay(daysSinceEpoch: facts.curedSince).adding(months: months) <= asOf
      if !isMet { verdict.require(.substandard, .upgradeNotMet) }
    } else if facts.previousClass == missingCode, facts.curedSince != missingDay {
      verdict.note(.upgradeNotChecked)
    }
  }

  /// Step 7: an impaired loan whose loss takes half or nine tenths of its balance.
  ///
  /// - Parameters:
  ///   - loss: Booked provision where there is one, else the credit loss, in fen.
  ///   - balance: Book balance in fen; at 0 there is no share.
  public func requireByLossShare(
    _ verdict: inout ClassVerdict, isImpaired: Bool, isStage3: Bool, loss: Int64, balance: Int64
  ) {
    guard policy.eclShareScope == .stage3 ? isStage3 : isImpaired, balance > 0 else { return }
    if Share(policy.eclLossShare).isReached(by: loss, of: balance) {
      verdict.require(.loss, .eclShare90)
    } else if Share(policy.eclDoubtfulShare).isReached(by: loss, of: balance) {
      verdict.require(.doubtful, .eclShare50)
    }
  }
}
