/// Sums of one group of loans; money in fen, exact in any order.
public struct GroupTotals: Hashable, Codable, Sendable {
  /// Loans.
  public var count: Int64 = 0
  /// Balance.
  public var balance: Int128 = 0
  /// Credit loss.
  public var loss: Int128 = 0
  /// Risk-weighted assets.
  public var riskWeighted: Int128 = 0
  /// Balance of non-performing loans.
  public var nonPerformingBalance: Int128 = 0

  /// Nothing.
  public init() {}

  /// Adds a loan.
  @inlinable public mutating func add(
    balance: Int64, loss: Int64, riskWeighted: Int64, isNonPerforming: Bool
  ) {
    count += 1
    self.balance += Int128(balance)
    self.loss += Int128(loss)
    self.riskWeighted += Int128(riskWeighted)
    if isNonPerforming { nonPerformingBalance += Int128(balance) }
  }

  /// Adds a loan; whether it is non-performing is known of the group.
  @inlinable mutating func add(balance: Int64, loss: Int64, riskWeighted: Int64) {
    count &+= 1
    self.balance &+= Int128(balance)
    self.loss &+= Int128(loss)
    self.riskWeighted &+= Int128(riskWeighted)
  }

  /// Adds another group.
  @inlinable public mutating func merge(_ other: GroupTotals) {
    count += other.count
    balance += other.balance
    loss += other.loss
    riskWeighted += other.riskWeighted
    nonPerformingBalance += other.nonPerformingBalance
  }
}
