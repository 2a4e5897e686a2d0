public import Lending

/// Which internal-ratings class an exposure to a business falls in.
public enum RetailPooling {
  /// Small exposures to small firms and persons are managed as a pool and are retail; larger ones to small and
  /// medium firms take the size reduction; all others are companies.
  ///
  /// - Parameters:
  ///   - size: Code of ``EnterpriseSize``, or ``missingCode``.
  ///   - borrowerExposure: Exposure to the firm or group, CNY.
  ///   - limit: The policy's small and micro limit, CNY, inclusive.
  @inlinable public static func exposureClass(
    size: UInt8, borrowerExposure: Double, limit: Double
  ) -> InternalRatings.ExposureClass {
    switch size {
    case EnterpriseSize.soleTrader.rawValue, EnterpriseSize.owner.rawValue,
      EnterpriseSize.individual.rawValue:
      return .retail
    case EnterpriseSize.small.rawValue, EnterpriseSize.micro.rawValue:
      return borrowerExposure <= limit ? .retail : .sme
    case EnterpriseSize.medium.rawValue: return .sme
    default: return .corporate
    }
  }
}
