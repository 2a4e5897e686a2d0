/// Who may sign which rate (利率审批权限): ordered levels, each with the lowest rate it may sign, domain 3.5.
public struct AuthorityLadder: Sendable {
  /// Nobody may sign.
  public static let notPermitted = "not_permitted"
  let policy: BankPolicy
  let grid: RateGrid

  /// Prepares the levels.
  public init(policy: BankPolicy, grid: RateGrid) {
    self.policy = policy
    self.grid = grid
  }

  /// The lowest rate of each level for an amount: on the grid, never above that of a lower level.
  ///
  /// - Parameters:
  ///   - amount: CNY.
  ///   - targetPercent: The target; it is rounded as a quote is.
  ///   - primeRatePercent: The prime rate.
  ///   - ratePercentAtRAROC: The rate at which the return is so many percent.
  public func rungs(
    amount: Double, targetPercent: Double, primeRatePercent: Double, ratePercentAtRAROC: (Double) -> Double
  ) -> [AuthorityRung] {
    let target = grid.round(targetPercent, policy.pricing.rounding)
    var best = Double.infinity
    return policy.authority.levels.map { level in
      guard amount <= level.maxAmount ?? .infinity else {
        return AuthorityRung(level: level.name, lowestRatePercent: nil)
      }
      var lowest = 0.0
      if let below = level.maxBelowTargetBasisPoints { lowest = max(lowest, target - below / 100) }
      if let spread = level.minSpreadBasisPoints { lowest = max(lowest, primeRatePercent + spread / 100) }
      if let raroc = level.minRAROCPercent { lowest = max(lowest, ratePercentAtRAROC(raroc)) }
      best = min(best, grid.percent(step: grid.stepUp(lowest)))
      return AuthorityRung(level: level.name, lowestRatePercent: best)
    }
  }

  /// The lowest level that signs a rate, or ``notPermitted``.
  public static func lowest(_ rungs: [AuthorityRung], signing ratePercent: Double) -> String {
    let slack = 1e-9
    let rung = rungs.first { $0.lowestRatePercent.map { ratePercent >= $0 - slack } ?? false }
    return rung?.level ?? notPermitted
  }
}
