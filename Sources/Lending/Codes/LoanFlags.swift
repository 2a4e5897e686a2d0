/// The yes-or-no facts of a loan, packed into one word.
public struct LoanFlags: OptionSet, Hashable, Sendable {
  /// One bit a flag.
  public var rawValue: UInt32

  /// Creates a set from its bits.
  @inlinable public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Overdue for an operational or technical reason (技术性逾期).
  public static let technicalOverdue = LoanFlags(rawValue: 1 << 0)
  /// Funds used otherwise than agreed (挪用).
  public static let divertedUse = LoanFlags(rawValue: 1 << 1)
  /// Repaid by new borrowing (借新还旧).
  public static let refinanced = LoanFlags(rawValue: 1 << 2)
  /// External rating cut sharply.
  public static let ratingCut = LoanFlags(rawValue: 1 << 3)
  /// Credit-impaired in the sense of CAS 22 (已发生信用减值).
  public static let creditImpaired = LoanFlags(rawValue: 1 << 4)
  /// Restructured asset (重组资产).
  public static let restructured = LoanFlags(rawValue: 1 << 5)
  /// The debtor evades bank debt (逃废债).
  public static let evading = LoanFlags(rawValue: 1 << 6)
  /// The debtor is in bankruptcy liquidation (破产清算).
  public static let bankrupt = LoanFlags(rawValue: 1 << 7)
  /// On the watch list.
  public static let watch = LoanFlags(rawValue: 1 << 8)
  /// Written off (核销).
  public static let writtenOff = LoanFlags(rawValue: 1 << 9)
  /// Renewal without repayment of principal (无还本续贷).
  public static let renewal = LoanFlags(rawValue: 1 << 10)
  /// First-time borrower (首贷户).
  public static let firstLoan = LoanFlags(rawValue: 1 << 11)
  /// Investment-grade company (投资级公司).
  public static let investmentGrade = LoanFlags(rawValue: 1 << 12)
  /// Non-local exposure (异地).
  public static let nonLocal = LoanFlags(rawValue: 1 << 13)
  /// More than half of the repayment comes from the property.
  public static let propertyDependent = LoanFlags(rawValue: 1 << 14)
  /// The undrawn part is cancellable at any time without notice.
  public static let cancellable = LoanFlags(rawValue: 1 << 15)
  /// The debtor has a non-performing debt at another bank.
  public static let externalNPL = LoanFlags(rawValue: 1 << 16)

  /// The row carries a feature of a model: set at intake, no column of its own.
  public static let hasFeatures = LoanFlags(rawValue: 1 << 31)

  /// The columns of the flags, bit by bit from the lowest.
  public static let columns: [String] = [
    "technical_overdue",
    "diverted_use",
    "refinanced",
    "rating_cut",
    "credit_impaired",
    "restructured",
    "evading",
    "bankrupt",
    "watch",
    "written_off",
    "renewal",
    "first_loan",
    "investment_grade",
    "non_local",
    "property_dependent",
    "cancellable",
    "external_npl",
  ]
}
