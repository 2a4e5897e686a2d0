/// What an overlay does to a portfolio.
public struct OverlayTotals: Hashable, Codable, Sendable {
  /// Loans it falls on.
  public var count: Int64 = 0
  /// Their balance, fen.
  public var balance: Int128 = 0
  /// What it adds to the credit loss after those before it in the policy, fen.
  public var loss: Int128 = 0

  /// Nothing.
  public init() {}

  mutating func merge(_ other: OverlayTotals) {
    count += other.count
    balance += other.balance
    loss += other.loss
  }
}

/// Which overlays look at the words of a tape: bits by industry and region.
public struct OverlayWords: Sendable {
  var industries: [UInt64]?
  var regions: [UInt64]?

  /// None.
  public init() {}

  @inline(__always) func bits(_ industry: UInt32, _ region: UInt32) -> UInt64 {
    OverlayWords.bits(industries, industry) & OverlayWords.bits(regions, region)
  }

  /// The first place is for an empty field, which has the greatest number.
  private static func bits(_ table: [UInt64]?, _ word: UInt32) -> UInt64 {
    guard let table else { return .max }
    let place = Int(word) + 1
    return place < table.count ? table[place] : table[0]
  }
}
