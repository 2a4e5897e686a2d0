internal import LoanUnits
internal import Lending

/// Risk weights of the weighting approach (权重法), Order 4 of 2023 after the forms G4B-1 of each tier.
///
/// The bank's tier decides the table; the conditions of a small or micro exposure are those of the borrower
/// **or** group, not of the single loan. All weights are percent.
public final class RiskWeight: Sendable {
  let policy: CapitalPolicy
  private let smallMicroLimit: Int64
  private let smallMicroShare: Share
  private let creditExposure: Int64?
  private let turnoverLimit: Int64
  private let largeCustomerShare: Share
  private let smallCustomerLimit: Int64
  private let cet1: Int64?
  let defaultedProvisionShare: Share
  let guarantorWeight: [Double]
  let hasGuarantors: Bool

  /// Prepares the tables.
  public init(_ policy: CapitalPolicy) {
    self.policy = policy
    smallMicroLimit = Rounding.fen(policy.smallMicroLimit)
    smallMicroShare = Share(policy.smallMicroShare)
    creditExposure = policy.creditExposure.map { Rounding.fen($0) }
    turnoverLimit = Rounding.fen(policy.smeTurnoverLimit)
    largeCustomerShare = Share(policy.largeCustomerShare)
    smallCustomerLimit = Rounding.fen(policy.smallCustomerLimit)
    cet1 = policy.cet1.map { Rounding.fen($0) }
    defaultedProvisionShare = Share(policy.defaultedProvisionShare)
    guarantorWeight = Guarantor.allCases.map { policy.guarantors[$0] ?? .nan }
    hasGuarantors = !policy.guarantors.isEmpty
  }

  /// The weight of an exposure with its class.
  ///
  /// Defaulted exposures take their class first, then property, then the counterparty; the part that a pledge or
  /// a guarantor covers takes theirs where it is lower.
  public func assess(_ exposure: Exposure) -> Assessment {
    let counterparty = counterparty(exposure)
    var found = counterparty
    if exposure.isDefaulted, let percent = defaultedPercent(exposure) {
      found = Assessment(percent: percent, exposureClass: .defaulted)
    } else if policy.bankTier == 1, exposure.isByHousing || exposure.isByCommercialProperty {
      found = Assessment(
        percent: propertyPercent(exposure, counterparty: counterparty.percent),
        exposureClass: exposure.isByHousing ? .housing : .commercialProperty)
    }
    found.percent = mitigatedPercent(exposure, weight: found.percent)
    return found
  }

  /// The counterparty's class and weight, by the bank's tier.
  private func counterparty(_ exposure: Exposure) -> Assessment {
    let size = EnterpriseSize(rawValue: exposure.size)
    let isPerson = size == .soleTrader || size == .owner || size == .individual
    let isSmall = size == .small || size == .micro
    let isWithinLimits =
      exposure.borrowerExposure <= smallMicroLimit
      && creditExposure.map { !smallMicroShare.isExceeded(by: exposure.borrowerExposure, of: $0) } ?? true
    switch policy.bankTier {
    case 3: return inTier3(exposure, isPerson: isPerson, isSmall: isSmall, isWithinLimits)
    case 2: return inTier(policy.riskWeights.tier2, exposure, size, isPerson, isSmall, isWithinLimits)
    default: return inTier(policy.riskWeights.tier1, exposure, size, isPerson, isSmall, isWithinLimits)
    }
  }

  private func inTier(
    _ table: RiskWeightTable.Tier, _ exposure: Exposure, _ size: EnterpriseSize?, _ isPerson: Bool,
    _ isSmall: Bool, _ isWithinLimits: Bool
  ) -> Assessment {
    if isPerson {
      return isWithinLimits
        ? Assessment(percent: table.retail, exposureClass: .retail)
        : Assessment(percent: table.otherIndividual, exposureClass: .otherIndividual)
    }
    if isSmall, isWithinLimits { return Assessment(percent: table.smallMicro, exposureClass: .smallMicro) }
    if !isSmall, exposure.flags.contains(.investmentGrade), let percent = table.investmentGrade {
      return Assessment(percent: percent, exposureClass: .investmentGrade)
    }
    if isSmall || size == .medium, exposure.annualRevenue != missingMoney,
      exposure.annualRevenue <= turnoverLimit
    {
      return Assessment(percent: table.sme, exposureClass: .sme)
    }
    return Assessment(percent: table.otherCompany, exposureClass: .otherCompany)
  }

  /// Tier 3 has neither SMEs nor investment grade; it tells local customers apart by their size.
  private func inTier3(
    _ exposure: Exposure, isPerson: Bool, isSmall: Bool, _ isWithinLimits: Bool
  ) -> Assessment {
    let table = policy.riskWeights.tier3
    let isLarge = cet1.map { largeCustomerShare.isReached(by: exposure.borrowerBalance, of: $0) } ?? false
    let isLocal = !exposure.flags.contains(.nonLocal)
    if isPerson || isSmall, isWithinLimits, isLocal {
      let percent =
        if isLarge {
          table.smallMicroLarge
        } else if exposure.borrowerBalance <= smallCustomerLimit {
          table.smallMicroSmall
        } else {
          table.smallMicro
        }
      return Assessment(percent: percent, exposureClass: isPerson ? .retail : .smallMicro)
    }
    if isPerson {
      return Assessment(
        percent: isLarge && isLocal ? table.otherIndividualLarge : table.otherIndividual,
        exposureClass: .otherIndividual)
    }
    let percent =
      if !isLocal { table.otherCompanyNonLocal } else if isLarge { table.otherCompanyLarge } else {
        table.otherCompany
      }
    return Assessment(percent: percent, exposureClass: .otherCompany)
  }
}
