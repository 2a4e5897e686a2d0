public import Lending

/// Risk weights of the weighting approach (权重法), Order 4 of 2023 after the forms G4B-1 of each tier.
///
/// The bank's tier decides the table; the conditions of a small or micro exposure are those of the borrower
/// **or** group, not of the single loan. All weights are percent.
public final class RiskWeight: Sendable {
  /// What decides the weight of one loan.
  public struct Exposure: Sendable {
    /// Code of ``EnterpriseSize``, or ``missingCode``.
    public var size: UInt8
    /// Exposure to the firm or group, on balance plus converted off balance, before provisions, CNY.
    public var borrowerExposure: Double
    /// Balance of the borrower, CNY: tier 3 tells customers apart by it.
    public var borrowerBalance: Double
    /// Revenue of the latest year, CNY; NaN where unknown: then the SME class is not reached.
    public var annualRevenue: Double
    /// Flags of the loan.
    public var flags: LoanFlags
    /// Code of ``Guarantee``.
    public var guarantee: UInt8
    /// Code of ``CollateralType``.
    public var collateralType: UInt8
    /// Value of the collateral, CNY; NaN where unknown.
    public var collateralValue: Double
    /// Balance of the loan, CNY.
    public var balance: Double
    /// Whether the exposure is defaulted.
    public var isDefaulted: Bool
    /// Booked provision, CNY.
    public var provision: Double
    /// Code of ``Guarantor``.
    public var guarantor: UInt8
    /// Share the guarantor covers, a fraction.
    public var guarantorShare: Double

    /// Creates the facts of an exposure.
    public init(
      size: UInt8, borrowerExposure: Double, borrowerBalance: Double, annualRevenue: Double, flags: LoanFlags,
      guarantee: UInt8, collateralType: UInt8, collateralValue: Double, balance: Double, isDefaulted: Bool,
      provision: Double, guarantor: UInt8, guarantorShare: Double
    ) {
      self.size = size
      self.borrowerExposure = borrowerExposure
      self.borrowerBalance = borrowerBalance
      self.annualRevenue = annualRevenue
      self.flags = flags
      self.guarantee = guarantee
      self.collateralType = collateralType
      self.collateralValue = collateralValue
      self.balance = balance
      self.isDefaulted = isDefaulted
      self.provision = provision
      self.guarantor = guarantor
      self.guarantorShare = guarantorShare
    }
  }

  let policy: CapitalPolicy
  let guarantorWeight: [Double]
  let hasGuarantors: Bool

  /// Prepares the tables.
  public init(_ policy: CapitalPolicy) {
    self.policy = policy
    guarantorWeight = Guarantor.allCases.map { policy.guarantors[$0] ?? .nan }
    hasGuarantors = !policy.guarantors.isEmpty
  }

  /// The weight of an exposure, percent.
  ///
  /// Defaulted exposures take their class first, then property, then the counterparty; a guarantor whom the
  /// policy recognises replaces the weight of the covered part where its own is lower.
  public func percent(_ exposure: Exposure) -> Double {
    let counterparty = counterpartyPercent(exposure)
    var weight = counterparty
    if exposure.isDefaulted, let defaulted = defaultedPercent(exposure) {
      weight = defaulted
    } else if let secured = securedPercent(exposure, counterparty: counterparty) {
      weight = secured
    }
    guard hasGuarantors, exposure.guarantor != missingCode, exposure.guarantorShare > 0 else { return weight }
    let own = guarantorWeight[Int(exposure.guarantor)]
    guard own < weight else { return weight }
    return exposure.guarantorShare * own + (1 - exposure.guarantorShare) * weight
  }

  private func counterpartyPercent(_ exposure: Exposure) -> Double {
    let size = EnterpriseSize(rawValue: exposure.size)
    let isPerson = size == .soleTrader || size == .owner || size == .individual
    let isSmall = size == .small || size == .micro
    let withinLimits =
      exposure.borrowerExposure <= policy.smallMicroLimit
      && exposure.borrowerExposure <= policy.smallMicroShare * (policy.creditExposure ?? .infinity)
    switch policy.bankTier {
    case 3: return localPercent(exposure, isPerson: isPerson, isSmall: isSmall, withinLimits: withinLimits)
    case 2: return tierPercent(policy.riskWeights.tier2, exposure, size, isPerson, isSmall, withinLimits)
    default: return tierPercent(policy.riskWeights.tier1, exposure, size, isPerson, isSmall, withinLimits)
    }
  }

  private func tierPercent(
    _ table: RiskWeightTable.Tier, _ exposure: Exposure, _ size: EnterpriseSize?, _ isPerson: Bool,
    _ isSmall: Bool, _ withinLimits: Bool
  ) -> Double {
    if isPerson { return withinLimits ? table.retail : table.otherIndividual }
    if isSmall, withinLimits { return table.smallMicro }
    if !isSmall, exposure.flags.contains(.investmentGrade), let grade = table.investmentGrade { return grade }
    if isSmall || size == .medium, exposure.annualRevenue <= policy.smeTurnoverLimit { return table.sme }
    return table.otherCompany
  }

  private func localPercent(
    _ exposure: Exposure, isPerson: Bool, isSmall: Bool, withinLimits: Bool
  ) -> Double {
    let table = policy.riskWeights.tier3
    let isLarge = policy.cet1.map { exposure.borrowerBalance >= policy.largeCustomerShare * $0 } ?? false
    let isLocal = !exposure.flags.contains(.nonLocal)
    if (isPerson || isSmall) && withinLimits && isLocal {
      if isLarge { return table.smallMicroLarge }
      return exposure.borrowerBalance <= policy.smallCustomerLimit ? table.smallMicroSmall : table.smallMicro
    }
    if isPerson { return isLarge && isLocal ? table.otherIndividualLarge : table.otherIndividual }
    if !isLocal { return table.otherCompanyNonLocal }
    return isLarge ? table.otherCompanyLarge : table.otherCompany
  }

  /// Tier 1 only: property by loan to value.
  ///
  /// Tiers 2 and 3 take the counterparty's weight.
  private func securedPercent(_ exposure: Exposure, counterparty: Double) -> Double? {
    guard policy.bankTier == 1, exposure.guarantee == Guarantee.mortgage.rawValue,
      exposure.collateralValue > 0
    else { return nil }
    let isHousing = exposure.collateralType == CollateralType.housing.rawValue
    guard isHousing || exposure.collateralType == CollateralType.commercial.rawValue else { return nil }
    let isDependent = exposure.flags.contains(.propertyDependent)
    guard policy.realEstatePrudent else {
      return isDependent ? policy.realEstateWeights.dependentNotPrudent : nil
    }
    let bands =
      switch (isHousing, isDependent) {
      case (true, false): policy.realEstateWeights.housingIndependent
      case (true, true): policy.realEstateWeights.housingDependent
      case (false, false): policy.realEstateWeights.commercialIndependent
      case (false, true): policy.realEstateWeights.commercialDependent
      }
    let loanToValue = 100 * exposure.balance / exposure.collateralValue
    for band in bands where loanToValue <= band.upToPercent ?? .infinity {
      guard let weight = band.weightPercent else { return nil }
      return band.atLeastCounterparty ? max(weight, counterparty) : weight
    }
    return nil
  }

  /// Tier 1 only: tiers 2 and 3 have no class for defaulted exposures.
  private func defaultedPercent(_ exposure: Exposure) -> Double? {
    guard policy.bankTier == 1, let low = policy.riskWeights.tier1.defaultedLowProvision,
      let high = policy.riskWeights.tier1.defaulted
    else { return nil }
    if exposure.guarantee == Guarantee.mortgage.rawValue,
      exposure.collateralType == CollateralType.housing.rawValue, exposure.collateralValue > 0,
      !exposure.flags.contains(.propertyDependent)
    {
      return policy.realEstateWeights.defaultedHousing
    }
    return exposure.provision >= policy.defaultedProvisionShare * exposure.balance ? high : low
  }
}
