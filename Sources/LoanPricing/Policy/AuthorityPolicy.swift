/// Section `authority` of the policy: who may sign which rate (利率审批权限).
public struct AuthorityPolicy: Hashable, Sendable {
  /// A level of authority.
  public struct Level: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// How far below the rounded target it may go, basis points; nil: no limit.
    public var maxBelowTargetBasisPoints: Double?
    /// Its lowest spread over the prime rate, basis points; nil: no limit.
    public var minSpreadBasisPoints: Double?
    /// Its lowest return on capital, percent; nil: no limit.
    public var minRAROCPercent: Double?
    /// The largest amount it signs, CNY; nil: no limit.
    public var maxAmount: Double?

    /// Creates a level.
    public init(
      name: String, maxBelowTargetBasisPoints: Double?, minSpreadBasisPoints: Double?,
      minRAROCPercent: Double?,
      maxAmount: Double?
    ) {
      self.name = name
      self.maxBelowTargetBasisPoints = maxBelowTargetBasisPoints
      self.minSpreadBasisPoints = minSpreadBasisPoints
      self.minRAROCPercent = minRAROCPercent
      self.maxAmount = maxAmount
    }
  }

  /// Levels from the lowest.
  public var levels: [Level]

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    levels: [Level]
  ) {
    self.levels = levels
  }
}
