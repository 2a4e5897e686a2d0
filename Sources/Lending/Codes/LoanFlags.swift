/// The yes-or-no facts of a loan, packed into one word.
///
/// The flags are computed, so that other modules see constants and not the addresses of globals.
public struct LoanFlags: OptionSet, Hashable, Sendable {
  /// One bit a flag.
  public var rawValue: UInt32

  /// Creates a set from its bits.
  @inlinable public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Overdue for an operational or technical reason (技术性逾期).
  @inlinable public static var technicalOverdue: LoanFlags { LoanFlags(rawValue: 1 << 0) }
  /// Funds used otherwise than agreed (挪用).
  @inlinable public static var divertedUse: LoanFlags { LoanFlags(rawValue: 1 << 1) }
  /// Repaid by new borrowing (借新还旧).
  @inlinable public static var refinanced: LoanFlags { LoanFlags(rawValue: 1 << 2) }
  /// External rating cut sharply.
  @inlinable public static var ratingCut: LoanFlags { LoanFlags(rawValue: 1 << 3) }
  /// Credit-impaired in the sense of CAS 22 (已发生信用减值).
  @inlinable public static var creditImpaired: LoanFlags { LoanFlags(rawValue: 1 << 4) }
  /// Restructured asset (重组资产).
  @inlinable public static var restructured: LoanFlags { LoanFlags(rawValue: 1 << 5) }
  /// The debtor evades bank debt (逃废债).
  @inlinable public static var evading: LoanFlags { LoanFlags(rawValue: 1 << 6) }
  /// The debtor is in bankruptcy liquidation (破产清算).
  @inlinable public static var bankrupt: LoanFlags { LoanFlags(rawValue: 1 << 7) }
  /// On the watch list.
  @inlinable public static var watch: LoanFlags { LoanFlags(rawValue: 1 << 8) }
  /// Written off (核销).
  @inlinable public static var writtenOff: LoanFlags { LoanFlags(rawValue: 1 << 9) }
  /// Renewal without repayment of principal (无还本续贷).
  @inlinable public static var renewal: LoanFlags { LoanFlags(rawValue: 1 << 10) }
  /// First-time borrower (首贷户).
  @inlinable public static var firstLoan: LoanFlags { LoanFlags(rawValue: 1 << 11) }
  /// Investment-grade company (投资级公司).
  @inlinable public static var investmentGrade: LoanFlags { LoanFlags(rawValue: 1 << 12) }
  /// Non-local exposure (异地).
  @inlinable public static var nonLocal: LoanFlags { LoanFlags(rawValue: 1 << 13) }
  /// More than half of the repayment comes from the property.
  @inlinable public static var propertyDependent: LoanFlags { LoanFlags(rawValue: 1 << 14) }
  /// The undrawn part is cancellable at any time without notice.
  @inlinable public static var cancellable: LoanFlags { LoanFlags(rawValue: 1 << 15) }
  /// The debtor has a non-performing debt at another bank.
  @inlinable public static var externalNPL: LoanFlags { LoanFlags(rawValue: 1 << 16) }
  /// The bank counts the loan as inclusive (普惠型小微企业贷款).
  @inlinable public static var inclusive: LoanFlags { LoanFlags(rawValue: 1 << 17) }

  /// The row carries a feature of a model: set at intake, no column of its own.
  @inlinable public static var hasFeatures: LoanFlags { LoanFlags(rawValue: 1 << 31) }

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
    "inclusive",
  ]
}
