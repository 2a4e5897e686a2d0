public import Lending

/// What a rule of the profile found; money in fen, exact in any order.
public struct QualitySums: Hashable, Codable, Sendable {
  /// Loans that have the fields which the rule compares.
  public var tested: Int64 = 0
  /// Loans found.
  public var count: Int64 = 0
  /// Their balance.
  public var balance: Int128 = 0
  /// The part of it that is non-performing by the loans' own facts.
  public var nonPerformingBalance: Int128 = 0
  /// By what the total of the rule would change (``QualityRule``), fen, or fen × 10⁻⁹ percent for rates.
  public var change: Int128 = 0

  /// Nothing.
  public init() {}

  mutating func merge(_ other: QualitySums) {
    tested += other.tested
    count += other.count
    balance += other.balance
    nonPerformingBalance += other.nonPerformingBalance
    change += other.change
  }
}

/// A column of money under the suspicion of another unit.
public struct QualityUnit: Hashable, Codable, Sendable {
  /// Loans with an amount above zero.
  public var filled: Int64 = 0
  /// Those whose amount is below the policy's median.
  public var small: Int64 = 0
  /// Sum of the amounts.
  public var sum: Int128 = 0
  /// Balance of the loans.
  public var balance: Int128 = 0
  /// The part of it that is non-performing by the loans' own facts.
  public var nonPerformingBalance: Int128 = 0

  /// Nothing.
  public init() {}

  /// Whether the median is below the policy's: more than half of the amounts are.
  public var isSuspected: Bool { 2 * small > filled }

  mutating func merge(_ other: QualityUnit) {
    filled += other.filled
    small += other.small
    sum += other.sum
    balance += other.balance
    nonPerformingBalance += other.nonPerformingBalance
  }
}

/// Sums of the profile of a tape, which merge in any order.
public struct QualityTotals: Hashable, Codable, Sendable {
  /// Columns whose unit is looked at: those in which a bank's loans have no small amounts.
  public static let unitColumns: [MoneyColumn] = [
    .balance, .originalAmount, .creditLimit, .collateralValue, .annualRevenue, .totalAssets,
  ]

  /// Loans.
  public var rows: Int64 = 0
  /// Balance.
  public var balance: Int128 = 0
  /// The part of it that is non-performing by the loans' own facts.
  public var nonPerformingBalance: Int128 = 0
  /// Σ balance × contract rate, fen × 10⁻⁹ percent.
  public var weightedRate: Int128 = 0
  /// Balance of the loans with a contract rate.
  public var ratedBalance: Int128 = 0
  /// By ``QualityRule``, in its order; that of units stays empty.
  public var rules = Array(repeating: QualitySums(), count: QualityRule.allCases.count)
  /// By ``unitColumns``.
  public var units = Array(repeating: QualityUnit(), count: QualityTotals.unitColumns.count)

  /// Nothing.
  public init() {}

  /// Adds another part of the tape.
  public mutating func merge(_ other: QualityTotals) {
    rows += other.rows
    balance += other.balance
    nonPerformingBalance += other.nonPerformingBalance
    weightedRate += other.weightedRate
    ratedBalance += other.ratedBalance
    for index in rules.indices { rules[index].merge(other.rules[index]) }
    for index in units.indices { units[index].merge(other.units[index]) }
  }
}
