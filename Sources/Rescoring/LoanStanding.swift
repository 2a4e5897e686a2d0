public import CreditRisk
public import Lending
internal import LoanPricing
internal import LoanUnits
internal import Scoring

/// What class and grade of a loan depend on in its own row: nothing is priced and no lifetime loss is worked out.
///
/// With the totals of its borrower it gives the class and the grade that a rescore gives.
public struct OwnStanding: Hashable, Sendable {
  /// The class by steps 1 to 3.
  public var riskClass: RiskClass
  /// The class that the share of the loss asks for, should the rule apply.
  public var lossClass: RiskClass
  /// Code of ``EnterpriseSize``, or ``missingCode``.
  public var size: UInt8
  /// Whether the loan leaves the non-performing classes on condition that its borrower's others are performing.
  public var isUpgrade: Bool
  /// Grade of the loan's own default probability, a position in the master scale's names.
  public var grade: UInt16

  /// Puts one together from its parts.
  public init(
    riskClass: RiskClass, lossClass: RiskClass, size: UInt8, isUpgrade: Bool, grade: UInt16
  ) {
    self.riskClass = riskClass
    self.lossClass = lossClass
    self.size = size
    self.isUpgrade = isUpgrade
    self.grade = grade
  }
}

/// Class and grade of a loan with all rules applied.
public struct LoanStanding: Hashable, Sendable {
  /// The class, as in a rescore.
  public var riskClass: RiskClass
  /// Position of the grade in the master scale's names; the default grade for a non-performing loan.
  public var grade: Int
}

extension BatchRescore {
  /// Makes what a worker keeps that asks for class and grade alone.
  public func makeStandingWorkspace() -> Workspace {
    Workspace(scoring: models?.makeWorkspace())
  }

  /// What each row of a batch gives by itself, and what it adds to its borrower's totals; both lists are overwritten.
  public func ownStandings(
    _ batch: LoanBatch, workspace: inout Workspace, into list: inout [OwnStanding],
    contributions: inout [BorrowerContribution]
  ) {
    let count = batch.count
    list.removeAll(keepingCapacity: true)
    list.reserveCapacity(count)
    contributions.removeAll(keepingCapacity: true)
    contributions.reserveCapacity(count)
    // Taken out while they are filled, so that each has one owner.
    var scores: [Double] = []
    var probabilities: [Double] = []
    swap(&scores, &workspace.scores)
    swap(&probabilities, &workspace.probabilities)
    score(batch, workspace: &workspace, scores: &scores, probabilities: &probabilities)
    defer {
      swap(&scores, &workspace.scores)
      swap(&probabilities, &workspace.probabilities)
    }
    var notes = BatchNotes()
    for row in 0..<count {
      let facts = facts(batch, row: row)
      let verdict = classification.ownVerdict(facts)
      contributions.append(contribution(batch, row: row, facts, verdict))
      var result = RescoredLoan()
      if row < probabilities.count { result.modelProbability = probabilities[row] }
      let probability = bounded(probability(batch, row, &result), &notes, isCounted: false)
      list.append(
        OwnStanding(
          riskClass: verdict.riskClass, lossClass: lossClass(batch, row, facts), size: facts.size,
          isUpgrade: classification.isUpgrade(facts, verdict),
          grade: UInt16(truncatingIfNeeded: masterScale.grade(of: probability))))
    }
  }

  /// Class and grade of a loan whose borrower is known.
  ///
  /// - Parameters:
  ///   - own: What its own row gives.
  ///   - balance: Its balance, fen.
  ///   - totals: Totals over all loans of its borrower.
  public func standing(_ own: OwnStanding, balance: Int64, totals: BorrowerTotals) -> LoanStanding {
    // Most loans of a book: nothing of the borrower can make them worse.
    guard
      totals.nonPerformingBalance > 0 || totals.isNonPerformingElsewhere || totals.isOverdueElsewhere
        || own.riskClass.isNonPerforming
    else { return LoanStanding(riskClass: own.riskClass, grade: Int(own.grade)) }
    var verdict = ClassVerdict()
    verdict.riskClass = own.riskClass
    classification.requireByBorrower(
      &verdict, size: own.size, isUpgrade: own.isUpgrade, balance: balance, totals: totals)
    // The shares of loss move a loan among the non-performing classes only.
    let riskClass =
      verdict.riskClass.isNonPerforming
      ? RiskClass.worse(verdict.riskClass, own.lossClass) : verdict.riskClass
    return LoanStanding(
      riskClass: riskClass,
      grade: riskClass.isNonPerforming ? masterScale.defaultGrade : Int(own.grade))
  }

  /// The class that the loss of stage 3 asks for by its share of the balance: exposure × severity, or what is booked.
  private func lossClass(_ batch: LoanBatch, _ row: Int, _ facts: Classification.Facts) -> RiskClass {
    let isImpaired = facts.flags.contains(.creditImpaired)
    guard isImpaired || policy.classification.eclShareScope == .stage3 else { return .normal }
    let balance = batch[.balance, row]
    let exposure = Double(balance) / 100 + convertedExposure(batch, row: row)
    let provision = batch[.provision, row]
    let loss =
      provision == missingMoney
      ? Rounding.fen(exposure * lossGivenDefault(batch, row, facts, exposure: exposure)) : provision
    // As for a non-performing loan, the only one that the shares move.
    var verdict = ClassVerdict()
    verdict.riskClass = .substandard
    classification.requireByLossShare(
      &verdict, isImpaired: isImpaired, isStage3: true, loss: loss, balance: balance)
    return verdict.riskClass
  }
}
