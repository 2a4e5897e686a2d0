public import Lending

/// Loss given default (违约损失率) from guarantee, collateral and guarantor.
///
/// Collateral formula with haircut, the abridged foundation style of CRE32 (domain 8.5):
/// `C = value·(1−H)`, `s = min(1, C/E)`, `LGD = s·LGD_secured + (1−s)·LGD_unsecured`; a guarantor who bears
/// the share `g` and defaults with `d` leaves `LGD·(1 − g·(1 − d))`. All fractions; the policy's floor and 1
/// bound the result.
public struct LossGivenDefault: Sendable {
  @usableFromInline let byGuarantee: (Double, Double, Double, Double)
  @usableFromInline let unsecured: Double
  @usableFromInline let floor: Double
  @usableFromInline let haircut: [Double]
  @usableFromInline let secured: [Double]
  @usableFromInline let defaultType: (mortgage: Int, pledge: Int)
  @usableFromInline let guarantorDefault: [Double]

  /// Lays the section out for look-ups by code.
  public init(_ policy: LossPolicy) {
    byGuarantee = (policy.credit, policy.guarantee, policy.mortgage, policy.pledge)
    unsecured = policy.credit
    floor = policy.floor
    haircut = CollateralType.allCases.map { policy.haircuts[$0] ?? 1 }
    secured = CollateralType.allCases.map { policy.secured[$0] ?? policy.credit }
    defaultType = (Int(policy.mortgageType.rawValue), Int(policy.pledgeType.rawValue))
    guarantorDefault = Guarantor.allCases.map { policy.guarantors[$0] ?? 1 }
  }

  /// The loss given default of one exposure.
  ///
  /// - Parameters:
  ///   - guarantee: Code of ``Guarantee``; ``missingCode`` counts as unsecured.
  ///   - collateralType: Code of ``CollateralType``; missing: the policy's type for the guarantee.
  ///   - collateralValue: CNY; nil or NaN where unknown: the flat value of the guarantee.
  ///   - exposure: Exposure at default, CNY; at 0 the collateral covers all.
  ///   - guarantor: Code of ``Guarantor``, or ``missingCode``.
  ///   - guarantorShare: Fraction; NaN counts as 0.
  /// - Returns: A fraction.
  @inlinable public func value(
    guarantee: UInt8, collateralType: UInt8, collateralValue: Double, exposure: Double, guarantor: UInt8,
    guarantorShare: Double
  ) -> Double {
    var lgd: Double
    switch guarantee {
    case Guarantee.guarantee.rawValue:
      lgd = byGuarantee.1
    case Guarantee.mortgage.rawValue, Guarantee.pledge.rawValue:
      let isMortgage = guarantee == Guarantee.mortgage.rawValue
      if collateralValue >= 0 {
        let fallback = isMortgage ? defaultType.mortgage : defaultType.pledge
        let type = collateralType == missingCode ? fallback : Int(collateralType)
        let cover = collateralValue * (1 - haircut[type])
        let share = cover >= exposure ? 1 : cover / exposure
        lgd = share * secured[type] + (1 - share) * unsecured
      } else {
        lgd = isMortgage ? byGuarantee.2 : byGuarantee.3
      }
    default:
      lgd = byGuarantee.0
    }
    if guarantorShare > 0, guarantor != missingCode {
      lgd *= 1 - guarantorShare * (1 - guarantorDefault[Int(guarantor)])
    }
    return lgd < floor ? floor : (lgd > 1 ? 1 : lgd)
  }
}
