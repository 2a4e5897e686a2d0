internal import Lending
internal import Rescoring

/// The total on which the findings of a rule bear, and by what it would change if they were put right.
///
/// Balances are those of the loans found: the most by which the total can be wrong. A rule on amounts changes its total
/// by the excess alone.
struct QualityEffect {
  let rule: QualityRule
  /// Name of the total.
  let total: String

  /// The effect of a rule; nil where it bears on no total.
  init?(_ rule: QualityRule) {
    self.rule = rule
    switch rule {
    case .balanceOverOriginal: total = "balance"
    case .balanceAndUndrawnOverLimit: total = "balance_and_undrawn"
    case .rateOutOfRange, .rateNotPrimePlusSpread: total = "weighted_rate_percent"
    case .overdueWithoutArrears: total = "overdue_balance"
    case .overdueClassedNormal: total = "normal_balance"
    case .nonPerformingWithoutReason: total = "npl_balance"
    case .sizeNotAsMeasured, .inclusiveNotEligible, .borrowerSizesDiffer: total = "inclusive_balance"
    case .collateralValueMissing: total = "secured_balance"
    case .maturityNotAfterOrigination, .floatingWithoutTenor, .dateAfterAsOf, .amountsInTenThousands:
      return nil
    }
  }

  /// The change: CNY, or percentage points of the weighted rate.
  func change(_ sums: QualitySums, _ totals: QualityTotals) -> JSONValue {
    let scale = 1e9
    switch rule {
    case .rateOutOfRange:
      // The rate without the loans found, less the rate with them.
      let rest = totals.ratedBalance - sums.balance
      guard rest > 0, totals.ratedBalance > 0 else { return .null }
      let without = Double(totals.weightedRate - sums.change) / Double(rest)
      return .number((without - Double(totals.weightedRate) / Double(totals.ratedBalance)) / scale)
    case .rateNotPrimePlusSpread:
      guard totals.ratedBalance > 0 else { return .null }
      return .number(Double(sums.change) / Double(totals.ratedBalance) / scale)
    default: return QualityReport.money(sums.change)
    }
  }
}
