internal import CreditRisk
internal import LoanPricing
internal import LoanUnits

/// Tells the difference between an earlier output and the run at hand apart by cause, loan by loan.
///
/// The loss is computed anew with one input after the other changed, as ``LossWalk`` does; but an output holds only PD,
/// severity, exposure and stage of what its loss followed from. All else is therefore new from the first step on, and what
/// that moves is the cause ``LossCause/assumptions``. Every step is in whole fen and begins where the one before ended, so
/// the causes add up to the difference.
public struct LossComparison: Sendable {
  private let measure: LossMeasure
  private let isWeighting: Bool

  /// A comparison with what a rescore finds.
  public init(_ rescore: BatchRescore) {
    measure = rescore.measure
    isWeighting = rescore.policy.capital.approach == .weighting
  }

  /// A loan of both.
  ///
  /// - Returns: The loan with its causes, and whether they end at the new loss and the new weighted assets, which only a
  ///   fault of the engine can prevent.
  public func difference(old: ComparedLoan, new: PricedLoan) -> (loan: LoanDifference, isExplained: Bool) {
    var loan = LoanDifference(old: old, new: new)
    let loss = explainLoss(old, new, &loan)
    let weighted = explainWeighted(old, new, &loan)
    return (loan, loss == new.result.loss && weighted == new.result.riskWeighted)
  }

  /// A loan that the earlier output does not have.
  public func difference(new: PricedLoan) -> LoanDifference { LoanDifference(new: new) }

  /// A loan that the run does not have.
  public func difference(vanished old: ComparedLoan) -> LoanDifference { LoanDifference(vanished: old) }

  /// - Returns: The loss at the end of the way.
  private func explainLoss(_ old: ComparedLoan, _ new: PricedLoan, _ loan: inout LoanDifference) -> Int64 {
    let hasSameExposure = old.exposure == new.result.exposure
    let hasSameSeverity = old.severity == new.result.severity
    // The PD of a non-performing loan is printed as 1: what it was before is not known and moves nothing in stage 3.
    let hasSameProbability = old.isNonPerforming || old.probability == new.performingProbability
    let hasSameStage = old.stage == new.inputs.stage

    var inputs = new.inputs
    if !hasSameExposure { LossComparison.set(&inputs, exposure: old.exposure, new) }
    if !hasSameSeverity { inputs.severity = old.severity }
    if !hasSameProbability { inputs.probability = old.probability }
    if !hasSameStage { LossComparison.set(&inputs, stage: old.stage) }

    let isUnchanged = hasSameExposure && hasSameSeverity && hasSameProbability && hasSameStage
    var last = isUnchanged ? new.inputs.loss : measure.loss(inputs)
    let isRounded = !(hasSameExposure && hasSameSeverity && hasSameProbability)
    if isRounded { last = LossComparison.settled(last, old.loss) }
    loan.lossCauses[LossCause.assumptions.place] = last - old.loss
    func step(_ cause: LossCause, _ isSame: Bool, _ change: (inout LossInputs) -> Void) {
      guard !isSame else { return }
      change(&inputs)
      let next = measure.loss(inputs)
      loan.lossCauses[cause.place] = next - last
      last = next
    }
    step(.exposure, hasSameExposure) {
      $0.balance = new.inputs.balance
      $0.converted = new.inputs.converted
    }
    step(.lgd, hasSameSeverity) { $0.severity = new.inputs.severity }
    step(.pd, hasSameProbability) { $0.probability = new.inputs.probability }
    step(.stage, hasSameStage) {
      $0.ruleStage = new.inputs.ruleStage
      $0.expertStage = new.inputs.expertStage
      $0.overrideStage = new.inputs.overrideStage
    }
    return last
  }

  /// What was found from old numbers as printed, or the old amount where the two are within the fen that twelve
  /// digits, or an undrawn part to the fen, leave open.
  private static func settled(_ found: Int64, _ printed: Int64) -> Int64 {
    (found - printed).magnitude <= 1 ? printed : found
  }

  private static func set(_ inputs: inout LossInputs, stage: UInt8) {
    inputs.ruleStage = stage
    inputs.expertStage = 1
    inputs.overrideStage = 0
  }

  /// Divides an exposure of which the output has the sum alone into balance and converted undrawn part.
  ///
  /// Without an undrawn part all of it is balance. With one the balance is taken for the new one, as it is where
  /// the outputs are of one tape; an exposure under that balance is divided as the new one is.
  private static func set(_ inputs: inout LossInputs, exposure: Int64, _ new: PricedLoan) {
    let balance = new.inputs.balance
    if !new.hasUndrawn {
      inputs.balance = exposure
      inputs.converted = 0
    } else if exposure >= balance {
      inputs.converted = Double(exposure - balance) / 100
    } else {
      // The exposure is at least the balance, which is over 0 here.
      let share = Double(exposure) / Double(new.result.exposure)
      inputs.balance = Rounding.fen(Double(balance) / 100 * share)
      inputs.converted = Double(exposure - inputs.balance) / 100
    }
  }

  /// - Returns: The weighted assets at the end of the way.
  private func explainWeighted(
    _ old: ComparedLoan, _ new: PricedLoan, _ loan: inout LoanDifference
  ) -> Int64 {
    let exposure = Double(new.inputs.balance) / 100 + new.inputs.converted
    let weighted = isWeighting ? max(0, exposure - Double(max(0, new.provision)) / 100) : exposure
    func assets(_ percent: Double) -> Int64 { Rounding.fen(weighted * percent / 100) }
    let end = assets(new.riskWeight)
    var middle = old.riskWeight == new.result.riskWeight ? end : assets(old.riskWeight)
    if old.exposure == new.result.exposure, old.riskWeight != new.result.riskWeight {
      middle = LossComparison.settled(middle, old.riskWeighted)
    }
    loan.weightedCauses[WeightedCause.exposure.place] = middle - old.riskWeighted
    loan.weightedCauses[WeightedCause.weight.place] = end - middle
    return end
  }
}
