#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// A sum of flows, each discounted by `e^(−x·t)`, as a function of the force of interest `x = ln(1 + r)`.
struct PresentValue {
  /// Ascending, all different.
  private(set) var times: [Double]
  /// Not 0; the largest magnitude is from 1 to 2.
  private(set) var amounts: [Double]

  /// Flows of the same time are added, those that cancel are dropped; nothing where one is not finite.
  init?(times: [Double], amounts: [Double]) {
    let flows = zip(times, amounts).sorted { $0.0 < $1.0 }
    guard flows.allSatisfy({ $0.0.isFinite && $0.1.isFinite }) else { return nil }
    var sums = [(time: Double, amount: Double)]()
    for (time, amount) in flows {
      if let last = sums.indices.last, sums[last].time == time {
        sums[last].amount += amount
      } else {
        sums.append((time, amount))
      }
    }
    sums.removeAll { $0.amount == 0 }
    guard !sums.isEmpty, sums.allSatisfy({ $0.amount.isFinite }) else { return nil }
    self.init(ascending: sums)
  }

  private init(ascending flows: [(time: Double, amount: Double)]) {
    // A power of two, so that the amounts keep every bit: flows that sum to 0 still do.
    let unit = flows.reduce(0) { max($0, $1.amount.magnitude) }.binade
    self.times = flows.map(\.time)
    self.amounts = flows.map { $0.amount / unit }
  }

  /// Changes of sign along the flows: no fewer than there are roots (Descartes, Laguerre).
  var signChanges: Int {
    zip(amounts, amounts.dropFirst()).count { ($0 < 0) != ($1 < 0) }
  }

  /// The value, and the sum of the magnitudes that it is left over from.
  ///
  /// Times are counted from the first flow, or for a negative force from the last one, so that no factor is above
  /// 1; this multiplies the function by a positive one and moves no root.
  func scaled(at force: Double) -> (value: Double, magnitude: Double) {
    let reference = force >= 0 ? times[0] : times[times.count - 1]
    var value = 0.0
    var magnitude = 0.0
    for index in times.indices {
      let term = amounts[index] * exp(force * (reference - times[index]))
      value += term
      magnitude += term.magnitude
    }
    return (value, magnitude)
  }

  /// The derivative of `e^(s·x)` times this function, `s` being between the flows of the first change of sign.
  ///
  /// It has one change of sign less, and one of its roots lies between each two of this function (Rolle).
  var derivative: PresentValue? {
    let later = amounts.indices.dropFirst()
    guard let change = later.first(where: { (amounts[$0] < 0) != (amounts[$0 - 1] < 0) }) else { return nil }
    let middle = 0.5 * (times[change - 1] + times[change])
    let flows = times.indices.map { (time: times[$0], amount: amounts[$0] * (middle - times[$0])) }
    return PresentValue(ascending: flows.filter { $0.amount != 0 })
  }
}
