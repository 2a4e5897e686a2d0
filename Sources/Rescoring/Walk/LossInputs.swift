internal import Cashflow
internal import CreditRisk
internal import Lending
internal import LoanPricing

/// All that the credit loss of one loan follows from under a policy, small enough to be kept for every loan.
public struct LossInputs: BitwiseCopyable, Sendable {
  /// Balance, fen.
  public var balance: Int64
  /// Converted undrawn part, CNY.
  public var converted: Double
  /// Contract maturity, or ``missingDay``.
  public var maturity: Int32
  /// Remaining months, at least 1.
  public var months: Int32
  /// Contract rate a month, a fraction.
  public var monthlyRate: Double
  /// Discount rate a month, a fraction.
  public var monthlyDiscount: Double
  /// Twelve-month PD after floor and cap, a fraction, also of a non-performing loan.
  public var probability: Double
  /// Loss given default, a fraction.
  public var severity: Double
  /// Overlays that fall on the loan, whatever its stage: bits of ``LossOverlays``.
  public var overlays: UInt64
  /// The credit loss of the stage, fen.
  public var loss: Int64
  /// Raw value of the repayment.
  public var method: UInt8
  /// Raw value of the frequency.
  public var frequency: UInt8
  /// The stage by the rules alone.
  public var ruleStage: UInt8
  /// The least stage that an expert's class gives; 1 without one.
  public var expertStage: UInt8
  /// The stage of a loan whose class an override gives; 0 without one.
  public var overrideStage: UInt8

  /// The stage: that of the override, or the worse of rules and expert.
  public var stage: UInt8 { overrideStage != 0 ? overrideStage : max(ruleStage, expertStage) }

  /// Whether the plan is a behavioural life.
  var isRevolving: Bool { method == RepaymentMethod.revolving.rawValue }

  /// Balances and rates.
  var plan: CreditLoss.Plan {
    CreditLoss.Plan(
      balance: Double(balance) / 100, converted: converted, months: Int(months),
      method: RepaymentMethod(rawValue: method) ?? .annuity,
      frequency: PaymentFrequency(rawValue: frequency) ?? .monthly, monthlyRate: monthlyRate,
      monthlyDiscount: monthlyDiscount)
  }
}

extension LossMeasure {
  /// The loss of the stage, fen, from what it follows from; ``LossInputs/loss`` is not looked at.
  ///
  /// - Parameter growth: As in ``losses(stage:plan:exposure:probability:severity:growth:)``.
  func loss(_ inputs: LossInputs, growth: Double = 1) -> Int64 {
    let plan = inputs.plan
    let exposure = plan.balance + plan.converted
    let bits = overlays.bits(inputs.overlays, stage: inputs.stage)
    if bits == 0 {
      return losses(
        stage: inputs.stage, plan: plan, exposure: exposure, probability: inputs.probability,
        severity: inputs.severity, growth: growth
      ).ofStage
    }
    return losses(
      stage: inputs.stage, plan: plan, exposure: exposure, probability: inputs.probability,
      severity: inputs.severity, growth: growth, effect: overlays.effect(bits)
    ).ofStage
  }
}

extension BatchRescore {
  /// What the loss of a row followed from.
  ///
  /// - Parameters:
  ///   - stage: The loan's.
  ///   - ruleStage: What it would be without expert and override.
  func lossInputs(
    _ batch: LoanBatch, _ row: Int, _ facts: Classification.Facts, _ plan: CreditLoss.Plan,
    probability: Double, severity: Double, overlays: UInt64, stage: UInt8, ruleStage: UInt8, loss: Int64
  ) -> LossInputs {
    LossInputs(
      balance: batch[.balance, row], converted: plan.converted, maturity: facts.maturity,
      months: Int32(truncatingIfNeeded: plan.months), monthlyRate: plan.monthlyRate,
      monthlyDiscount: plan.monthlyDiscount, probability: probability, severity: severity, overlays: overlays,
      loss: loss, method: plan.method.rawValue, frequency: plan.frequency.rawValue, ruleStage: ruleStage,
      expertStage: expertStage(facts), overrideStage: facts.overrideClass == missingCode ? 0 : stage)
  }

  /// The class of the rules where a person gave another, on the tape or by an override.
  func classByRules(_ facts: Classification.Facts, balance: Int64, _ totals: BorrowerTotals)
    -> RiskClass
  {
    var facts = facts
    facts.expertClass = missingCode
    facts.overrideClass = missingCode
    var verdict = classification.ownVerdict(facts)
    classification.requireByBorrower(&verdict, facts, balance: balance, totals: totals)
    return verdict.riskClass
  }

  private func expertStage(_ facts: Classification.Facts) -> UInt8 {
    guard let expert = RiskClass(rawValue: facts.expertClass) else { return 1 }
    if expert.isNonPerforming { return 3 }
    return expert == .specialMention && policy.ecl.specialMentionIsStage2 ? 2 : 1
  }
}
