/// Rounds parts so that what is printed adds up to the printed total: the largest remainders give way.
public enum ApportionedRounding {
  /// Parts in whole units of the last printed decimal.
  ///
  /// - Parameters:
  ///   - parts: What is added.
  ///   - total: What it must add up to, in whole units.
  ///   - decimals: Decimals of a part that are printed.
  /// - Returns: Whole units, one a part, with the sum `total`. A part of zero stays zero.
  public static func units(_ parts: [Double], total: Int, decimals: Int) -> [Int] {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = parts.map { part -> Double in
      let value = part * scale
      return value.isFinite && value.magnitude < 1e15 ? value : 0
    }
    var units = scaled.map { Int($0.rounded(.toNearestOrAwayFromZero)) }
    var missing = total - units.reduce(0, +)
    let step = missing.signum()
    // The part whose rounding erred most in the other direction moves first; ties go to the earlier one.
    let order = scaled.indices.filter { scaled[$0] != 0 }.sorted { left, right in
      let a = (scaled[left] - Double(units[left])) * Double(step)
      let b = (scaled[right] - Double(units[right])) * Double(step)
      return a == b ? left < right : a > b
    }
    var next = 0
    while missing != 0, !order.isEmpty {
      units[order[next % order.count]] += step
      missing -= step
      next += 1
      if next > 10 * order.count { break }
    }
    return units
  }

  /// Whole units as a decimal text.
  public static func text(_ units: Int, decimals: Int) -> String {
    guard decimals > 0 else { return String(units) }
    var digits = String(units.magnitude)
    while digits.count <= decimals { digits = "0" + digits }
    return (units < 0 ? "-" : "") + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }
}
