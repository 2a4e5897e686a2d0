internal import LoanUnits
internal import Lending

/// Step 3, the conditions of an upgrade (上调), art. 14 of Order 1 of 2023.
///
/// A non-performing asset goes up to special mention or normal only where (1) its arrears are paid and it then paid
/// regularly for two consecutive periods or six months, whichever is longer, (2) the debtor is expected to keep
/// performing, and (3) the debtor has no impaired asset at this bank. (1) is found from the tape, (3) from the debtor's
/// other loans; (2) is a judgement, which comes as an expert's class or an override. Retail assets may be upgraded by
/// their overdue days instead.
extension Classification {
  func guardUpgrade(_ facts: Facts, _ verdict: inout ClassVerdict) {
    guard !verdict.riskClass.isNonPerforming, !isRetail(size: facts.size) else { return }
    if facts.wasNonPerforming {
      if !hasPaidLongEnough(facts) { verdict.require(.upgradeNotMet) }
    } else if facts.previousClass == missingCode, facts.curedSince != missingDay {
      verdict.note(.upgradeNotChecked)
    }
  }

  /// Condition (1).
  func hasPaidLongEnough(_ facts: Facts) -> Bool {
    guard let day = upgradeDay(facts) else { return false }
    return effectiveDaysPastDue(facts) <= 0 && day <= asOf
  }

  /// The day on which regular payment has lasted long enough; nil where it is not known since when.
  func upgradeDay(_ facts: Facts) -> CalendarDay? {
    guard facts.curedSince != missingDay else { return nil }
    return CalendarDay(daysSinceEpoch: facts.curedSince).adding(months: upgradeMonths(facts))
  }

  /// Months of regular payment: six, or two periods where those are longer.
  func upgradeMonths(_ facts: Facts) -> Int {
    max(restructuring.upgradeMonths, restructuring.upgradePayments * facts.monthsPerPeriod)
  }

  /// Whether a verdict of steps 1 to 3 takes the loan out of the non-performing classes, so that condition (3) counts.
  public func isUpgrade(_ facts: Facts, _ verdict: ClassVerdict) -> Bool {
    facts.wasNonPerforming && !verdict.riskClass.isNonPerforming && !isRetail(size: facts.size)
  }
}
