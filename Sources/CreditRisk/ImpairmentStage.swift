public import Lending
public import LoanUnits

/// The stage of credit risk (信用风险阶段) of CAS 22 / IFRS 9.
public struct ImpairmentStaging: Sendable {
  let policy: ImpairmentPolicy
  let asOf: CalendarDay

  /// Prepares the tests for a day.
  public init(_ policy: ImpairmentPolicy, asOf: CalendarDay) {
    self.policy = policy
    self.asOf = asOf
  }

  /// The stage of a loan: 1, 2 or 3.
  ///
  /// - Parameters:
  ///   - riskClass: Its class after the borrower rules.
  ///   - daysPastDue: Overdue days that count.
  ///   - isWatched: Whether it is on the watch list.
  ///   - isUnderObservation: Whether it is restructured and under observation.
  ///   - wasNonPerforming: Whether its previous class was non-performing.
  ///   - wasStage3: Whether last month's output had it in stage 3: cured since then, where no day is given.
  ///   - curedSince: Since when it is cured, or ``missingDay``.
  ///   - probability: PD now, a fraction.
  ///   - originationProbability: PD at origination, or NaN.
  public func stage(
    riskClass: RiskClass, daysPastDue: Int, isWatched: Bool, isUnderObservation: Bool, wasNonPerforming: Bool,
    wasStage3: Bool = false, curedSince: Int32, probability: Double, originationProbability: Double
  ) -> UInt8 {
    if riskClass.isNonPerforming || daysPastDue > policy.stage3Days { return 3 }
    if policy.specialMentionIsStage2, riskClass == .specialMention { return 2 }
    if daysPastDue > policy.stage2Days || isWatched || isUnderObservation { return 2 }
    // The bounds are inclusive; the slack absorbs the binary error of a decimal difference.
    let slack = 1e-12
    if probability >= policy.pdRatio * originationProbability - slack,
      probability - originationProbability >= policy.pdRise - slack
    {
      return 2
    }
    if wasNonPerforming || wasStage3, curedSince != missingDay,
      CalendarDay(daysSinceEpoch: curedSince).adding(months: policy.probationMonths) > asOf
    {
      return 2
    }
    return wasStage3 && curedSince == missingDay && policy.probationMonths > 0 ? 2 : 1
  }
}
