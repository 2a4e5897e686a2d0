/// Section `lpr` of the policy.
public struct LoanPrimeRatePolicy: Hashable, Sendable {
  /// Which day's rate a contract refers to.
  public enum Reference: String, CaseIterable, Sendable {
    /// The rate in force on the day itself.
    case sameDay = "same_day"
    /// The rate in force on the day before (前一日).
    case previousDay = "previous_day"
  }
  /// The day whose rate is taken.
  public var reference: Reference
  /// The tenor for terms over one and up to five years, which the rule leaves to the bank.
  public var tenorChoiceOneToFiveYears: PrimeRateTenor
  /// After so many days without a publication the table is called stale.
  public var staleAfterDays: Int

  /// Creates the section.
  public init(reference: Reference, tenorChoiceOneToFiveYears: PrimeRateTenor, staleAfterDays: Int) {
    self.reference = reference
    self.tenorChoiceOneToFiveYears = tenorChoiceOneToFiveYears
    self.staleAfterDays = staleAfterDays
  }

  /// The tenor for a contract term: up to a year 1Y, over five years 5Y, the bank's choice between.
  ///
  /// PBoC Announcement 15 of 2019; exactly five years is not over five.
  ///
  /// - Parameter months: The original contract term.
  @inlinable public func tenor(months: Int) -> PrimeRateTenor {
    if months <= 12 { return .oneYear }
    return months > 60 ? .fiveYear : tenorChoiceOneToFiveYears
  }
}
