/// The internal rates of many loans with the same number of flows.
///
/// Newton's method on eight loans at once, each in its own lane: a lane stops when it has its rate and does not look
/// at the others, so a loan's bits do not depend on its neighbours or its place.
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
      let count = min(Lanes.scalarCount, loans.upperBound - first)
      let received = load(amounts, flows: flows, first: first, count: count, &payments)
      let found = newton(received: received, payments: payments)
      for lane in 0..<count {
        let rate = found[lane]
        rates.append(rate.isNaN ? exact(amounts, flows: flows, loan: first + lane) : rate)
      }
      first += count
    }
    return rates
  }

  /// Turns loans into lanes: the first flow, and the others with the opposite sign.
  @inline(__always)
  private static func load(
    _ amounts: [Double], flows: Int, first: Int, count: Int, _ payments: inout [Lanes]
  ) -> Lanes {
    var received = Lanes(repeating: 1)
    var sign = Lanes(repeating: 1)
    for lane in 0..<count {
      let amount = amounts[(first + lane) * flows]
      received[lane] = amount.magnitude
      sign[lane] = amount < 0 ? 1 : -1
    }
    for period in 1..<flows {
      var column = Lanes.zero
      for lane in 0..<count { column[lane] = amounts[(first + lane) * flows + period] }
      payments[period - 1] = column * sign
    }
    return received
  }

  /// Rates of loans whose payments are all of one sign; not a number for others and where the steps lead astray.
  ///
  /// The value is convex and falls with the rate: from 0 the first step lands at or below the root, the others rise.
  @inline(__always)
  private static func newton(received: Lanes, payments: [Lanes]) -> Lanes {
    var total = Lanes.zero
    var weighted = Lanes.zero
    var isLoan = received .> Lanes.zero
    var period = Lanes.zero
    for payment in payments {
      period += 1
      total += payment
      weighted += payment * period
      isLoan = isLoan .& (payment .>= Lanes.zero)
    }
    isLoan = isLoan .& (total .> Lanes.zero)
    let one = Lanes(repeating: 1)
    var rate = (total - received) / weighted
    var isDone = .!isLoan
    var last = Lanes(repeating: .infinity)
    for _ in 0..<60 {
      let discount = one / (one + rate)
      var value = Lanes.zero
      var slope = Lanes.zero
      var index = payments.count
      while index > 0 {
        index -= 1
        slope = slope * discount + value
        value = value * discount + payments[index]
      }
      slope = slope * discount + value
      value *= discount
      let step = (value - received) / (slope * discount * discount)
      let size = magnitude(step)
      let isSmall = (size .<= 4e-16 * (one + rate)) .| ((size .>= last) .& (size .< 1e-12))
      rate.replace(with: rate + step, where: .!isDone)
      last.replace(with: size, where: .!isDone)
      isDone = isDone .| isSmall .| (.!(rate .> -1))
      if all(isDone) { break }
    }
    let isFound = isLoan .& isDone .& (rate .> -1)
    return Lanes(repeating: .nan).replacing(with: rate, where: isFound)
  }

  @inline(__always)
  private static func magnitude(_ lanes: Lanes) -> Lanes { lanes.replacing(with: -lanes, where: lanes .< 0) }

  /// One loan by the search that isolates every root.
  private static func exact(_ amounts: [Double], flows: Int, loan: Int) -> Double {
    let row = Array(amounts[(loan * flows)..<((loan + 1) * flows)])
    guard case .rate(let rate) = InternalRateOfReturn.roots(amounts: row) else { return .nan }
    return rate
  }
}
