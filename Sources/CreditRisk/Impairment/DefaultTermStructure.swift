#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Default probabilities over any number of months from a twelve-month PD (违约概率期限结构).
///
/// Every shape gives the twelve-month PD back at month 12, 0 for a PD of 0 and 1 for a PD of 1.
public struct DefaultTermStructure: Sendable {
  /// What is other than a constant hazard.
  enum Shape: Sendable {
    case hazard(HazardCurve)
    case migration(MigrationCurves)
  }

  /// Months that a curve is laid out for: the longest age and the longest remaining life.
  static let longestMonths = 2400

  /// Nil: the hazard is constant.
  let shape: Shape?

  /// One hazard for all months.
  public static let constant = DefaultTermStructure(shape: nil)

  private init(shape: Shape?) {
    self.shape = shape
  }

  /// The structure of a policy.
  public init(_ policy: ImpairmentPolicy) {
    switch policy.termStructure {
    case .constant: shape = nil
    case .hazardCurve: shape = .hazard(HazardCurve(policy.hazardCurve))
    case .matrix: shape = .migration(MigrationCurves(policy.migrationMatrix))
    }
  }

  /// The probability of default within some months, for a loan that is alive at an age.
  ///
  /// `(F(age + months) − F(age)) / (1 − F(age))`: at age 0 the PD seen today, else what was expected at origination
  /// for the same remaining life.
  ///
  /// - Parameters:
  ///   - twelveMonth: Twelve-month PD at age 0, a fraction.
  ///   - months: From 0 to 1,200; longer counts as that.
  ///   - age: Months since the PD was given, from 0 to 1,200.
  public func probability(twelveMonth: Double, months: Int, age: Int = 0) -> Double {
    guard twelveMonth < 1 else { return months > 0 ? 1 : 0 }
    let half = DefaultTermStructure.longestMonths / 2
    let start = min(max(0, age), half)
    let end = start + min(max(0, months), half)
    switch shape {
    case nil: return -expm1(log1p(-twelveMonth) * Double(end - start) / 12)
    case .hazard(let curve):
      return -expm1(log1p(-twelveMonth) * (curve.exponents[end] - curve.exponents[start]))
    case .migration(let curves):
      let before = curves.cumulative(twelveMonth, month: start)
      return before < 1 ? (curves.cumulative(twelveMonth, month: end) - before) / (1 - before) : 1
    }
  }
}
