internal import CreditRisk
internal import Lending
internal import LoanPricing
internal import LoanUnits

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// The way of a loan's credit loss from one day to another, cause by cause.
///
/// The loss is computed anew with one input after the other changed; the steps add up to the difference because each
/// begins where the one before ended, and every step is in whole fen like the loss itself.
public struct LossWalk: Sendable {
  /// Old scenarios and method; new scenarios, old method; both new, each with old and with new overlays.
  private let measures: [LossMeasure]
  private let elapsedMonths: Double
  private let monthsLeft: MonthCount
  private let hasNewScenarios: Bool
  private let hasNewMethod: Bool

  /// A walk between two rescores; the new one's day must not be the earlier.
  public init(old: BatchRescore, new: BatchRescore) {
    var mixed = old.policy.ecl
    mixed.scenarios = new.policy.ecl.scenarios
    mixed.factorCorrelation = new.policy.ecl.factorCorrelation
    hasNewScenarios = mixed != old.policy.ecl
    var method = mixed
    method.termStructure = new.policy.ecl.termStructure
    method.hazardCurve = new.policy.ecl.hazardCurve
    method.migrationMatrix = new.policy.ecl.migrationMatrix
    method.timing = new.policy.ecl.timing
    hasNewMethod = method != mixed
    let losses = [old.measure.creditLoss, CreditLoss(mixed), new.measure.creditLoss]
    measures = losses.flatMap { loss in
      [old, new].map { LossMeasure(creditLoss: loss, overlays: $0.measure.overlays) }
    }
    elapsedMonths = Double(old.asOf.monthsReaching(new.asOf))
    monthsLeft = MonthCount(from: new.asOf, longest: BatchRescore.longestMonths)
  }

  /// Where a loan stands on its way.
  private struct Place {
    var inputs: LossInputs
    var growth = 1.0
    var measure = 0
    var hasNewOverlays = false
  }

  private func loss(_ place: Place) -> Int64 {
    measures[2 * place.measure + (place.hasNewOverlays ? 1 : 0)].loss(place.inputs, growth: place.growth)
  }

  /// Months that are left of the old contract on the new day; a behavioural life stays as it was.
  private func monthsLeftOfOld(_ old: LossInputs) -> Int32 {
    guard old.maturity != missingDay, !old.isRevolving else { return old.months }
    return Int32(truncatingIfNeeded: max(1, monthsLeft.reaching(old.maturity)))
  }

  /// Adds a loan that is on both tapes.
  func add(old: LossInputs, new: LossInputs, to totals: inout WalkTotals) {
    var place = Place(inputs: old)
    var last = old.loss
    func step(_ cause: WalkCause, _ isChanged: Bool) {
      guard isChanged else { return }
      let next = loss(place)
      totals.add(cause, Int128(next) - Int128(last))
      last = next
    }
    if elapsedMonths > 0, old.stage < 3 {
      place.growth = exp(elapsedMonths * log1p(old.monthlyDiscount))
      step(.unwind, true)
      place.growth = 1
      place.inputs.months = monthsLeftOfOld(old)
      step(.time, true)
    } else {
      place.inputs.months = monthsLeftOfOld(old)
    }

    place.inputs.balance = new.balance
    place.inputs.converted = new.converted
    step(.balance, new.balance != old.balance || new.converted != old.converted)

    let isSameContract =
      place.inputs.months == new.months && old.method == new.method && old.frequency == new.frequency
      && old.monthlyRate == new.monthlyRate && old.monthlyDiscount == new.monthlyDiscount
    place.inputs.months = new.months
    place.inputs.method = new.method
    place.inputs.frequency = new.frequency
    place.inputs.monthlyRate = new.monthlyRate
    place.inputs.monthlyDiscount = new.monthlyDiscount
    step(.terms, !isSameContract)

    place.inputs.ruleStage = new.ruleStage
    step(.stage, new.ruleStage != old.ruleStage)
    place.inputs.probability = new.probability
    step(.pd, new.probability != old.probability)
    place.inputs.severity = new.severity
    step(.lgd, new.severity != old.severity)
    place.measure = 1
    step(.scenario, hasNewScenarios)
    place.measure = 2
    step(.method, hasNewMethod)
    place.inputs.overlays = new.overlays
    place.hasNewOverlays = true
    step(.overlay, new.overlays | old.overlays != 0)
    place.inputs.expertStage = new.expertStage
    place.inputs.overrideStage = new.overrideStage
    step(.override, new.expertStage != old.expertStage || new.overrideStage != old.overrideStage)
    totals.closeLoan(old: old, new: new, reached: last)
  }
}
