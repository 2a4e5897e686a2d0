/// A limit that amounts are held against exactly: a share in billionths, compared in whole fen.
///
/// Exactly 10 % in fen is above 0.1 when the share is a quotient of doubles (65,536.07 of 655,360.70).
public struct Share: Hashable, Sendable {
  /// The share in billionths.
  public let billionths: Int64

  /// Creates a share.
  ///
  /// - Parameter fraction: 0…1, kept to nine decimals.
  public init(_ fraction: Double) {
    billionths = Int64((fraction * 1e9).rounded())
  }

  /// Whether a part is strictly over the share of the whole (超过).
  @inlinable public func isExceeded(by part: Int64, of whole: Int64) -> Bool {
    Int128(part) * 1_000_000_000 > Int128(whole) * Int128(billionths)
  }

  /// Whether a part is at least the share of the whole (以上).
  @inlinable public func isReached(by part: Int64, of whole: Int64) -> Bool {
    Int128(part) * 1_000_000_000 >= Int128(whole) * Int128(billionths)
  }

  /// Whether a sum of many amounts, at most 10²⁸ fen, is strictly over the share of a whole.
  @inlinable public func isExceeded(byWide part: Int128, of whole: Int128) -> Bool {
    part * 1_000_000_000 > whole * Int128(billionths)
  }
}
