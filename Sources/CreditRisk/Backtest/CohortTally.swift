/// Sums over the loans of a cohort, from which rates, their variance and a verdict follow.
///
/// Money is exact: fen times millionths of a weight, in 128 bits. The other sums are doubles, so whoever wants the same
/// bits from any order of loans adds them in one order.
public struct CohortTally: Hashable, Sendable {
  /// Loans, each once.
  public private(set) var loans: Int64 = 0
  /// Loans that defaulted, each once.
  public private(set) var defaulted: Int64 = 0
  /// Weights, millionths.
  private(set) var weight: Int128 = 0
  private(set) var defaultedWeight: Int128 = 0
  /// Fen × millionths of a weight.
  private(set) var exposure: Int128 = 0
  private(set) var defaultedExposure: Int128 = 0
  private(set) var loss: Int128 = 0
  private(set) var expectedLoss: Int128 = 0

  /// Σ w·P and Σ w·P·E (fen).
  private(set) var expectedDefaults = 0.0
  private(set) var expectedDefaultedExposure = 0.0
  /// Σ w² of all loans and of those that defaulted.
  private(set) var squaredWeight = 0.0
  private(set) var defaultedSquaredWeight = 0.0
  /// Σ w²·L², Σ w²·L·E and Σ w²·E², fen².
  private(set) var squaredLoss = 0.0
  private(set) var lossTimesExposure = 0.0
  private(set) var squaredExposure = 0.0

  /// Nothing yet.
  public init() {}

  /// Adds a loan, whose expected loss `P · LGD · E` is rounded to the fen once.
  public mutating func add(_ loan: CohortLoan) {
    let weight = Double(loan.weight) / Double(CohortLoan.weightUnit)
    let units = Int128(loan.weight)
    loans += 1
    self.weight += units
    exposure += units * Int128(loan.exposure)
    loss += units * Int128(loan.loss)
    let expected = loan.probability * loan.lossGivenDefault * Double(loan.exposure)
    expectedLoss += units * (Int128(exactly: expected.rounded(.toNearestOrAwayFromZero)) ?? 0)
    let exposure = Double(loan.exposure)
    let loss = Double(loan.loss)
    let square = weight * weight
    expectedDefaults += weight * loan.probability
    expectedDefaultedExposure += weight * loan.probability * exposure
    squaredWeight += square
    squaredLoss += square * loss * loss
    lossTimesExposure += square * loss * exposure
    squaredExposure += square * exposure * exposure
    guard loan.isDefaulted else { return }
    defaulted += 1
    defaultedWeight += units
    defaultedExposure += units * Int128(loan.exposure)
    defaultedSquaredWeight += square
  }

  /// Adds the loans of another tally.
  public mutating func merge(_ other: CohortTally) {
    loans += other.loans
    defaulted += other.defaulted
    weight += other.weight
    defaultedWeight += other.defaultedWeight
    exposure += other.exposure
    defaultedExposure += other.defaultedExposure
    loss += other.loss
    expectedLoss += other.expectedLoss
    expectedDefaults += other.expectedDefaults
    expectedDefaultedExposure += other.expectedDefaultedExposure
    squaredWeight += other.squaredWeight
    defaultedSquaredWeight += other.defaultedSquaredWeight
    squaredLoss += other.squaredLoss
    lossTimesExposure += other.lossTimesExposure
    squaredExposure += other.squaredExposure
  }
}
