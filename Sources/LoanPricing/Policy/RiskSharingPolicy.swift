public import Lending

/// Section `risk_sharing` of the policy: guarantee funds (政府性融资担保), guarantors and insurers (贷款保证保险).
public struct RiskSharingPolicy: Hashable, Sendable {
  /// What an insurer adds to the pure premium, fractions (domain 10).
  public struct Insurance: Hashable, Sendable {
    /// Of the pure premium, for safety.
    public var safetyMargin: Double
    /// Of the gross premium, for expenses.
    public var expense: Double
    /// Of the gross premium, for commission.
    public var commission: Double
    /// Of the gross premium, for profit.
    public var profit: Double

    /// Creates the loadings.
    public init(safetyMargin: Double, expense: Double, commission: Double, profit: Double) {
      self.safetyMargin = safetyMargin
      self.expense = expense
      self.commission = commission
      self.profit = profit
    }

    /// The gross premium rate of a pure one (纯保费率): `pure × (1 + safety) ÷ (1 − expense − commission − profit)`.
    ///
    /// - Parameter pure: PD × LGD × insured share, in any unit; the result is in the same.
    public func gross(pure: Double) -> Double {
      pure * (1 + safetyMargin) / (1 - expense - commission - profit)
    }
  }

  /// Smallest share of the risk that the bank keeps beside a government fund, a fraction.
  public var bankShareMinimum: Double
  /// Highest fee of a government fund, percent a year of the guaranteed amount.
  public var fundFeeLimitPercent: Double
  /// Loans of small borrowers up to this amount have the limit, CNY.
  public var fundFeeLimitAmount: Double
  /// Fee where none is given, percent a year of the guaranteed amount, of a government fund.
  public var fundFeePercent: Double
  /// The same of a guarantee company.
  public var companyFeePercent: Double
  /// What an assumed fee or premium is measured on.
  public var feeBase: FeeBase
  /// Loadings of a premium.
  public var insurance: Insurance

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    bankShareMinimum: Double, fundFeeLimitPercent: Double, fundFeeLimitAmount: Double, fundFeePercent: Double,
    companyFeePercent: Double, feeBase: FeeBase, insurance: Insurance
  ) {
    self.bankShareMinimum = bankShareMinimum
    self.fundFeeLimitPercent = fundFeeLimitPercent
    self.fundFeeLimitAmount = fundFeeLimitAmount
    self.fundFeePercent = fundFeePercent
    self.companyFeePercent = companyFeePercent
    self.feeBase = feeBase
    self.insurance = insurance
  }
}
