/// The one place that rounds computed money to the fen.
public enum Rounding {
  /// CNY to fen, half up by magnitude.
  ///
  /// `1.005 × 100` is 100.49999999999999 in binary: a product that lies within a billionth of a half is
  /// taken for the half that the decimal meant.
  ///
  /// - Parameter yuan: CNY; NaN gives 0, values beyond ±10¹⁵ are clamped.
  /// - Returns: Whole fen.
  @inlinable @inline(__always) public static func fen(_ yuan: Double) -> Int64 {
    let scaled = yuan * 100
    let magnitude = scaled < 0 ? -scaled : scaled
    guard magnitude < limit else { return clamped(scaled) }
    // The tolerance is a few units in the last place of the product, never more than a thousandth of a fen.
    let tolerance = magnitude * 4e-16 < 1e-3 ? magnitude * 4e-16 : 1e-3
    let whole = Int64(magnitude + 0.5 + tolerance)
    return scaled < 0 ? -whole : whole
  }

  @inlinable static var limit: Double { 1e17 }

  /// What NaN and numbers beyond the limit give.
  @usableFromInline static func clamped(_ scaled: Double) -> Int64 {
    guard scaled == scaled else { return 0 }
    return scaled < 0 ? -100_000_000_000_000_000 : 100_000_000_000_000_000
  }
}
