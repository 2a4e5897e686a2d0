internal import Lending
internal import LoanPricing
internal import LoanUnits

extension QualityCheck {
  func rates(_ visit: inout Visit, _ totals: inout QualityTotals) {
    let batch = visit.batch
    let row = visit.row
    let rate = batch[.ratePercent, row]
    if !rate.isNaN {
      let quality = policy.dataQuality
      judge(
        .rateOutOfRange, &visit, &totals,
        isBroken: rate < quality.lowestRatePercent || rate > quality.highestRatePercent,
        change: Int128(visit.balance) * Int128(PortfolioSummary.billionths(rate)))
    }
    guard batch[.rateType, row] == RateType.floating.rawValue else { return }
    let tenor = PrimeRateTenor(rawValue: batch[.primeRateTenor, row])
    judge(.floatingWithoutTenor, &visit, &totals, isBroken: tenor == nil)
    guard let tenor, !rate.isNaN, let implied = impliedRate(visit, tenor) else { return }
    // Rates have two decimals and the tolerance is far above the last bits of a double.
    judge(
      .rateNotPrimePlusSpread, &visit, &totals,
      isBroken: ((rate - implied) * 100).magnitude > policy.dataQuality.rateToleranceBasisPoints + 1e-6,
      change: Int128(visit.balance) * Int128(PortfolioSummary.billionths(implied - rate)))
  }

  /// Prime rate at the last repricing and the spread; nil where a fact is missing or the day precedes the table.
  ///
  /// `rate = LPR(tenor, last repricing) + spread_bp / 100`, percent: PBoC Announcement 〔2019〕No. 15.
  private func impliedRate(_ visit: Visit, _ tenor: PrimeRateTenor) -> Double? {
    let batch = visit.batch
    let spread = batch[.spreadBasisPoints, visit.row]
    let start = batch[.origination, visit.row]
    guard !spread.isNaN, start != missingDay, start <= asOf,
      let cycle = RepricingCycle(rawValue: batch[.repricing, visit.row])
    else { return nil }
    let next = batch[.nextRepricing, visit.row]
    let last = cycle.lastRepricing(
      from: CalendarDay(daysSinceEpoch: start),
      next: next == missingDay ? nil : CalendarDay(daysSinceEpoch: next),
      onOrBefore: CalendarDay(daysSinceEpoch: asOf))
    let floating = FloatingRate(
      spreadBasisPoints: spread, tenor: tenor, cycle: cycle, reference: policy.lpr.reference)
    return try? floating.percent(on: last, in: history)
  }
}
