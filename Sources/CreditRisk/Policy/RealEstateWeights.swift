/// Weights of exposures secured by property (以房地产为抵押的债权), by loan to value.
public struct RealEstateWeights: Hashable, Sendable {
  /// A band of loan to value.
  public struct Band: Hashable, Sendable {
    /// Upper bound of loan to value, percent, inclusive; nil: no bound.
    public var upToPercent: Double?
    /// The weight, percent; nil: the counterparty's.
    public var weightPercent: Double?
    /// Whether the weight is at least the counterparty's.
    public var atLeastCounterparty: Bool

    /// Creates a band.
    public init(upToPercent: Double?, weightPercent: Double?, atLeastCounterparty: Bool) {
      self.upToPercent = upToPercent
      self.weightPercent = weightPercent
      self.atLeastCounterparty = atLeastCounterparty
    }
  }

  /// Housing, repayment not dependent on the property, prudent.
  public var housingIndependent: [Band]
  /// Housing, dependent, prudent.
  public var housingDependent: [Band]
  /// Commercial property, not dependent, prudent.
  public var commercialIndependent: [Band]
  /// Commercial property, dependent, prudent.
  public var commercialDependent: [Band]
  /// Dependent and not prudent, percent.
  public var dependentNotPrudent: Double
  /// Defaulted, secured by housing, not dependent, percent.
  public var defaultedHousing: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    housingIndependent: [Band],
    housingDependent: [Band],
    commercialIndependent: [Band],
    commercialDependent: [Band],
    dependentNotPrudent: Double,
    defaultedHousing: Double
  ) {
    self.housingIndependent = housingIndependent
    self.housingDependent = housingDependent
    self.commercialIndependent = commercialIndependent
    self.commercialDependent = commercialDependent
    self.dependentNotPrudent = dependentNotPrudent
    self.defaultedHousing = defaultedHousing
  }
}
