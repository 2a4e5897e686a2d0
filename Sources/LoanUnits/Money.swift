/// An amount of money in whole fen (分), a hundredth of a yuan.
///
/// Money that is paid, booked or totalled is whole fen, so that sums reconcile exactly; what is only
/// computed stays a `Double` in CNY until ``init(rounding:)``.
public struct Money: Hashable, Comparable, Sendable {
  /// The amount in fen.
  public var fen: Int64

  /// No money.
  public static let zero = Money(fen: 0)

  /// The largest amount that is accepted as input: 10¹⁵ CNY, so that the sum of ninety tapes' largest
  /// loans still fits 64 bits and a fen still fits the 53 bits of a `Double` for any one realistic loan.
  public static let largest = Money(fen: 100_000_000_000_000_000)

  /// Creates an amount of whole fen.
  @inlinable public init(fen: Int64) {
    self.fen = fen
  }

  /// Creates an amount from computed yuan, rounded half up (away from zero) to the fen.
  ///
  /// - Parameter yuan: CNY. Not finite or beyond ±10¹⁵ is clamped to ±``largest``; NaN is zero.
  @inlinable public init(rounding yuan: Double) {
    self.fen = Rounding.fen(yuan)
  }

  /// The amount in CNY.
  @inlinable public var yuan: Double { Double(fen) / 100 }

  /// Orders amounts.
  @inlinable public static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
  /// Adds amounts.
  @inlinable public static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
  /// Subtracts amounts.
  @inlinable public static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
  /// Adds an amount in place.
  @inlinable public static func += (left: inout Money, right: Money) { left.fen += right.fen }
  /// Subtracts an amount in place.
  @inlinable public static func -= (left: inout Money, right: Money) { left.fen -= right.fen }
}

extension Money: CustomStringConvertible {
  /// The amount with two decimals and no separators: `1234.50`.
  public var description: String {
    let digits = String(fen.magnitude)
    let padded = digits.count < 3 ? String(repeating: "0", count: 3 - digits.count) + digits : digits
    let whole = padded.dropLast(2)
    return (fen < 0 ? "-" : "") + whole + "." + padded.suffix(2)
  }
}
