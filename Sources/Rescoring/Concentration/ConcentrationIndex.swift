/// How far amounts are spread over names: the Herfindahl–Hirschman index (赫芬达尔指数) and what follows from it.
///
/// With shares `s` of the whole the index is `Σ s²`: 1 for one name, `1/n` for `n` equal ones. Sums of fen and of their
/// squares are whole numbers, so the index is the same in whatever order names come and parts merge.
///
/// - SeeAlso: O. C. Herfindahl, *Concentration in the Steel Industry* (1950); the Basel Committee's *Studies on credit
///   risk concentration* (2006), section 4; cases of kind `concentration_index` in `Oracles/concentration.json`.
public struct ConcentrationIndex: Hashable, Codable, Sendable {
  /// Names with an amount.
  public private(set) var names: Int64 = 0
  /// Their amounts, fen.
  public private(set) var total: Int128 = 0
  /// Σ amount², fen², the lower 128 bits.
  private var squares: UInt128 = 0
  /// Σ amount², what is beyond.
  private var squaresBeyond: UInt64 = 0

  /// No name.
  public init() {}

  /// Adds a name; one without an amount is none.
  ///
  /// - Parameter amount: The whole amount of the name, fen, not negative.
  @inlinable public mutating func add(_ amount: Int64) {
    guard amount > 0 else { return }
    add(amount, square: UInt128(amount.magnitude) * UInt128(amount.magnitude))
  }

  /// Adds a name whose amount may be beyond 64 bits; then its square counts as the largest there is.
  public mutating func add(wide amount: Int128) {
    guard amount > 0 else { return }
    let (square, overflow) = UInt128(amount.magnitude).multipliedReportingOverflow(by: amount.magnitude)
    names += 1
    total += amount
    addSquare(overflow ? .max : square)
  }

  @usableFromInline mutating func add(_ amount: Int64, square: UInt128) {
    names += 1
    total += Int128(amount)
    addSquare(square)
  }

  private mutating func addSquare(_ square: UInt128) {
    let (sum, overflow) = squares.addingReportingOverflow(square)
    squares = sum
    if overflow { squaresBeyond += 1 }
  }

  /// Adds the names of another part; no name may be in both.
  public mutating func merge(_ other: ConcentrationIndex) {
    names += other.names
    total += other.total
    addSquare(other.squares)
    squaresBeyond += other.squaresBeyond
  }

  /// `Σ s²`, from `1/n` to 1; nil without an amount.
  public var herfindahl: Double? {
    guard total > 0 else { return nil }
    let whole = Double(total)
    return (Double(squaresBeyond) * 0x1p128 + Double(squares)) / whole / whole
  }

  /// `(HHI − 1/n) / (1 − 1/n)`: 0 for equal names, 1 for all in one; nil for fewer than two names.
  public var normalised: Double? {
    guard let herfindahl, names > 1 else { return nil }
    let least = 1 / Double(names)
    return max(0, (herfindahl - least) / (1 - least))
  }

  /// `1 / HHI`: as many equal names would be as concentrated; nil without an amount.
  public var effectiveNames: Double? {
    herfindahl.map { 1 / $0 }
  }
}
