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
/// no clock: policy, models, prime rates and the day are passed in.
public struct BatchRescore: Sendable {
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
  let creditLoss: CreditLoss
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
    staging = ImpairmentStaging(policy.ecl, asOf: asOf)
    severity = LossGivenDefault(policy.lgd)
    creditLoss = CreditLoss(policy.ecl)
    riskWeight = RiskWeight(policy.capital)
    ratingsApproach = InternalRatingsApproach(policy.capital)
    pricer = try PortfolioPricer(policy: policy, primeRates: primeRates, asOf: asOf)
    scoreScale = ScoreToProbability(policy.pd)
    monthsLeft = MonthCount(from: asOf, longest: BatchRescore.longestMonths)
  }

  /// What one worker keeps between batches: buffers, and prices by the shape of a plan.
  public struct Workspace: Sendable {
    var scoring: ModelSet.Workspace?
    var plans: [PortfolioPricer.Plan?] = []
    /// Whether capital is measured by both approaches; always so under internal ratings, whose floor needs weights.
    public var comparesApproaches = false
    var loans = Array(repeating: RescoredLoan(), count: RescoredBatch.loansAtOnce)
  }

  /// Makes what a worker keeps.
  public func makeWorkspace() -> Workspace {
    Workspace(
      scoring: models?.makeWorkspace(),
      plans: Array(repeating: nil, count: (BatchRescore.longestMonths + 1) * PlanShape.kinds),
      comparesApproaches: policy.capital.approach == .irb)
  }

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

  /// Rescores a batch.
  ///
  /// - Parameters:
  ///   - batch: The loans.
  ///   - totals: Totals of each row's borrower; nil where the loan is its borrower's only one.
  ///   - workspace: The worker's own.
  ///   - result: Overwritten.
  ///   - notes: Counts are added.
  public func rescore(
    _ batch: LoanBatch, totals: [BorrowerTotals?], workspace: inout Workspace, result: inout RescoredBatch,
    notes: inout BatchNotes
  ) {
    let count = batch.count
    result.prepare(count: count)
    if let models, batch.binnedWidth == models.binned.count, batch.linearWidth == models.linear.count,
      var scoring = workspace.scoring
    {
      // One owner while they are filled, or they would be copied.
      workspace.scoring = nil
      // The buffers come from the same set of models, so the shapes agree.
      try? models.score(
        count: count, bins: batch.bins, linearValues: batch.linear, workspace: &scoring,
        scores: &result.modelScores, probabilities: &result.modelProbabilities)
      workspace.scoring = scoring
    }
    // Some loans at a time, then column by column: a store into a column asks who else holds it.
    for start in stride(from: 0, to: count, by: RescoredBatch.loansAtOnce) {
      let rows = start..<min(start + RescoredBatch.loansAtOnce, count)
      for row in rows {
        var loan = RescoredLoan()
        if row < result.modelScores.count {
          loan.modelScore = result.modelScores[row]
          loan.modelProbability = result.modelProbabilities[row]
        }
        rescore(batch, row, totals[row], &workspace, &loan, &notes)
        workspace.loans[row - start] = loan
      }
      result.take(workspace.loans, rows)
      if workspace.comparesApproaches { result.takeCapital(workspace.loans, rows.count) }
    }
  }

  private func rescore(
    _ batch: LoanBatch, _ row: Int, _ known: BorrowerTotals?, _ workspace: inout Workspace,
    _ result: inout RescoredLoan, _ notes: inout BatchNotes
  ) {
    let facts = facts(batch, row: row)
    let flags = facts.flags
    let balanceFen = batch[.balance, row]
    var verdict = classification.ownVerdict(facts)
    let totals = known ?? contribution(batch, row: row, verdict: verdict).alone
    classification.requireByBorrower(&verdict, size: facts.size, balance: balanceFen, totals: totals)
    let days = classification.effectiveDaysPastDue(facts)
    let isUnderObservation = flags.contains(.restructured) && classification.isUnderObservation(facts)
    note(facts, &notes)

    let given = probability(batch, row, &result)
    let probability = bounded(given, &notes, isCounted: !verdict.riskClass.isNonPerforming)
    let converted = convertedExposure(batch, row: row)
    let exposure = Double(balanceFen) / 100 + converted
    let collateral = batch[.collateralValue, row]
    let collateralValue = collateral == missingMoney ? Double.nan : Double(collateral) / 100
    let guarantor = batch[.guarantor, row]
    let guarantorShare = batch[.guarantorShare, row]
    let lgd = severity.value(
      guarantee: facts.guarantee, collateralType: batch[.collateralType, row],
      collateralValue: collateralValue,
      exposure: exposure, guarantor: guarantor, guarantorShare: guarantorShare)
    if collateral == missingMoney, facts.guarantee != missingCode,
      facts.guarantee >= Guarantee.mortgage.rawValue
    {
      notes.collateralMissing += 1
    }
    var origination = batch[.originationDefaultProbability, row]
    if origination.isNaN { origination = batch[.originationRatingProbability, row] }
    let wasNonPerforming =
      facts.previousClass != missingCode && facts.previousClass >= RiskClass.substandard.rawValue
    let stage = staging.stage(
      riskClass: verdict.riskClass, daysPastDue: days, isWatched: flags.contains(.watch),
      isUnderObservation: isUnderObservation, wasNonPerforming: wasNonPerforming,
      curedSince: facts.curedSince,
      probability: probability, originationProbability: origination)

    let plan = remainingPlan(batch, row, facts, converted: converted, &notes)
    let provision = batch[.provision, row]
    losses(
      stage: stage, plan: plan.exposed, exposure: exposure, probability: probability, severity: lgd,
      &result)
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
    price(
      batch, row, facts, totals, plan: plan, exposure: exposure, weight: result.riskWeight,
      isNonPerforming: isNonPerforming,
      &workspace,
      &result)
  }
}
