internal import LoanUnits
internal import CreditRisk
internal import Lending

/// Exposure, severity and capital of an application.
struct ExposureRisk {
  /// Exposure at default, CNY.
  var exposure: Double
  /// Balance, CNY.
  var balance: Double
  /// A fraction.
  var lossGivenDefault: Double
  /// Percent.
  var riskWeightPercent: Double
  /// Capital per unit of exposure, a fraction.
  var capitalOfExposure: Double
  /// Capital ratio, a fraction.
  var capitalRatio: Double
}

extension QuoteEngine {
  func exposureRisk(_ application: LoanApplication) -> ExposureRisk {
    let balance = application.drawn.yuan
    let open = (application.amount - application.drawn + application.undrawn).yuan
    let exposure = balance + policy.capital.ccf.commitment * open
    let severity =
      application.whatIf.lossGivenDefault
      ?? lossGivenDefault.value(
        guarantee: application.guarantee.rawValue,
        collateralType: application.collateralType?.rawValue ?? missingCode,
        collateralValue: application.collateralValue?.yuan ?? .nan, exposure: exposure,
        guarantor: application.guarantor?.rawValue ?? missingCode,
        guarantorShare: application.guarantorShare ?? 0)
    let ratio = application.whatIf.capitalRatioPercent.map { $0 / 100 } ?? policy.capital.ratio
    let weight =
      application.whatIf.riskWeightPercent
      ?? weightPercent(application, balance: balance, exposure: exposure, severity: severity)
    return ExposureRisk(
      exposure: exposure, balance: balance, lossGivenDefault: severity, riskWeightPercent: weight,
      capitalOfExposure: weight / 100 * ratio, capitalRatio: ratio)
  }

  private func weightPercent(
    _ application: LoanApplication, balance: Double, exposure: Double, severity: Double
  ) -> Double {
    let borrowerExposure = max(exposure, application.creditLimit?.yuan ?? 0)
    switch policy.capital.approach {
    case .irb:
      return internalRatings.capital(
        probability: application.probability, lossGivenDefault: severity,
        maturityYears: policy.capital.internalRatings.maturityYears,
        exposureClass: RetailPooling.exposureClass(
          size: application.size?.rawValue ?? missingCode, borrowerExposure: borrowerExposure,
          limit: policy.capital.smallMicroLimit),
        turnover: application.annualRevenue?.yuan
      ).riskWeightPercent
    case .weighting:
      var flags: LoanFlags = []
      if application.isRenewal { flags.insert(.renewal) }
      return riskWeight.percent(
        RiskWeight.Exposure(
          size: application.size?.rawValue ?? missingCode, borrowerExposure: borrowerExposure,
          borrowerBalance: balance, annualRevenue: application.annualRevenue?.yuan ?? .nan, flags: flags,
          guarantee: application.guarantee.rawValue,
          collateralType: application.collateralType?.rawValue ?? missingCode,
          collateralValue: application.collateralValue?.yuan ?? .nan, balance: balance, isDefaulted: false,
          provision: 0, guarantor: application.guarantor?.rawValue ?? missingCode,
          guarantorShare: application.guarantorShare ?? 0))
    }
  }
}
