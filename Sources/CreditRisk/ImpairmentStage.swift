public import Lending
public import LoanUnits

/// The stage of credit risk (信用风险阶段) of CAS 22 / IFRS 9.
///
/// A class, since a value would be copied for each loan.
public final class ImpairmentStaging: Sendable {
  let policy: ImpairmentPolicy
  let increase: SignificantIncrease
  let asOf: CalendarDay

  /// Prepares the tests for a day.
  public init(_ policy: ImpairmentPolicy, increase: SignificantIncrease, asOf: CalendarDay) {
    self.policy = policy
    self.increase = increase
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
  ///   - months: Remaining life.
  ///   - age: Months since origination.
  public func stage(
    riskClass: RiskClass, daysPastDue: Int, isWatched: Bool, isUnderObservation: Bool, wasNonPerforming: Bool,
    wasStage3: Bool = false, curedSince: Int32, probability: Double, originationProbability: Double,
    months: Int, age: Int
  ) -> UInt8 {
    if riskClass.isNonPerforming || daysPastDue > policy.stage3Days { return 3 }
    if policy.specialMentionIsStage2, riskClass == .specialMention { return 2 }
    if daysPastDue > policy.stage2Days || isWatched || isUnderObservation { return 2 }
    if increase.isMet(
      probability: probability, origination: originationProbability, months: months, age: age)
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
