/// The internal rates of many loans with the same number of flows.
///
/// Newton's method on eight loans at once, each in its own lane, with the same number of steps for all: a loan's bits
/// do not depend on its neighbours or its place. A loan that has not converged by then is found alone.
public enum InternalRateBatch {
  private typealias Lanes = SIMD8<Double>

  /// The periodic rates of some loans of a matrix.
  ///
  /// - Parameters:
  ///   - amounts: Flow of period 0, 1, 2, … of the first loan, then of the second, and so on; in and out with
  ///     opposite signs.
  ///   - flows: Flows of a loan, at least 2.
  ///   - loans: The loans that are wanted; beyond the matrix there are none.
  /// - Returns: A fraction per period for each; not a number where the flows have no rate or several, which
  ///   ``InternalRateOfReturn/roots(amounts:)`` tells apart.
  public static func rates(_ amounts: [Double], flows: Int, loans: Range<Int>) -> [Double] {
    guard flows > 1 else { return Array(repeating: .nan, count: loans.count) }
    let loans = loans.clamped(to: 0..<(amounts.count / flows))
    var rates = [Double]()
    rates.reserveCapacity(loans.count)
    var payments = [Lanes](repeating: .zero, count: flows - 1)
    var first = loans.lowerBound
    while first < loans.upperBound {
      let last = loans.upperBound - 1
      let received = load(amounts, flows: flows, first: first, last: last, &payments)
      let found = newton(received: received, payments: payments)
      for lane in 0..<min(Lanes.scalarCount, loans.upperBound - first) {
        let hasConverged = found.lastStep[lane].magnitude <= 1e-9 && found.rate[lane] > -0.9
        rates.append(
          hasConverged && found.isLoan[lane]
            ? found.rate[lane] : alone(amounts, flows: flows, loan: first + lane))
      }
      first += Lanes.scalarCount
    }
    return rates
  }

  /// Turns eight loans into lanes: the first flow, and the others with the opposite sign.
  ///
  /// Beyond the last loan the lanes repeat it.
  @inline(__always)
  private static func load(
    _ amounts: [Double], flows: Int, first: Int, last: Int, _ payments: inout [Lanes]
  ) -> Lanes {
    func row(_ lane: Int) -> Int { min(first + lane, last) * flows }
    let (a, b, c, d) = (row(0), row(1), row(2), row(3))
    let (e, f, g, h) = (row(4), row(5), row(6), row(7))
    @inline(__always) func column(_ period: Int) -> Lanes {
      Lanes(
        amounts[a + period], amounts[b + period], amounts[c + period], amounts[d + period],
        amounts[e + period], amounts[f + period], amounts[g + period], amounts[h + period])
    }
    let start = column(0)
    let sign = Lanes(repeating: 1).replacing(with: -1, where: start .> Lanes.zero)
    for period in 1..<flows { payments[period - 1] = column(period) * sign }
    return -start * sign
  }

  /// Four steps of Newton's method from the rate to which Halley's first step from 0 leads.
  ///
  /// The error is squared by each step: where the last one is under 1e-9, what it leaves is below the last bit.
  @inline(__always)
  private static func newton(
    received: Lanes, payments: [Lanes]
  ) -> (rate: Lanes, lastStep: Lanes, isLoan: SIMDMask<Lanes.MaskStorage>) {
    var total = Lanes.zero
    var weighted = Lanes.zero
    var curvature = Lanes.zero
    var least = Lanes(repeating: .infinity)
    var period = 0.0
    for payment in payments {
      period += 1
      total += payment
      weighted += payment * period
      curvature += payment * (0.5 * period * (period + 1))
      // A flow that is not a number fails the comparison below.
      least = pointwiseMin(least, payment)
    }
    let isLoan = (received .> Lanes.zero) .& (least .>= Lanes.zero) .& (total .> Lanes.zero)
    let gain = total - received
    var rate = gain / (weighted - curvature * gain / weighted)
    var step = Lanes.zero
    for _ in 0..<4 {
      let discount = 1 / (1 + rate)
      var value = Lanes.zero
      var slope = Lanes.zero
      for payment in payments.reversed() {
        slope = slope * discount + value
        value = value * discount + payment
      }
      slope = slope * discount + value
      value *= discount
      step = (value - received) / (slope * discount * discount)
      rate += step
    }
    return (rate, step, isLoan)
  }

  /// One loan by itself: the steps until they end, or the search that isolates every root.
  private static func alone(_ amounts: [Double], flows: Int, loan: Int) -> Double {
    let row = amounts[(loan * flows)..<((loan + 1) * flows)]
    let sign = (row.first ?? 0) < 0 ? -1.0 : 1.0
    let outcome = InternalRateOfReturn.loanRate(
      received: sign * (row.first ?? 0), payments: row.dropFirst().map { -sign * $0 })
    guard case .rate(let rate) = outcome else { return .nan }
    return rate
  }
}
