private import LoanMath

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The rate of a unit-period by the actuarial method: compound over whole periods, simple over a fraction.
///
/// The general equation of Regulation Z, `Σ A_j / ((1 + f_j·i)(1 + i)^t_j) = 0`; the annual percentage rate is
/// `i` times the unit-periods of a year. The cost sheet of Chinese banks annualises a fee by the same equation
/// over the principal flows alone (field reference, 4.2).
/// - SeeAlso: 12 CFR 1026, Appendix J (b)(8) and (c).
public enum ActuarialRate {
  /// A flow and its distance from the first one.
  public struct Flow: Hashable, Sendable {
    /// In and out with opposite signs.
    public var amount: Double
    /// Whole unit-periods from the beginning of the term, 0 or more.
    public var unitPeriods: Int
    /// The fraction of a unit-period beside them, from 0 to below 1.
    public var fraction: Double

    /// Creates a flow.
    public init(amount: Double, unitPeriods: Int, fraction: Double) {
      self.amount = amount
      self.unitPeriods = unitPeriods
      self.fraction = fraction
    }

    fileprivate var time: Double { Double(unitPeriods) + fraction }
  }

  /// The rates of some flows, per unit-period as fractions.
  ///
  /// - Parameter flows: In any order; an amount that is not finite gives none.
  /// - Returns: Every rate above −1 where all fractions are 0, or where the flows change their sign once; else
  ///   those that a grid of some 5,000 points parts from each other.
  public static func roots(_ flows: [Flow]) -> InternalRateOfReturn.Outcome {
    guard flows.contains(where: { $0.fraction != 0 }) else {
      return InternalRateOfReturn.roots(
        times: flows.map { Double($0.unitPeriods) }, amounts: flows.map(\.amount))
    }
    let ordered = flows.filter { $0.amount != 0 }.sorted { $0.time < $1.time }
    guard ordered.allSatisfy({ $0.amount.isFinite }) else { return .none }
    let value = Value(flows: ordered)
    let changes = zip(ordered, ordered.dropFirst()).count { ($0.amount < 0) != ($1.amount < 0) }
    guard changes > 0 else { return .none }
    let rates = roots(of: value, between: changes == 1 ? coarse : fine).map { expm1($0) }
      .filter(\.isFinite)
    switch rates.count {
    case 0: return .none
    case 1: return .rate(rates[0])
    default: return .several(rates)
    }
  }

  /// The left side of the equation as a function of the force `x = ln(1 + i)`.
  private struct Value {
    var flows: [Flow]

    /// Times a positive factor, so that nothing overflows: no power is above 1.
    func scaled(at force: Double) -> Double {
      let rate = expm1(force)
      let reference = force >= 0 ? 0 : Double(flows[flows.count - 1].unitPeriods)
      var sum = 0.0
      for flow in flows {
        sum +=
          flow.amount * exp(force * (reference - Double(flow.unitPeriods))) / (1 + flow.fraction * rate)
      }
      return sum
    }
  }

  private static let coarse: [Double] = [-1000, -40, -4, -1, -0.1, 0, 0.1, 1, 4, 40, 700]

  private static let fine: [Double] = {
    let near = stride(from: -4.0, through: 4.0, by: 1.0 / 256)
    let far = stride(from: 4.25, through: 700.0, by: 0.5).flatMap { [$0, -$0] }
    return (Array(near) + far).sorted()
  }()

  private static func roots(of value: Value, between points: [Double]) -> [Double] {
    var found = [Double]()
    var low = points[0]
    var atLow = value.scaled(at: low)
    for high in points.dropFirst() {
      let atHigh = value.scaled(at: high)
      if atHigh == 0 {
        found.append(high)
      } else if atLow != 0, (atLow < 0) != (atHigh < 0) {
        if case .root(let force) = RootFinding.root(from: low, to: high, of: value.scaled) {
          found.append(force)
        }
      }
      low = high
      atLow = atHigh
    }
    return found
  }
}
