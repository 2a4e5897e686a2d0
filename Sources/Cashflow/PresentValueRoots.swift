private import LoanMath

/// Every root of a present value, isolated by the roots of its derivatives.
enum PresentValueRoots {
  /// Forces of interest that are told apart: below the first, `e^x − 1` is −1; above the last, it overflows.
  private static let range = -1e5...709.0

  /// With more changes of sign than this the derivatives cost too much, and a dense grid is searched instead.
  private static let deepest = 48

  /// The forces `x = ln(1 + r)` at which the value is zero, ascending.
  static func forces(of value: PresentValue) -> [Double] {
    let changes = value.signChanges
    if changes == 0 { return [] }
    if changes > deepest { return roots(of: value, between: grid) }
    // The derivative with the fewest changes first: its roots part the roots of the one before.
    var chain = [value]
    while let last = chain.last, let next = last.derivative, last.signChanges > 1 { chain.append(next) }
    return chain.reversed().reduce([]) { points, function in roots(of: function, between: points) }
  }

  /// Points that are dense where rates are, and reach to the ends.
  private static var grid: [Double] {
    let near = stride(from: -4.0, through: 4.0, by: 1.0 / 256)
    let far = stride(from: 4.25, through: 700.0, by: 0.5).flatMap { [$0, -$0] }
    return (Array(near) + far).sorted()
  }

  /// The roots, one at most between each two points; a point where the value only touches zero is one, too.
  private static func roots(of function: PresentValue, between points: [Double]) -> [Double] {
    var found = [Double]()
    let bounds = [range.lowerBound] + points.filter { range.contains($0) } + [range.upperBound]
    var low = bounds[0]
    var lowSign = sign(of: function, at: low)
    for high in bounds.dropFirst() {
      let highSign = sign(of: function, at: high)
      if highSign == 0 {
        found.append(high)
      } else if lowSign * highSign < 0 {
        if case .root(let force) = search(function, from: low, to: high) { found.append(force) }
      }
      low = high
      lowSign = highSign
    }
    return found.sorted()
  }

  /// −1, 0 or 1; 0 where the value is what rounding leaves of its terms.
  private static func sign(of function: PresentValue, at force: Double) -> Int {
    let (value, magnitude) = function.scaled(at: force)
    if value.magnitude <= 1e-15 * magnitude { return 0 }
    return value < 0 ? -1 : 1
  }

  private static func search(
    _ function: PresentValue, from low: Double, to high: Double
  ) -> RootFinding.Outcome {
    let value = { function.scaled(at: $0).value }
    // The ordinary rates first, so that the search need not come down from the far ends.
    var a = low
    var b = high
    for force in [-40.0, -1, 0, 1, 40] where force > a && force < b {
      let here = value(force)
      if here == 0 { return .root(force) }
      if (here < 0) == (value(a) < 0) { a = force } else { b = force }
    }
    return RootFinding.root(from: a, to: b, of: value)
  }
}
