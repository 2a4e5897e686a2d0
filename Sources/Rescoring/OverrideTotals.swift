/// What overrides did, counted apart, with the loans' balances.
public struct OverrideTotals: Hashable, Sendable {
  /// Loans whose class became worse by one.
  public var downgrades = CountedBalance()
  /// Loans whose class became better by one.
  public var upgrades = CountedBalance()
  /// Loans whose override has run out.
  public var expired = CountedBalance()
  /// Loans that have the same class without theirs.
  public var withoutEffect = CountedBalance()
  /// Loans with a class better than the least one that the Order asks for on their own facts.
  public var belowMinimum = CountedBalance()

  /// No overrides.
  public init() {}

  mutating func merge(_ other: OverrideTotals) {
    downgrades.merge(other.downgrades)
    upgrades.merge(other.upgrades)
    expired.merge(other.expired)
    withoutEffect.merge(other.withoutEffect)
    belowMinimum.merge(other.belowMinimum)
  }
}
