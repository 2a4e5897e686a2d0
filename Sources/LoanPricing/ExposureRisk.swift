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
    let borrowerExposure = max(Rounding.fen(exposure), application.creditLimit?.fen ?? 0)
    let (size, guarantee) = (application.size?.rawValue ?? missingCode, application.guarantee.rawValue)
    let collateralType = application.collateralType?.rawValue ?? missingCode
    switch policy.capital.approach {
    case .irb:
      return internalRatings.assess(
        InternalRatingsApproach.Exposure(
          size: size, borrowerExposure: Double(borrowerExposure) / 100,
          annualRevenue: application.annualRevenue?.yuan ?? .nan, probability: application.probability,
          lossGivenDefault: severity,
          collateral: SupervisoryLoss.Collateral(
            guarantee: guarantee, type: collateralType, value: application.collateralValue?.yuan ?? .nan),
          exposure: exposure, maturityYears: maturityYears(application), isDefaulted: false,
          bestEstimateLoss: 0)
      ).percent
    case .weighting:
      var flags: LoanFlags = []
      if application.isRenewal { flags.insert(.renewal) }
      return riskWeight.assess(
        RiskWeight.Exposure(
          size: size, borrowerExposure: borrowerExposure, borrowerBalance: application.drawn.fen,
          annualRevenue: application.annualRevenue?.fen ?? missingMoney, flags: flags, guarantee: guarantee,
          collateralType: collateralType, collateralValue: application.collateralValue?.fen ?? missingMoney,
          balance: application.drawn.fen,
          undrawn: (application.amount - application.drawn + application.undrawn).fen,
          netExposure: exposure, isDefaulted: false, provision: 0,
          guarantor: application.guarantor?.rawValue ?? missingCode,
          guarantorShare: application.guarantorShare ?? 0)
      ).percent
    }
  }

  /// Effective maturity of an application, years.
  ///
  /// The rate is not known yet: without interest the payments lie later. A plan of the contract's own takes its
  /// term, which CRE32 allows in place of the payments. Both are on the safe side.
  private func maturityYears(_ application: LoanApplication) -> Double {
    guard application.principalPlan == nil, application.balloon == .zero, application.graceMonths == 0 else {
      return Double(application.termMonths) / 12
    }
    return EffectiveMaturity.years(
      months: application.termMonths, method: application.repayment, frequency: application.frequency,
      monthlyRate: (application.givenRatePercent ?? 0) / 1200)
  }
}
