public import Lending
public import LoanUnits

/// Section `disclosure` of the policy: what the borrower is shown of a loan's cost.
public struct DisclosurePolicy: Hashable, Sendable {
  /// The cost that stands for all others.
  public enum Headline: String, CaseIterable, Sendable {
    /// Internal rate, compounded to a year.
    case effective
    /// Internal rate of a period × periods.
    case nominal
  }

  /// Rule behind the enterprise's cost sheet.
  public var enterpriseRule: String
  /// Rule behind the person's disclosure.
  public var personRule: String
  /// First day on which it is in force.
  public var personSince: CalendarDay
  /// Borrowers who are natural persons.
  public var personSizes: Set<EnterpriseSize>
  /// Which figure is the person's annualised cost when performing (正常履约年化综合融资成本).
  public var personHeadline: Headline

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    enterpriseRule: String, personRule: String, personSince: CalendarDay, personSizes: Set<EnterpriseSize>,
    personHeadline: Headline
  ) {
    self.enterpriseRule = enterpriseRule
    self.personRule = personRule
    self.personSince = personSince
    self.personSizes = personSizes
    self.personHeadline = personHeadline
  }
}
