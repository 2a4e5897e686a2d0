internal import CreditRisk
internal import Lending
internal import LoanPricing

extension BatchRescore {
  /// What the overlays say of industries and regions.
  ///
  /// - Parameters:
  ///   - industries: Words by their number in the batches.
  ///   - regions: Words likewise.
  public func overlayWords(industries: [String], regions: [String]) -> OverlayWords {
    var words = OverlayWords()
    guard !measure.overlays.isEmpty else { return words }
    words.industries = measure.overlays.industryBits(industries)
    words.regions = measure.overlays.regionBits(regions)
    return words
  }

  /// Overlays that fall on a row, whatever its stage.
  func overlayBits(
    _ batch: LoanBatch, _ row: Int, _ facts: Classification.Facts, isDefaulted: Bool, probability: Double,
    _ words: OverlayWords
  ) -> UInt64 {
    guard !measure.overlays.isEmpty else { return 0 }
    let grade = isDefaulted ? masterScale.defaultGrade : masterScale.grade(of: probability)
    return measure.overlays.bits(guarantee: facts.guarantee, size: facts.size, grade: grade)
      & words.bits(batch[.industry, row], batch[.region, row])
  }

  /// Losses under the overlays of some bits; each overlay's part is noted in the policy's order.
  func losses(
    _ bits: UInt64, stage: UInt8, plan: CreditLoss.Plan, exposure: Double, probability: Double,
    severity: Double, balance: Int64, _ notes: inout BatchNotes
  ) -> LossMeasure.Losses {
    var losses = measure.losses(
      stage: stage, plan: plan, exposure: exposure, probability: probability, severity: severity)
    var applied: UInt64 = 0
    for index in policy.ecl.overlays.indices where bits >> UInt64(index) & 1 == 1 {
      applied |= 1 << UInt64(index)
      let next = measure.losses(
        stage: stage, plan: plan, exposure: exposure, probability: probability, severity: severity,
        effect: measure.overlays.effect(applied))
      notes.note(overlay: index, balance: balance, loss: Int128(next.ofStage) - Int128(losses.ofStage))
      losses = next
    }
    return losses
  }
}
