internal import Lending

/// What the per-loan output of a rescore says of one loan, as far as it is compared.
///
/// Numbers that are no money are as printed: what twelve significant digits read back as.
public struct ComparedLoan: BitwiseCopyable, Sendable {
  /// Twelve-month PD, a fraction; 1 for a non-performing loan.
  public var probability: Double
  /// Loss given default, a fraction.
  public var severity: Double
  /// Exposure at default, fen.
  public var exposure: Int64
  /// Credit loss of the stage, fen.
  public var loss: Int64
  /// Risk-weighted assets, fen.
  public var riskWeighted: Int64
  /// Risk weight, percent.
  public var riskWeight: Double
  /// Capital, fen.
  public var capital: Int64
  /// What the loan would be quoted, percent a year; NaN where it has no price.
  public var requiredRate: Double
  /// Number of the grade's name, the same in both outputs.
  public var grade: UInt32
  /// Raw value of the class.
  public var riskClass: UInt8
  /// Stage 1, 2 or 3.
  public var stage: UInt8

  /// Creates what an output says.
  public init(
    probability: Double, severity: Double, exposure: Int64, loss: Int64, riskWeighted: Int64,
    riskWeight: Double, capital: Int64, requiredRate: Double, grade: UInt32, riskClass: UInt8, stage: UInt8
  ) {
    self.probability = probability
    self.severity = severity
    self.exposure = exposure
    self.loss = loss
    self.riskWeighted = riskWeighted
    self.riskWeight = riskWeight
    self.capital = capital
    self.requiredRate = requiredRate
    self.grade = grade
    self.riskClass = riskClass
    self.stage = stage
  }

  /// Whether the class is substandard or worse (不良).
  var isNonPerforming: Bool { RiskClass(rawValue: riskClass)?.isNonPerforming ?? true }

  /// Whether both have the same price, or none.
  func hasSameRate(as other: ComparedLoan) -> Bool {
    requiredRate == other.requiredRate || (requiredRate.isNaN && other.requiredRate.isNaN)
  }

  /// Whether an output would print the same.
  func isSame(as other: ComparedLoan) -> Bool {
    probability == other.probability && severity == other.severity && exposure == other.exposure
      && loss == other.loss && riskWeighted == other.riskWeighted && riskWeight == other.riskWeight
      && capital == other.capital && grade == other.grade && riskClass == other.riskClass
      && stage == other.stage && hasSameRate(as: other)
  }
}

/// A loan of the run at hand: what its output says, and the exact numbers that its loss and its weight follow from.
public struct PricedLoan: BitwiseCopyable, Sendable {
  /// What the output says.
  public var result: ComparedLoan
  /// Twelve-month PD as it would be printed of a performing loan, a fraction.
  public var performingProbability: Double
  /// Exact risk weight, percent.
  public var riskWeight: Double
  /// What the loss follows from.
  public var inputs: LossInputs
  /// Booked provision, fen, or ``missingMoney``.
  public var provision: Int64
  /// Whether a part of the line is undrawn.
  public var hasUndrawn: Bool

  /// Creates a loan.
  public init(
    result: ComparedLoan, performingProbability: Double, riskWeight: Double, inputs: LossInputs,
    provision: Int64, hasUndrawn: Bool
  ) {
    self.result = result
    self.performingProbability = performingProbability
    self.riskWeight = riskWeight
    self.inputs = inputs
    self.provision = provision
    self.hasUndrawn = hasUndrawn
  }
}
