internal import Lending

/// Supervisory loss given default of the foundation approach, and floors under own estimates.
///
/// Both follow one formula (CRE32): with the collateral after haircut `C = value·(1−H)` and `s = min(1, C/E)`,
/// `LGD = s·secured + (1−s)·unsecured`. Collateral of unknown value or type secures nothing. All fractions.
public struct SupervisoryLoss: Sendable {
  /// The collateral of one exposure.
  public struct Collateral: Hashable, Sendable {
    /// Code of ``Guarantee``: only mortgages and pledges have collateral.
    public var guarantee: UInt8
    /// Code of ``CollateralType``, or ``missingCode``.
    public var type: UInt8
    /// Its value, CNY; NaN where unknown.
    public var value: Double

    /// Creates a collateral.
    public init(guarantee: UInt8, type: UInt8, value: Double) {
      self.guarantee = guarantee
      self.type = type
      self.value = value
    }

    /// No collateral.
    public static var none: Collateral { Collateral(guarantee: missingCode, type: missingCode, value: .nan) }
  }

  private let policy: SupervisoryLossPolicy
  private let haircuts: [Double]
  private let secured: [Double]
  private let securedFloors: [Double]

  /// Lays the section out for look-ups by code.
  public init(_ policy: SupervisoryLossPolicy) {
    self.policy = policy
    haircuts = CollateralType.allCases.map { policy.haircuts[$0] ?? 1 }
    secured = CollateralType.allCases.map { policy.secured[$0] ?? policy.unsecured }
    securedFloors = CollateralType.allCases.map { policy.securedFloors[$0] ?? policy.companyFloor }
  }

  /// Loss given default of a senior claim on a company under the foundation approach (初级内部评级法).
  ///
  /// - Parameter exposure: Exposure at default, CNY; at 0 any collateral covers all.
  public func foundation(_ collateral: Collateral, exposure: Double) -> Double {
    let share = securedShare(collateral, exposure: exposure)
    guard share > 0 else { return policy.unsecured }
    return share * secured[Int(collateral.type)] + (1 - share) * policy.unsecured
  }

  /// The floor under an own estimate.
  ///
  /// - Parameter exposure: As for ``foundation(_:exposure:)``.
  public func floor(
    _ collateral: Collateral, exposure: Double, exposureClass: InternalRatings.ExposureClass
  ) -> Double {
    let unsecured: Double
    switch exposureClass {
    case .mortgage: return policy.mortgageFloor
    case .revolving: return policy.revolvingFloor
    case .retail: unsecured = policy.retailFloor
    case .corporate, .sme: unsecured = policy.companyFloor
    }
    let share = securedShare(collateral, exposure: exposure)
    guard share > 0 else { return unsecured }
    return share * securedFloors[Int(collateral.type)] + (1 - share) * unsecured
  }

  private func securedShare(_ collateral: Collateral, exposure: Double) -> Double {
    guard collateral.type != missingCode, collateral.value > 0,
      collateral.guarantee == Guarantee.mortgage.rawValue
        || collateral.guarantee == Guarantee.pledge.rawValue
    else { return 0 }
    let cover = collateral.value * (1 - haircuts[Int(collateral.type)])
    return cover >= exposure ? 1 : cover / exposure
  }
}
