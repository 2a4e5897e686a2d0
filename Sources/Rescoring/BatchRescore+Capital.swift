internal import CreditRisk
internal import Lending
internal import LoanPricing
internal import LoanUnits

/// What the capital of one loan follows from, beside its row.
struct CapitalFacts {
  /// Facts of the class.
  var loan: Classification.Facts
  /// Totals of the borrower.
  var totals: BorrowerTotals
  /// What remains of the contract.
  var plan: CreditLoss.Plan
  /// Exposure at default, CNY.
  var exposure: Double
  /// Days past due that count.
  var daysPastDue: Int
  /// Whether the loan is non-performing.
  var isNonPerforming: Bool
}

extension BatchRescore {
  /// Weight, risk-weighted assets and capital by the policy's approach; both approaches where they are asked for.
  ///
  /// Under the weighting approach the net exposure is weighted, all booked provisions taken off; under internal
  /// ratings the exposure at default, since provisions are held against its expected loss.
  func capitalise(
    _ batch: LoanBatch, _ row: Int, _ facts: CapitalFacts, comparesApproaches: Bool,
    _ notes: inout BatchNotes,
    _ result: inout RescoredLoan
  ) {
    let isDefaulted = isDefaulted(facts)
    let isWeighting = policy.capital.approach == .weighting
    if isWeighting || comparesApproaches {
      let provision = max(0, batch[.provision, row])
      let net = max(0, facts.exposure - Double(provision) / 100)
      let found = riskWeight.assess(
        weightedExposure(batch, row, facts, isDefaulted: isDefaulted, net: net))
      note(found, batch, row, facts, &notes)
      let weighted = net * found.percent / 100
      result.byApproach.weighting = Rounding.fen(weighted)
      result.byApproach.weightingCapital = Rounding.fen(weighted * policy.capital.ratio)
      result.byApproach.weightClass = found.exposureClass
      if isWeighting {
        result.riskWeight = found.percent
        result.riskWeighted = result.byApproach.weighting
        result.capital = result.byApproach.weightingCapital
      }
    }
    if !isWeighting || comparesApproaches {
      let found = ratingsApproach.assess(ratedExposure(batch, row, facts, isDefaulted: isDefaulted, result))
      let weighted = facts.exposure * found.percent / 100
      result.byApproach.ratings = Rounding.fen(weighted)
      result.byApproach.ratingsCapital = Rounding.fen(weighted * policy.capital.ratio)
      result.byApproach.expectedLoss = Rounding.fen(facts.exposure * found.expectedLoss)
      result.byApproach.ratingsClass = found.exposureClass
      if !isWeighting {
        result.riskWeight = found.percent
        result.riskWeighted = result.byApproach.ratings
        result.capital = result.byApproach.ratingsCapital
      }
    }
  }

  /// A loan is defaulted (违约) when it is non-performing or overdue over the policy's days, or when another claim on
  /// its debtor is non-performing by its own facts, as far as the policy lets that count.
  private func isDefaulted(_ facts: CapitalFacts) -> Bool {
    if facts.isNonPerforming || facts.daysPastDue > policy.capital.defaultedDays { return true }
    guard facts.totals.nonPerformingBalance > 0 else { return false }
    switch policy.capital.debtorDefault {
    case .all: return true
    case .off: return false
    case .companies:
      switch EnterpriseSize(rawValue: facts.loan.size) {
      case .soleTrader, .owner, .individual: return false
      case .large, .medium, .small, .micro, .other, nil: return true
      }
    }
  }

  private func weightedExposure(
    _ batch: LoanBatch, _ row: Int, _ facts: CapitalFacts, isDefaulted: Bool, net: Double
  ) -> RiskWeight.Exposure {
    RiskWeight.Exposure(
      size: facts.loan.size, borrowerExposure: facts.totals.exposure, borrowerBalance: facts.totals.balance,
      annualRevenue: batch[.annualRevenue, row], flags: facts.loan.flags, guarantee: facts.loan.guarantee,
      collateralType: batch[.collateralType, row], collateralValue: batch[.collateralValue, row],
      balance: batch[.balance, row], undrawn: batch[.undrawn, row], netExposure: net,
      isDefaulted: isDefaulted, provision: batch[.provision, row], guarantor: batch[.guarantor, row],
      guarantorShare: batch[.guarantorShare, row])
  }

  private func ratedExposure(
    _ batch: LoanBatch, _ row: Int, _ facts: CapitalFacts, isDefaulted: Bool, _ result: RescoredLoan
  ) -> InternalRatingsApproach.Exposure {
    let revenue = batch[.annualRevenue, row]
    let value = batch[.collateralValue, row]
    let maturity =
      ratingsApproach.needsMaturity
      ? EffectiveMaturity.years(
        months: facts.plan.months, method: facts.plan.method, frequency: facts.plan.frequency,
        monthlyRate: facts.plan.monthlyRate) : 0
    return InternalRatingsApproach.Exposure(
      size: facts.loan.size, borrowerExposure: Double(facts.totals.exposure) / 100,
      annualRevenue: revenue == missingMoney ? .nan : Double(revenue) / 100,
      probability: result.probability, lossGivenDefault: result.lossGivenDefault,
      collateral: SupervisoryLoss.Collateral(
        guarantee: facts.loan.guarantee, type: batch[.collateralType, row],
        value: value == missingMoney ? .nan : Double(value) / 100),
      exposure: facts.exposure, maturityYears: maturity, isDefaulted: isDefaulted,
      bestEstimateLoss: bestEstimateLoss(facts, result))
  }

  /// Best estimate of the loss of a defaulted loan, a fraction: its credit loss in stage 3; a claim that is defaulted
  /// through its debtor alone has no such loss yet, and takes the severity.
  private func bestEstimateLoss(_ facts: CapitalFacts, _ result: RescoredLoan) -> Double {
    // A loss that is exposure × severity is taken before it was rounded.
    guard result.stage == 3, facts.exposure > 0,
      result.loss != Rounding.fen(facts.exposure * result.lossGivenDefault)
    else { return result.lossGivenDefault }
    return min(1, Double(result.loss) / 100 / facts.exposure)
  }

  /// Counts firms that unknown revenue keeps out of the SME class.
  private func note(
    _ found: RiskWeight.Assessment, _ batch: LoanBatch, _ row: Int, _ facts: CapitalFacts,
    _ notes: inout BatchNotes
  ) {
    guard found.exposureClass == .otherCompany, policy.capital.bankTier < 3,
      batch[.annualRevenue, row] == missingMoney
    else { return }
    switch EnterpriseSize(rawValue: facts.loan.size) {
    case .medium, .small, .micro: notes.revenueMissing += 1
    case .large, .soleTrader, .owner, .individual, .other, nil: break
    }
  }
}
