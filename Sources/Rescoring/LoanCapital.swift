public import CreditRisk

/// Capital figures of one loan under both approaches, money in fen.
public struct LoanCapital: Hashable, Sendable {
  /// Risk-weighted assets under the weighting approach (权重法).
  public var weighting: Int64 = 0
  /// Capital on them.
  public var weightingCapital: Int64 = 0
  /// Its class there.
  public var weightClass = RiskWeight.ExposureClass.otherCompany
  /// Risk-weighted assets under the internal-ratings approach (内部评级法).
  public var ratings: Int64 = 0
  /// Capital on them.
  public var ratingsCapital: Int64 = 0
  /// Its class there.
  public var ratingsClass = InternalRatings.ExposureClass.corporate
  /// Expected loss by the parameters of the internal-ratings approach.
  public var expectedLoss: Int64 = 0

  /// Nothing.
  public init() {}
}

/// Capital figures of a portfolio under both approaches; sums of whole fen, the same in any order.
public struct CapitalTotals: Hashable, Codable, Sendable {
  /// Sums over one class.
  public struct Group: Hashable, Codable, Sendable {
    /// Loans.
    public var count: Int64 = 0
    /// Exposure at default, fen.
    public var exposure: Int128 = 0
    /// Risk-weighted assets, fen.
    public var riskWeighted: Int128 = 0
    /// Capital, fen.
    public var capital: Int128 = 0
    /// Expected loss of the internal-ratings approach, fen; 0 under weights.
    public var expectedLoss: Int128 = 0

    mutating func add(exposure: Int64, riskWeighted: Int64, capital: Int64, expectedLoss: Int64) {
      count += 1
      self.exposure += Int128(exposure)
      self.riskWeighted += Int128(riskWeighted)
      self.capital += Int128(capital)
      self.expectedLoss += Int128(expectedLoss)
    }

    mutating func merge(_ other: Group) {
      count += other.count
      exposure += other.exposure
      riskWeighted += other.riskWeighted
      capital += other.capital
      expectedLoss += other.expectedLoss
    }
  }

  /// By class of the weighting approach, in the order of its cases.
  public var byWeightClass = Array(repeating: Group(), count: RiskWeight.ExposureClass.allCases.count)
  /// By class of the internal-ratings approach, in the order of its cases.
  public var byRatingsClass = Array(repeating: Group(), count: InternalRatings.ExposureClass.allCases.count)

  /// Nothing.
  public init() {}

  /// Sums over all loans under weights.
  public var weighting: Group { byWeightClass.reduce(into: Group()) { $0.merge($1) } }
  /// Sums over all loans under internal ratings.
  public var ratings: Group { byRatingsClass.reduce(into: Group()) { $0.merge($1) } }

  mutating func add(_ result: RescoredBatch) {
    for (row, loan) in result.byApproach.enumerated() {
      let exposure = result.exposure[row]
      byWeightClass[Int(loan.weightClass.rawValue)].add(
        exposure: exposure, riskWeighted: loan.weighting, capital: loan.weightingCapital,
        expectedLoss: 0)
      byRatingsClass[loan.ratingsClass.position].add(
        exposure: exposure, riskWeighted: loan.ratings, capital: loan.ratingsCapital,
        expectedLoss: loan.expectedLoss)
    }
  }

  mutating func merge(_ other: CapitalTotals) {
    for index in byWeightClass.indices { byWeightClass[index].merge(other.byWeightClass[index]) }
    for index in byRatingsClass.indices { byRatingsClass[index].merge(other.byRatingsClass[index]) }
  }
}

extension InternalRatings.ExposureClass {
  /// Place among all cases.
  var position: Int {
    switch self {
    case .corporate: 0
    case .sme: 1
    case .retail: 2
    case .mortgage: 3
    case .revolving: 4
    }
  }
}
