/// Who may sign which rate (利率审批权限): ordered levels, each with the lowest rate it may sign, domain 3.5.
public struct AuthorityLadder: Sendable {
  /// Nobody may sign.
  public static let notPermitted = "not_permitted"
  private static let slack = 1e-9
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
      guard
        let lowest = lowestPercent(
          level, amount: amount, target: target, primeRatePercent: primeRatePercent, ratePercentAtRAROC)
      else { return AuthorityRung(level: level.name, lowestRatePercent: nil) }
      best = min(best, lowest)
      return AuthorityRung(level: level.name, lowestRatePercent: best)
    }
  }

  /// The position of the lowest level that signs a rate; nil: none.
  ///
  /// Levels above it are not worked out.
  func lowestLevel(
    signing ratePercent: Double, amount: Double, targetPercent: Double, primeRatePercent: Double,
    ratePercentAtRAROC: (Double) -> Double
  ) -> Int? {
    let target = grid.round(targetPercent, policy.pricing.rounding)
    // A level signs what one below it signs: the first whose own lowest rate is reached is the lowest.
    return policy.authority.levels.firstIndex { level in
      lowestPercent(
        level, amount: amount, target: target, primeRatePercent: primeRatePercent, ratePercentAtRAROC
      ).map { ratePercent >= $0 - AuthorityLadder.slack } ?? false
    }
  }

  /// The lowest rate of one level by itself; nil: it may not sign the amount.
  private func lowestPercent(
    _ level: AuthorityPolicy.Level, amount: Double, target: Double, primeRatePercent: Double,
    _ ratePercentAtRAROC: (Double) -> Double
  ) -> Double? {
    guard amount <= level.maxAmount ?? .infinity else { return nil }
    var lowest = 0.0
    if let below = level.maxBelowTargetBasisPoints { lowest = max(lowest, target - below / 100) }
    if let spread = level.minSpreadBasisPoints { lowest = max(lowest, primeRatePercent + spread / 100) }
    if let raroc = level.minRAROCPercent { lowest = max(lowest, ratePercentAtRAROC(raroc)) }
    return grid.percent(step: grid.stepUp(lowest))
  }

  /// The lowest level that signs a rate, or ``notPermitted``.
  public static func lowest(_ rungs: [AuthorityRung], signing ratePercent: Double) -> String {
    let rung = rungs.first { $0.lowestRatePercent.map { ratePercent >= $0 - slack } ?? false }
    return rung?.level ?? notPermitted
  }
}
