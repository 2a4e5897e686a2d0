internal import CreditRisk
internal import LoanUnits
internal import Lending

extension QuoteEngine {
  func warnings(
    _ application: LoanApplication, prime: PrimeRate, tax: InterestTax, floorPercent: Double,
    quotedPercent: Double, cost: BorrowerCost
  ) -> [QuoteWarning] {
    var list = rateWarnings(
      application, prime: prime, tax: tax, floorPercent: floorPercent, quotedPercent: quotedPercent,
      beforeSubsidyPercent: cost.effectiveBeforeSubsidyPercent, otherRoots: cost.otherRoots)
    list += sizeWarnings(application)
    list += forbiddenFees(application)
    list += sharingWarnings(application) { sharingFee(application, cost: cost) }
    return list
  }

  /// What is said of rates, tax and capital.
  func rateWarnings(
    _ application: LoanApplication, prime: PrimeRate, tax: InterestTax, floorPercent: Double,
    quotedPercent: Double, beforeSubsidyPercent: Double, otherRoots: [Double]
  ) -> [QuoteWarning] {
    var list: [QuoteWarning] = application.whatIf.names.map { .whatIf($0) }
    if let days = prime.staleDays { list.append(.stalePrimeRate(days: days)) }
    if application.size == nil { list.append(.sizeMissing) }
    if quotedPercent < floorPercent - 1e-9 { list.append(.belowFloor) }
    let limit = policy.pricing.maxAllInRatePercent
    if beforeSubsidyPercent > limit + 1e-9 { list.append(.aboveCap(limitPercent: limit)) }
    if !otherRoots.isEmpty { list.append(.costNotUnique(otherRoots)) }
    if application.whatIf.tax == nil, tax.treatment != .taxable {
      let start = application.startDate ?? application.asOf
      let end = start.adding(months: application.termMonths).adding(days: -1)
      if policy.tax.vatHorizon == .drawdown, end > policy.tax.vatExemptUntil {
        list.append(.exemptionExpectedToRenew(policy.tax.vatExemptUntil))
      } else if tax.exemptShare < 1 {
        list.append(.exemptionEnds(policy.tax.vatExemptUntil, exemptShare: tax.exemptShare))
      }
    }
    if case .method1(let threshold) = tax.treatment {
      let quoted = quotedPercent / 100
      if quoted > threshold, quoted < threshold / tax.keptOfTaxable {
        list.append(.belowTaxedThreshold(thresholdPercent: threshold * 100))
      }
    }
    if policy.capital.approach == .weighting, application.whatIf.riskWeightPercent == nil {
      if policy.capital.creditExposure == nil { list.append(.bankFigureMissing("capital.credit_exposure")) }
      if policy.capital.bankTier == 3, policy.capital.cet1 == nil {
        list.append(.bankFigureMissing("capital.cet1"))
      }
      if application.size == .medium, application.annualRevenue == nil { list.append(.revenueMissing) }
    }
    return list
  }

  /// Fees, and a compulsory deposit, that a bank may not ask of a small borrower (domain 3.8).
  private func forbiddenFees(_ application: LoanApplication) -> [QuoteWarning] {
    guard application.size.map({ policy.inclusive.sizes.contains($0) }) == true else { return [] }
    let deposit = application.compensatingBalance == nil ? [] : ["compensating_balance"]
    return (application.fees.map(\.name) + deposit).filter { policy.fees.forbidden.contains($0) }.map {
      .forbiddenFee($0, rule: policy.fees.forbiddenRule)
    }
  }
}
