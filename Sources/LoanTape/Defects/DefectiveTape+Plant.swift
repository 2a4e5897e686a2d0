internal import Lending
internal import LoanPricing
internal import LoanUnits

extension DefectiveTape {
  /// Puts a defect into a loan; returns the column to look at.
  func plant(_ defect: PlantedDefect, isSecond: Bool, in loan: inout CleanLoan) -> String {
    switch defect {
    case .finding(let rule): plant(rule, isSecond: isSecond, in: &loan)
    case .rejected("negative"): set("balance", "-1.00", in: &loan)
    case .rejected("not_a_number"): set("rate_percent", "NaN", in: &loan)
    // The first loan of the tape, which has no defect.
    case .rejected: set("loan_id", CleanLoan(base, row: 0, policy: policy)["loan_id"], in: &loan)
    }
  }

  private func set(_ column: String, _ value: String, in loan: inout CleanLoan) -> String {
    loan[column] = value
    return column
  }

  private func plant(_ rule: QualityRule, isSecond: Bool, in loan: inout CleanLoan) -> String {
    switch rule {
    case .balanceOverOriginal:
      loan["balance"] = "1000.01"
      return set("original_amount", "1000.00", in: &loan)
    case .balanceAndUndrawnOverLimit:
      loan["balance"] = "20000.00"
      loan["original_amount"] = "20000.00"
      loan["credit_limit"] = "50000.00"
      return set("undrawn", "30000.01", in: &loan)
    case .maturityNotAfterOrigination: return set("maturity_date", loan["origination_date"], in: &loan)
    case .rateOutOfRange:
      loan["rate_type"] = RateType.fixed.code
      loan["lpr_tenor"] = ""
      return set(
        "rate_percent", "\(Money(rounding: policy.dataQuality.highestRatePercent + 0.01))", in: &loan)
    case .overdueWithoutArrears:
      setOverdue(10, .specialMention, in: &loan)
      return set("arrears", "0.00", in: &loan)
    case .overdueClassedNormal:
      setOverdue(10, .specialMention, in: &loan)
      return set("expert_class", RiskClass.normal.code, in: &loan)
    case .nonPerformingWithoutReason:
      setOverdue(0, .substandard, in: &loan)
      return "previous_class"
    case .sizeNotAsMeasured:
      // A retailer with 60 staff and 4,000,000 CNY: medium by staff, small by revenue, so small.
      loan["industry"] = "F52"
      loan["employees"] = "60"
      loan["annual_revenue"] = "4000000.00"
      loan["inclusive"] = "false"
      return set("size", EnterpriseSize.medium.code, in: &loan)
    case .inclusiveNotEligible:
      loan["size"] = EnterpriseSize.soleTrader.code
      loan["inclusive"] = "true"
      let over = "\(Money(fen: Money(rounding: policy.inclusive.limit).fen + 1))"
      loan["balance"] = "20000.00"
      loan["undrawn"] = "0.00"
      loan["original_amount"] = "20000.00"
      return set("credit_limit", over, in: &loan)
    case .borrowerSizesDiffer:
      loan["inclusive"] = "false"
      return set("size", (isSecond ? EnterpriseSize.owner : .soleTrader).code, in: &loan)
    case .floatingWithoutTenor:
      loan["rate_type"] = RateType.floating.code
      return set("lpr_tenor", "", in: &loan)
    case .rateNotPrimePlusSpread:
      loan["rate_type"] = RateType.floating.code
      loan["lpr_tenor"] = PrimeRateTenor.oneYear.code
      loan["repricing"] = RepricingCycle.anniversary.code
      // No prime rate was ever as low as the highest rate of the synthetic book less this.
      return set("spread_bp", "1500", in: &loan)
    case .collateralValueMissing:
      loan["guarantee"] = Guarantee.mortgage.code
      return set("collateral_value", "", in: &loan)
    case .dateAfterAsOf:
      setOverdue(0, .normal, in: &loan)
      loan["maturity_date"] = "\(SyntheticTape.asOf.adding(months: 24))"
      return set("origination_date", "\(SyntheticTape.asOf.adding(days: 1))", in: &loan)
    case .amountsInTenThousands: return ""
    }
  }

  private func setOverdue(_ days: Int, _ riskClass: RiskClass, in loan: inout CleanLoan) {
    loan["days_past_due"] = "\(days)"
    loan["arrears"] = days > 0 ? "1000.00" : "0.00"
    loan["previous_class"] = riskClass.code
  }
}
