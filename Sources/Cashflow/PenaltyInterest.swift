/// Penalty interest (罚息) and the compound interest on what is unpaid (复利).
///
/// The contract rate times `1 + uplift` from the day of the breach until it is paid; unpaid interest bears interest at
/// the same rate.
/// - SeeAlso: 银发〔2003〕251号, item 3; the field reference, 11.3.
public struct PenaltyInterest: Hashable, Sendable {
  /// The penalty rate a year, a fraction.
  public let annualRate: Double
  /// Days of a year.
  public let dayBasis: Int

  /// Creates a penalty.
  ///
  /// - Parameters:
  ///   - contractRate: Nominal annual rate as a fraction.
  ///   - uplift: What the rate is raised by, as a share of it: 0.5 for 50 %. Of several breaches the heaviest.
  ///   - dayBasis: Days of a year, 360 by practice.
  public init(contractRate: Double, uplift: Double, dayBasis: Int) {
    annualRate = contractRate * (1 + uplift)
    self.dayBasis = dayBasis
  }

  /// The interest on an amount over some days, not rounded, in the amount's unit.
  public func interest(on amount: Double, days: Int) -> Double {
    amount * annualRate * Double(days) / Double(dayBasis)
  }
}
