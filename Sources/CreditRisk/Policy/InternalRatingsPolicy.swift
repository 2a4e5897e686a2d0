/// Parameters of the internal-ratings functions (CRE31; Order 4 of 2023).
public struct InternalRatingsPolicy: Hashable, Sendable {
  /// Who estimates loss given default and maturity of companies.
  public enum Variant: String, CaseIterable, Sendable {
    /// The supervisor (初级内部评级法).
    case foundation
    /// The bank (高级内部评级法).
    case advanced
  }

  /// Foundation or advanced.
  public var variant: Variant
  /// Confidence level, a fraction.
  public var confidence: Double
  /// Floor of the default probability, a fraction.
  public var pdFloor: Double
  /// Floor of the default probability of qualifying revolving retail, a fraction.
  public var revolvingPDFloor: Double
  /// Effective maturity of the foundation approach, years.
  public var maturityYears: Double
  /// Least effective maturity of the advanced approach, years.
  public var maturityLow: Double
  /// Largest effective maturity of the advanced approach, years.
  public var maturityHigh: Double
  /// Asset correlation of companies at high PD.
  public var corporateCorrelationLow: Double
  /// Asset correlation of companies at low PD.
  public var corporateCorrelationHigh: Double
  /// How fast it falls.
  public var corporateDecay: Double
  /// The same for other retail.
  public var retailCorrelationLow: Double
  /// The same for other retail.
  public var retailCorrelationHigh: Double
  /// The same for other retail.
  public var retailDecay: Double
  /// Asset correlation of residential mortgages.
  public var mortgageCorrelation: Double
  /// Asset correlation of qualifying revolving retail.
  public var revolvingCorrelation: Double
  /// Largest reduction of correlation for a small firm.
  public var smeReduction: Double
  /// Revenue at and below which the whole reduction applies, CNY.
  public var smeTurnoverLow: Double
  /// Revenue from which none applies, CNY.
  public var smeTurnoverHigh: Double
  /// First coefficient of the maturity term b(PD).
  public var maturitySlope: Double
  /// Second coefficient of b(PD).
  public var maturityCurvature: Double
  /// Maturity at which the term is neutral before its scaling, years.
  public var maturityPivotYears: Double
  /// Multiple of b(PD) in the denominator.
  public var maturityScale: Double
  /// Risk-weighted assets per unit of capital, the inverse of the minimum ratio.
  public var rwaMultiple: Double
  /// Supervisory loss given default and floors.
  public var supervisoryLoss: SupervisoryLossPolicy

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    variant: Variant,
    confidence: Double,
    pdFloor: Double,
    revolvingPDFloor: Double,
    maturityYears: Double,
    maturityLow: Double,
    maturityHigh: Double,
    corporateCorrelationLow: Double,
    corporateCorrelationHigh: Double,
    corporateDecay: Double,
    retailCorrelationLow: Double,
    retailCorrelationHigh: Double,
    retailDecay: Double,
    mortgageCorrelation: Double,
    revolvingCorrelation: Double,
    smeReduction: Double,
    smeTurnoverLow: Double,
    smeTurnoverHigh: Double,
    maturitySlope: Double,
    maturityCurvature: Double,
    maturityPivotYears: Double,
    maturityScale: Double,
    rwaMultiple: Double,
    supervisoryLoss: SupervisoryLossPolicy
  ) {
    self.variant = variant
    self.confidence = confidence
    self.pdFloor = pdFloor
    self.revolvingPDFloor = revolvingPDFloor
    self.maturityYears = maturityYears
    self.maturityLow = maturityLow
    self.maturityHigh = maturityHigh
    self.corporateCorrelationLow = corporateCorrelationLow
    self.corporateCorrelationHigh = corporateCorrelationHigh
    self.corporateDecay = corporateDecay
    self.retailCorrelationLow = retailCorrelationLow
    self.retailCorrelationHigh = retailCorrelationHigh
    self.retailDecay = retailDecay
    self.mortgageCorrelation = mortgageCorrelation
    self.revolvingCorrelation = revolvingCorrelation
    self.smeReduction = smeReduction
    self.smeTurnoverLow = smeTurnoverLow
    self.smeTurnoverHigh = smeTurnoverHigh
    self.maturitySlope = maturitySlope
    self.maturityCurvature = maturityCurvature
    self.maturityPivotYears = maturityPivotYears
    self.maturityScale = maturityScale
    self.rwaMultiple = rwaMultiple
    self.supervisoryLoss = supervisoryLoss
  }
}
