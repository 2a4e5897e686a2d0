internal import Cashflow
public import CreditRisk
public import Lending
public import LoanPricing
public import LoanUnits
public import Scoring

/// One batch of loans through all stages: score → class → loss → capital → rate.
///
/// Batch in, columns out.
/// A loan's result depends on its own row and its borrower's totals, never on its neighbours. No file, no text,
/// no clock: policy, models, prime rates and the day are passed in. A class, since it holds four kilobytes of prepared
/// policy: a value would be copied for each call in a loop over loans.
public final class BatchRescore: Sendable {
  /// The policy.
  public let policy: BankPolicy
  /// The day of the rescore.
  public let asOf: CalendarDay
  /// The models, champion first; nil where none is used.
  public let models: ModelSet?
  /// Names of the grades, the default grade last.
  public let masterScale: MasterScale
  let classification: Classification
  let staging: ImpairmentStaging
  let severity: LossGivenDefault
  let increase: SignificantIncrease
  /// Whether a loan's age is asked for: `increase` would be copied for each loan.
  let countsAge: Bool
  let measure: LossMeasure
  let riskWeight: RiskWeight
  let ratingsApproach: InternalRatingsApproach
  let pricer: PortfolioPricer
  let scoreScale: ScoreToProbability
  let monthsLeft: MonthCount
  /// Remaining lives are counted up to so many months.
  static let longestMonths = 1200

  /// Prepares a rescore.
  ///
  /// - Throws: ``QuoteFault`` when the day has no prime rate or the hurdle cannot hold.
  public init(
    policy: BankPolicy, models: ModelSet?, primeRates: LoanPrimeRateHistory, asOf: CalendarDay
  ) throws(QuoteFault) {
    self.policy = policy
    self.asOf = asOf
    self.models = models
    masterScale = MasterScale(policy.pd)
    classification = Classification(policy.classification, restructuring: policy.restructuring, asOf: asOf)
    increase = SignificantIncrease(policy.ecl, scale: masterScale)
    countsAge = increase.needsAge
    staging = ImpairmentStaging(policy.ecl, increase: increase, asOf: asOf)
    severity = LossGivenDefault(policy.lgd)
    measure = LossMeasure(policy.ecl, grades: masterScale.names, asOf: asOf)
    riskWeight = RiskWeight(policy.capital)
    ratingsApproach = InternalRatingsApproach(policy.capital)
    pricer = try PortfolioPricer(policy: policy, primeRates: primeRates, asOf: asOf)
    scoreScale = ScoreToProbability(policy.pd)
    monthsLeft = MonthCount(from: asOf, longest: BatchRescore.longestMonths)
  }

  /// What one worker keeps between batches: buffers, and prices by the shape of a plan.
  public struct Workspace: Sendable {
    var scoring: ModelSet.Workspace?
    /// The place of each shape on the shelf, below 0 where no loan had it yet.
    var planPlaces: [Int32] = []
    var plans = PlanShelf()
    /// Of all models, where nothing but class and grade is asked for.
    var scores: [Double] = []
    var probabilities: [Double] = []
    /// Which overlays look at the words of the tape.
    public var overlayWords = OverlayWords()
    /// Whether what each loss follows from is kept.
    public var keepsLossInputs = false
    /// Whether rates are found; where only losses are asked for they are not.
    public var findsRates = true
    /// What the losses of the last batch followed from, a row each, where it is kept.
    public var lossInputs: [LossInputs] = []
    /// Whether capital is measured by both approaches; always so under internal ratings, whose floor needs weights.
    public var comparesApproaches = false
    var loans = Array(repeating: RescoredLoan(), count: RescoredBatch.loansAtOnce)
  }

  /// Makes what a worker keeps.
  public func makeWorkspace() -> Workspace {
    Workspace(
      scoring: models?.makeWorkspace(),
      planPlaces: Array(repeating: -1, count: (BatchRescore.longestMonths + 1) * PlanShape.kinds),
      comparesApproaches: policy.capital.approach == .irb)
  }

  @inline(__always)
  func facts(_ batch: LoanBatch, row: Int) -> Classification.Facts {
    Classification.Facts(
      batch, row: row,
      monthsPerPeriod: batch[.frequency, row] == PaymentFrequency.quarterly.rawValue
        ? PaymentFrequency.quarterly.monthsPerPeriod : PaymentFrequency.monthly.monthsPerPeriod)
  }

  /// Converted off-balance exposure, CCF × undrawn, CNY, not rounded.
  func convertedExposure(_ batch: LoanBatch, row: Int) -> Double {
    let undrawn = batch[.undrawn, row]
    guard undrawn > 0 else { return 0 }
    let isCancellable = batch.flags[row] & LoanFlags.cancellable.rawValue != 0
    let factor = isCancellable ? policy.capital.ccf.cancellable : policy.capital.ccf.commitment
    return Double(undrawn) / 100 * factor
  }

  /// Scores and default probabilities by the models, where the batch has their columns; else nothing is touched.
  func score(
    _ batch: LoanBatch, workspace: inout Workspace, scores: inout [Double], probabilities: inout [Double]
  ) {
    guard let models, batch.binnedWidth == models.binned.count, batch.linearWidth == models.linear.count,
      var scoring = workspace.scoring
    else { return }
    // One owner while they are filled, or they would be copied.
    workspace.scoring = nil
    // The buffers come from the same set of models, so the shapes agree.
    try? models.score(
      count: batch.count, bins: batch.bins, linearValues: batch.linear, workspace: &scoring, scores: &scores,
      probabilities: &probabilities)
    workspace.scoring = scoring
  }

  /// Rescores a batch.
  ///
  /// - Parameters:
  ///   - batch: The loans.
  ///   - totals: Totals of each row's borrower; nil where the loan is its borrower's only one.
  ///   - history: What is known of each row beside the tape; empty: nothing.
  ///   - workspace: The worker's own.
  ///   - result: Overwritten.
  ///   - notes: Counts are added.
  public func rescore(
    _ batch: LoanBatch, totals: [BorrowerTotals?], history: [LoanHistory] = [],
    workspace: inout Workspace, result: inout RescoredBatch, notes: inout BatchNotes
  ) {
    let count = batch.count
    result.prepare(count: count)
    workspace.lossInputs.removeAll(keepingCapacity: true)
    score(
      batch, workspace: &workspace, scores: &result.modelScores, probabilities: &result.modelProbabilities)
    // Some loans at a time, then column by column: a store into a column asks who else holds it. Each loan is filled in its
    // place; the list has one owner meanwhile, or it would be copied.
    var loans: [RescoredLoan] = []
    swap(&loans, &workspace.loans)
    defer { swap(&loans, &workspace.loans) }
    for start in stride(from: 0, to: count, by: RescoredBatch.loansAtOnce) {
      let rows = start..<min(start + RescoredBatch.loansAtOnce, count)
      var places = loans.mutableSpan
      for row in rows {
        places[row - start] = RescoredLoan()
        if row < result.modelScores.count {
          places[row - start].modelScore = result.modelScores[row]
          places[row - start].modelProbability = result.modelProbabilities[row]
        }
        rescore(
          batch, row, totals[row], history.isEmpty ? nil : history[row], &workspace, &places[row - start],
          &notes)
      }
      result.take(loans, rows)
      if workspace.comparesApproaches { result.takeCapital(loans, rows.count) }
    }
  }

  /// Severity of a row's exposure, CNY.
  func lossGivenDefault(
    _ batch: LoanBatch, _ row: Int, _ facts: Classification.Facts, exposure: Double
  ) -> Double {
    let collateral = batch[.collateralValue, row]
    return severity.value(
      guarantee: facts.guarantee, collateralType: batch[.collateralType, row],
      collateralValue: collateral == missingMoney ? .nan : Double(collateral) / 100, exposure: exposure,
      guarantor: batch[.guarantor, row], guarantorShare: batch[.guarantorShare, row])
  }

  private func rescore(
    _ batch: LoanBatch, _ row: Int, _ known: BorrowerTotals?, _ history: LoanHistory?,
    _ workspace: inout Workspace, _ result: inout RescoredLoan, _ notes: inout BatchNotes
  ) {
    var facts = facts(batch, row: row)
    if let history { facts.add(history) }
    let flags = facts.flags
    let balanceFen = batch[.balance, row]
    var verdict = classification.ownVerdict(facts)
    let totals = known ?? contribution(batch, row: row, facts, verdict).alone
    classification.requireByBorrower(&verdict, facts, balance: balanceFen, totals: totals)
    if let history { note(history, batch, row, facts, totals, verdict, &notes) }
    let days = classification.effectiveDaysPastDue(facts)
    let isUnderObservation = flags.contains(.restructured) && classification.isUnderObservation(facts)
    note(facts, &notes)

    let given = probability(batch, row, &result)
    let probability = bounded(given, &notes, isCounted: !verdict.riskClass.isNonPerforming)
    let converted = convertedExposure(batch, row: row)
    let exposure = Double(balanceFen) / 100 + converted
    let collateral = batch[.collateralValue, row]
    let lgd = lossGivenDefault(batch, row, facts, exposure: exposure)
    if collateral == missingMoney, facts.guarantee != missingCode,
      facts.guarantee >= Guarantee.mortgage.rawValue
    {
      notes.collateralMissing += 1
    }
    var origination = batch[.originationDefaultProbability, row]
    if origination.isNaN { origination = batch[.originationRatingProbability, row] }
    let plan = remainingPlan(batch, row, facts, converted: converted, &notes)
    let age = age(batch, row, &notes)
    func ruledStage(of riskClass: RiskClass) -> UInt8 {
      staging.stage(
        riskClass: riskClass, daysPastDue: days, isWatched: flags.contains(.watch),
        isUnderObservation: isUnderObservation, wasNonPerforming: facts.wasNonPerforming,
        wasStage3: history?.previousStage == 3, curedSince: facts.curedSince,
        probability: probability, originationProbability: origination, months: plan.exposed.months, age: age)
    }
    let stage = ruledStage(of: verdict.riskClass)

    let overlays = overlayBits(
      batch, row, facts, isDefaulted: verdict.riskClass.isNonPerforming, probability: probability,
      workspace.overlayWords)
    let provision = batch[.provision, row]
    losses(
      stage: stage, plan: plan.exposed, exposure: exposure, probability: probability, severity: lgd,
      overlays: overlays == 0 ? 0 : measure.overlays.bits(overlays, stage: stage), balance: balanceFen,
      &notes,
      &result)
    if workspace.keepsLossInputs {
      let ruleStage =
        facts.expertClass == missingCode && facts.overrideClass == missingCode
        ? stage : ruledStage(of: classByRules(facts, balance: balanceFen, totals))
      workspace.lossInputs.append(
        lossInputs(
          batch, row, facts, plan.exposed, probability: probability, severity: lgd, overlays: overlays,
          stage: stage, ruleStage: ruleStage, loss: result.loss))
    }
    classification.requireByLossShare(
      &verdict, isImpaired: flags.contains(.creditImpaired), isStage3: stage == 3,
      loss: provision == missingMoney ? result.loss : provision, balance: balanceFen)
    let isNonPerforming = verdict.riskClass.isNonPerforming
    if stage == 3, verdict.riskClass == .substandard, balanceFen > 0,
      Share(policy.classification.eclDoubtfulShare).isReached(by: result.loss, of: balanceFen)
    {
      notes.heavySubstandard += 1
    }

    result.verdict = verdict
    result.stage = stage
    result.probability = isNonPerforming ? 1 : probability
    result.grade = UInt16(
      truncatingIfNeeded: isNonPerforming ? masterScale.defaultGrade : masterScale.grade(of: probability))
    result.lossGivenDefault = lgd
    result.exposure = balanceFen + Rounding.fen(converted)
    capitalise(
      batch, row,
      CapitalFacts(
        loan: facts, totals: totals, plan: plan.exposed, exposure: exposure, daysPastDue: days,
        isNonPerforming: isNonPerforming),
      comparesApproaches: workspace.comparesApproaches, &notes, &result)
    guard workspace.findsRates else { return }
    price(
      batch, row, facts, totals, plan: plan, exposure: exposure, weight: result.riskWeight,
      isNonPerforming: isNonPerforming,
      &workspace,
      &result)
  }
}
