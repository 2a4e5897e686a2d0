public import Lending

/// Section `pd` of the policy: scale of the score, floor and cap, master scale (主标尺), the bank's ratings.
public struct DefaultPolicy: Hashable, Sendable {
  /// A grade of the master scale.
  public struct Grade: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Upper bound of the probability of default, exclusive, a fraction.
    public var upper: Double

    /// Creates a grade.
    public init(name: String, upper: Double) {
      self.name = name
      self.upper = upper
    }
  }

  /// One of the bank's own ratings.
  public struct Rating: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its twelve-month probability of default, a fraction.
    public var probability: Double

    /// Creates a rating.
    public init(name: String, probability: Double) {
      self.name = name
      self.probability = probability
    }
  }

  /// Points at the base odds.
  public var baseScore: Double
  /// Good : bad odds at the base score.
  public var baseOdds: Double
  /// Points that double the odds.
  public var pointsToDoubleOdds: Double
  /// Smallest probability of default of a performing loan, a fraction.
  public var floor: Double
  /// Largest probability of default of a performing loan, a fraction.
  public var cap: Double
  /// Grades with ascending upper bounds, lower bound inclusive.
  public var masterScale: [Grade]
  /// Name of the grade of defaulted loans.
  public var defaultGrade: String
  /// Probability of default of each of the bank's own ratings.
  public var ratings: [Rating]
  /// Multiples of the constant hazard by age of the loan: when within its life a loan defaults.
  public var hazardShape: MonthSteps

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    baseScore: Double,
    baseOdds: Double,
    pointsToDoubleOdds: Double,
    floor: Double,
    cap: Double,
    masterScale: [Grade],
    defaultGrade: String,
    ratings: [Rating],
    hazardShape: MonthSteps = MonthSteps(steps: [])
  ) {
    self.baseScore = baseScore
    self.baseOdds = baseOdds
    self.pointsToDoubleOdds = pointsToDoubleOdds
    self.floor = floor
    self.cap = cap
    self.masterScale = masterScale
    self.defaultGrade = defaultGrade
    self.ratings = ratings
    self.hazardShape = hazardShape
  }
}
