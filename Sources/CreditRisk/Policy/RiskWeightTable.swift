/// Counterparty risk weights (风险权重), percent, by the bank's tier; order 4 of 2023 after form G4B-1.
public struct RiskWeightTable: Hashable, Sendable {
  /// Weights of tiers 1 and 2, percent.
  public struct Tier: Hashable, Sendable {
    /// Investment-grade company (投资级公司); nil: the class does not exist in this tier.
    public var investmentGrade: Double?
    /// Small and medium firms within the turnover limit (中小企业).
    public var sme: Double
    /// Small and micro firms within the exposure limits (小微企业).
    public var smallMicro: Double
    /// Any other company (一般公司).
    public var otherCompany: Double
    /// Regulatory retail, natural persons (监管零售个人).
    public var retail: Double
    /// Any other natural person (其他个人).
    public var otherIndividual: Double
    /// Defaulted with low provisions; nil: the class does not exist in this tier.
    public var defaultedLowProvision: Double?
    /// Defaulted otherwise; nil likewise.
    public var defaulted: Double?

    /// Creates a table.
    public init(
      investmentGrade: Double?, sme: Double, smallMicro: Double, otherCompany: Double, retail: Double,
      otherIndividual: Double, defaultedLowProvision: Double?, defaulted: Double?
    ) {
      self.investmentGrade = investmentGrade
      self.sme = sme
      self.smallMicro = smallMicro
      self.otherCompany = otherCompany
      self.retail = retail
      self.otherIndividual = otherIndividual
      self.defaultedLowProvision = defaultedLowProvision
      self.defaulted = defaulted
    }
  }

  /// Weights of tier 3, percent: by the customer's size against the bank's capital.
  public struct LocalTier: Hashable, Sendable {
    /// Small and micro or retail, large customer.
    public var smallMicroLarge: Double
    /// Small and micro or retail, small customer.
    public var smallMicroSmall: Double
    /// Small and micro or retail, any other.
    public var smallMicro: Double
    /// Other company, large customer.
    public var otherCompanyLarge: Double
    /// Other company.
    public var otherCompany: Double
    /// Other company outside the bank's region (异地).
    public var otherCompanyNonLocal: Double
    /// Other natural person, large customer.
    public var otherIndividualLarge: Double
    /// Other natural person.
    public var otherIndividual: Double

    /// Creates a table.
    public init(
      smallMicroLarge: Double, smallMicroSmall: Double, smallMicro: Double, otherCompanyLarge: Double,
      otherCompany: Double, otherCompanyNonLocal: Double, otherIndividualLarge: Double,
      otherIndividual: Double
    ) {
      self.smallMicroLarge = smallMicroLarge
      self.smallMicroSmall = smallMicroSmall
      self.smallMicro = smallMicro
      self.otherCompanyLarge = otherCompanyLarge
      self.otherCompany = otherCompany
      self.otherCompanyNonLocal = otherCompanyNonLocal
      self.otherIndividualLarge = otherIndividualLarge
      self.otherIndividual = otherIndividual
    }
  }

  /// The table of tier 1.
  public var tier1: Tier
  /// The table of tier 2.
  public var tier2: Tier
  /// The table of tier 3.
  public var tier3: LocalTier

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    tier1: Tier,
    tier2: Tier,
    tier3: LocalTier
  ) {
    self.tier1 = tier1
    self.tier2 = tier2
    self.tier3 = tier3
  }
}
