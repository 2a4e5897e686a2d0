/// What the profile of a tape looks for (数据质量核查): facts of accepted loans that contradict each other or the law.
///
/// A value that cannot be read at all, negative or twice there is a bad row and not a finding.
/// - SeeAlso: 金办发〔2025〕46号, which asks banks to verify the data of inclusive loans.
public enum QualityRule: UInt8, CodedValue, Codable {
  /// The balance is over the amount drawn; restructured loans, whose interest may be capitalised, are left out.
  case balanceOverOriginal
  /// Balance and undrawn commitment are over the borrower's line.
  case balanceAndUndrawnOverLimit
  /// The loan matures on the day of its drawdown; an earlier maturity is a bad row.
  case maturityNotAfterOrigination
  /// The contract rate is outside the policy's range.
  case rateOutOfRange
  /// Days past due, and nothing that is overdue.
  case overdueWithoutArrears
  /// Days past due, and classed normal.
  case overdueClassedNormal
  /// Classed non-performing, and neither the loan nor its borrower gives a reason.
  case nonPerformingWithoutReason
  /// The size given is not that of the official table (划型标准).
  case sizeNotAsMeasured
  /// Marked inclusive (普惠) over the limit of the line, or of a size that does not count.
  case inclusiveNotEligible
  /// Loans of one borrower give it different sizes.
  case borrowerSizesDiffer
  /// A floating rate without the tenor of its prime rate.
  case floatingWithoutTenor
  /// The contract rate is not the prime rate at the last repricing and the spread.
  case rateNotPrimePlusSpread
  /// A mortgage or pledge without a value of the collateral.
  case collateralValueMissing
  /// A day that is past by its nature lies after the day of the profile.
  case dateAfterAsOf
  /// A column of money whose median suggests units of 10,000 CNY (万元).
  case amountsInTenThousands

  /// The code in policies and profiles.
  public var code: String {
    switch self {
    case .balanceOverOriginal: "balance_over_original"
    case .balanceAndUndrawnOverLimit: "balance_and_undrawn_over_limit"
    case .maturityNotAfterOrigination: "maturity_not_after_origination"
    case .rateOutOfRange: "rate_out_of_range"
    case .overdueWithoutArrears: "overdue_without_arrears"
    case .overdueClassedNormal: "overdue_classed_normal"
    case .nonPerformingWithoutReason: "npl_without_reason"
    case .sizeNotAsMeasured: "size_not_as_measured"
    case .inclusiveNotEligible: "inclusive_not_eligible"
    case .borrowerSizesDiffer: "borrower_sizes_differ"
    case .floatingWithoutTenor: "floating_without_tenor"
    case .rateNotPrimePlusSpread: "rate_not_prime_plus_spread"
    case .collateralValueMissing: "collateral_value_missing"
    case .dateAfterAsOf: "date_after_as_of"
    case .amountsInTenThousands: "amounts_in_10k"
    }
  }
}
