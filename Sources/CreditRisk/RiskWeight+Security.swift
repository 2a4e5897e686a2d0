internal import Lending

extension RiskWeight {
  /// Tier 1: a loan secured by property, by loan to value; without the prudence conditions the counterparty's weight,
  /// or the higher one where repayment depends on the property.
  ///
  /// The loan of loan to value is what is drawn and what may still be drawn under the commitment, before provisions
  /// (BCBS 424, standardised approach, paragraph 62).
  func propertyPercent(_ exposure: Exposure, counterparty: Double) -> Double {
    let isDependent = exposure.flags.contains(.propertyDependent)
    guard policy.realEstatePrudent else {
      return isDependent ? policy.realEstateWeights.dependentNotPrudent : counterparty
    }
    let bands =
      switch (exposure.isByHousing, isDependent) {
      case (true, false): policy.realEstateWeights.housingIndependent
      case (true, true): policy.realEstateWeights.housingDependent
      case (false, false): policy.realEstateWeights.commercialIndependent
      case (false, true): policy.realEstateWeights.commercialDependent
      }
    // Products of whole fen with whole percents are exact, which a quotient is not.
    let loan = 100 * (Double(exposure.balance) + Double(max(0, exposure.undrawn)))
    let value = Double(exposure.collateralValue)
    for band in bands where loan <= (band.upToPercent ?? .infinity) * value {
      guard let weight = band.weightPercent else { return counterparty }
      return band.atLeastCounterparty ? max(weight, counterparty) : weight
    }
    return counterparty
  }

  /// Tier 1: a defaulted exposure (已违约风险暴露), by its provisions in the book value; tiers 2 and 3 have no such
  /// class and weigh the net amount as before.
  func defaultedPercent(_ exposure: Exposure) -> Double? {
    guard policy.bankTier == 1, let low = policy.riskWeights.tier1.defaultedLowProvision,
      let high = policy.riskWeights.tier1.defaulted
    else { return nil }
    if exposure.isByHousing, !exposure.flags.contains(.propertyDependent) {
      return policy.realEstateWeights.defaultedHousing
    }
    return defaultedProvisionShare.isReached(by: max(0, exposure.provision), of: exposure.balance)
      ? high : low
  }

  /// The weight after mitigation (信用风险缓释): the part of the net exposure that a pledge covers takes the pledge's
  /// weight, then the guarantor's share, as far as the pledge has left it, the guarantor's; the rest keeps its own.
  ///
  /// Only deposits and bonds are pledges here: property, land, equipment and receivables are not eligible under the
  /// weighting approach. Other pledges than the bank's own deposits count not below the policy's floor. A tape tells
  /// neither currency nor maturity of a pledge, so a mismatch of either takes nothing off here.
  func mitigatedPercent(_ exposure: Exposure, weight: Double) -> Double {
    var percent = weight
    var open = 1.0
    if exposure.guarantee == Guarantee.pledge.rawValue, exposure.collateralValue > 0,
      let own = policy.pledges.percent(of: exposure.collateralType), own < weight
    {
      let cover = Double(exposure.collateralValue) / 100
      let covered = cover >= exposure.netExposure ? 1 : cover / exposure.netExposure
      percent = covered * own + (1 - covered) * weight
      open -= covered
    }
    guard hasGuarantors, exposure.guarantor != missingCode, exposure.guarantorShare > 0 else {
      return percent
    }
    let own = guarantorWeight[Int(exposure.guarantor)]
    guard own < weight else { return percent }
    return percent - min(open, exposure.guarantorShare) * (weight - own)
  }
}
