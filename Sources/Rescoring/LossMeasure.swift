public import CreditRisk
public import LoanUnits

/// A loan's credit loss from its stage, plan, PD and severity: scenarios, term structure and overlays of one policy on
/// one day.
///
/// A class, since a value would be copied for each loan.
public final class LossMeasure: Sendable {
  /// Losses of one loan, fen.
  public struct Losses: Hashable, Sendable {
    /// Over at most twelve months.
    public var twelveMonth: Int64
    /// Over the remaining life.
    public var lifetime: Int64
    /// That of the stage.
    public var ofStage: Int64
  }

  let creditLoss: CreditLoss
  /// Overlays in force.
  public let overlays: LossOverlays

  /// Prepares the scenarios, the term structure and the overlays of a policy.
  ///
  /// - Parameter grades: Names of the grades, the default grade last.
  public init(_ policy: ImpairmentPolicy, grades: [String], asOf: CalendarDay) {
    creditLoss = CreditLoss(policy)
    overlays = LossOverlays(policy, grades: grades, asOf: asOf)
  }

  init(creditLoss: CreditLoss, overlays: LossOverlays) {
    self.creditLoss = creditLoss
    self.overlays = overlays
  }

  /// Twelve-month and lifetime loss, and that of the stage; in stage 3 all are exposure × severity.
  ///
  /// - Parameters:
  ///   - stage: 1, 2 or 3.
  ///   - plan: Balances and rates.
  ///   - exposure: Balance and converted undrawn part, CNY.
  ///   - probability: Twelve-month PD, a fraction.
  ///   - severity: Loss given default, a fraction.
  ///   - growth: What the discounted losses of stages 1 and 2 are multiplied by: 1, or the unwinding of some months.
  @inline(__always)
  public func losses(
    stage: UInt8, plan: CreditLoss.Plan, exposure: Double, probability: Double, severity: Double,
    growth: Double = 1
  ) -> Losses {
    if stage == 3 {
      let loss = Rounding.fen(exposure * severity)
      return Losses(twelveMonth: loss, lifetime: loss, ofStage: loss)
    }
    let losses = creditLoss.losses(plan, probability: probability, lossGivenDefault: severity)
    let twelveMonth = Rounding.fen(losses.twelveMonth * growth)
    let lifetime = Rounding.fen(losses.lifetime * growth)
    return Losses(twelveMonth: twelveMonth, lifetime: lifetime, ofStage: stage == 1 ? twelveMonth : lifetime)
  }

  /// The same under overlays: their PD multiplier before the scenarios, at most 1; their addition to the severity,
  /// kept from 0 to 1; their loss multiplier last, at most the exposure.
  public func losses(
    stage: UInt8, plan: CreditLoss.Plan, exposure: Double, probability: Double, severity: Double,
    growth: Double = 1, effect: LossOverlays.Effect
  ) -> Losses {
    let lgd = min(1, max(0, severity + effect.lgdAddition))
    func fen(_ loss: Double) -> Int64 { Rounding.fen(min(exposure, loss * effect.lossMultiplier)) }
    if stage == 3 {
      let loss = fen(exposure * lgd)
      return Losses(twelveMonth: loss, lifetime: loss, ofStage: loss)
    }
    let losses = creditLoss.losses(
      plan, probability: min(1, probability * effect.pdMultiplier), lossGivenDefault: lgd)
    let (twelveMonth, lifetime) = (fen(losses.twelveMonth * growth), fen(losses.lifetime * growth))
    return Losses(twelveMonth: twelveMonth, lifetime: lifetime, ofStage: stage == 1 ? twelveMonth : lifetime)
  }
}
