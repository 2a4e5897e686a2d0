public import LoanUnits
private import LoanMath

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The rates at which the present value of some flows is zero.
public enum InternalRateOfReturn {
  /// What a search found.
  public enum Outcome: Hashable, Sendable {
    /// The one rate, as a fraction per unit of time.
    case rate(Double)
    /// Two or more rates, ascending: the flows change their sign more than once.
    case several([Double])
    /// No rate above −1 makes the present value zero.
    case none

    /// All rates, ascending.
    public var rates: [Double] {
      switch self {
      case .rate(let rate): [rate]
      case .several(let rates): rates
      case .none: []
      }
    }

    /// The rate nearest to a given one, such as the contract's.
    public func nearest(to rate: Double) -> Double? {
      rates.min { ($0 - rate).magnitude < ($1 - rate).magnitude }
    }
  }

  /// The rates of flows at equal distances, per period.
  ///
  /// - Parameter amounts: Flow of period 0, 1, 2, …; in and out with opposite signs.
  /// - Returns: Every rate above −1 that a `Double` can tell apart.
  /// - SeeAlso: `Oracles/irr.json`.
  public static func roots(amounts: [Double]) -> Outcome {
    roots(times: amounts.indices.map(Double.init), amounts: amounts)
  }

  /// The effective annual rates of dated flows, a year being 365 days.
  ///
  /// - Parameters:
  ///   - days: Day of each flow, in any order.
  ///   - amounts: The flows, as many as days; more of either are left out.
  public static func roots(days: [CalendarDay], amounts: [Double]) -> Outcome {
    guard let first = days.min() else { return .none }
    return roots(times: days.map { Double(first.days(to: $0)) / 365 }, amounts: amounts)
  }

  /// The rates of flows at any times, per unit of time.
  ///
  /// - Parameters:
  ///   - times: Time of each flow, in any order; finite.
  ///   - amounts: The flows, as many as times; more of either are left out. A flow that is not finite: none.
  public static func roots(times: [Double], amounts: [Double]) -> Outcome {
    guard let value = PresentValue(times: times, amounts: amounts) else { return .none }
    let rates = PresentValueRoots.forces(of: value).map { expm1($0) }.filter(\.isFinite)
    var distinct = [Double]()
    for rate in rates.sorted() where rate != distinct.last { distinct.append(rate) }
    switch distinct.count {
    case 0: return .none
    case 1: return .rate(distinct[0])
    default: return .several(distinct)
    }
  }

  /// The periodic rate of a loan: an amount received, then payments.
  ///
  /// With payments that are all of one sign this is Newton's method on a convex falling function, a few
  /// passes over the payments; anything else goes to ``roots(amounts:)``.
  ///
  /// - Parameters:
  ///   - received: Amount at time 0, net of fees withheld.
  ///   - payments: Payments at the end of period 1, 2, …, counted positive.
  /// - Returns: The rate per period as a fraction.
  public static func loanRate(received: Double, payments: [Double]) -> Outcome {
    if received > 0, received.isFinite, let rate = newton(received: received, payments: payments) {
      return .rate(rate)
    }
    return roots(amounts: [received] + payments.map { -$0 })
  }

  private static func newton(received: Double, payments: [Double]) -> Double? {
    var total = 0.0
    var weighted = 0.0
    for (index, payment) in payments.enumerated() {
      guard payment >= 0, payment.isFinite else { return nil }
      total += payment
      weighted += payment * Double(index + 1)
    }
    guard total > 0 else { return nil }
    // The rate whose growth over the mean time turns what is received into what is paid. As the value is convex
    // in the rate, this starts at or below the root, from where Newton's steps only rise.
    var rate = expm1(log(total / received) * total / weighted)
    guard rate.isFinite, rate > -1 else { return nil }
    var lastStep = Double.infinity
    for _ in 0..<100 {
      let discount = 1 / (1 + rate)
      // Horner from the last payment: the value, and its derivative in the discount factor.
      var value = 0.0
      var slope = 0.0
      for payment in payments.reversed() {
        slope = slope * discount + value
        value = value * discount + payment
      }
      slope = slope * discount + value
      value *= discount
      let step = (value - received) / (slope * discount * discount)
      guard step.isFinite, rate + step > -1 else { return nil }
      rate += step
      if step.magnitude <= 4e-16 * (1 + rate) || (step.magnitude >= lastStep && step.magnitude < 1e-12) {
        return rate
      }
      lastStep = step.magnitude
    }
    return nil
  }
}
