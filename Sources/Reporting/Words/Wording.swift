/// Every word that tables and reports show, in English and Chinese.
///
/// The raw value of a label is the JSON key that it stands for; keys, codes and columns are never translated.
public enum Wording: String, CaseIterable, Sendable {
  case loanQuote = "loan_quote"
  case rateBuildUp = "rate_build_up"
  case basisPoints = "bp"
  case percent
  case funding
  case liquidity
  case reserve
  case ftpConcession = "ftp_concession"
  case relending
  case operating
  case expectedLoss = "expected_loss"
  case capitalCharge = "capital_charge"
  case capitalCredit = "capital_credit"
  case otherIncome = "other_income"
  case depositBenefit = "deposit_benefit"
  case vat
  case concession
  case inclusive
  case firstLoan = "first_loan"
  case renewal
  case foreignTrade = "foreign_trade"
  case privateFirm = "private"
  case technology
  case consumption
  case vatThreshold = "vat_threshold"
  case rounding
  case policyFloor = "policy_floor"
  case cap
  case givenRate = "given_rate"
  case sensitivity
  case input
  case hurdle
  case transferPrice = "ftp"
  case term
  case primeRateInput = "lpr"
  case utilisation
  case solved
  case amount
  case fee
  case collateralValue = "collateral-value"
  case rate
  case expectedProfit = "expected_profit"
  case segment
  case bestRate = "best_rate_percent"
  case acceptance
  case offers
  case rateColumn = "rate_column"
  case allInPercent = "all_in_percent"
  case rarocShort = "raroc"
  case profitAYear = "profit_a_year"
  case signer
  case asApplied = "as_applied"
  case rateCard = "grid"
  case monthsShort = "months_short"
  case rating
  case guarantee
  case targetRate = "target_rate_percent"
  case quotedRate = "quoted_rate_percent"
  case floorRate = "floor_rate_percent"
  case primeRate = "lpr_percent"
  case spread = "spread_bp"
  case raroc = "raroc_percent"
  case economicProfit = "economic_profit"
  case allInCost = "all_in_cost_percent"
  case allInCostNominal = "all_in_cost_nominal_percent"
  case allInCostSheet = "all_in_cost_sheet_percent"
  case monthlyPayment = "monthly_payment"
  case probability = "pd"
  case grade
  case lossGivenDefault = "lgd"
  case exposure = "ead"
  case expectedLossPercent = "expected_loss_percent"
  case capitalPercent = "capital_percent"
  case riskWeight = "risk_weight_percent"
  case figures
  case authority
  case authorityLadder = "authority_ladder"
  case level
  case lowestRate = "lowest_rate_percent"
  case mayNotSign = "may_not_sign"
  case notPermitted = "not_permitted"
  case warnings
  case policy
  case asOf = "as_of"
  case repaymentSchedule = "schedule"
  case period
  case date
  case payment
  case interest
  case principal
  case fees
  case balance
  case totalInterest = "total_interest"
  case totalPayment = "total_payment"
  case explanation
  case formula
  case inputs
  case source
  case internalRate = "irr_percent"
  case periodicRate = "periodic_percent"
  case nominalRate = "nominal_percent"
  case roots = "roots_percent"
  case correlation
  case maturityAdjustment = "maturity_adjustment"
  case capitalRequirement = "k"
  case riskWeightedAssets = "rwa"
  case exposureClass = "exposure_class"
  case netExposure = "net_exposure"
  case conditionalPD = "conditional_pd"
  case valueAtRisk = "var"
  case expectedShortfall = "expected_shortfall"
  case standardDeviation = "standard_deviation"
  case factor
  case offset
  case lossTwelveMonths = "ecl_12m"
  case lossLifetime = "ecl_lifetime"
  case effectiveDate = "effective_date"
  case primeRateOneYear = "lpr_1y_percent"
  case primeRateFiveYears = "lpr_5y_percent"
  case days
  case yearFraction = "year_fraction"
  case policyName = "policy_name"
  case policyVersion = "policy_version"
  case policyDigest = "policy_sha256"
  case engineVersion = "engine_version"
  case none
  case repaymentAnnuity = "annuity"
  case repaymentLinear = "linear"
  case repaymentInterestOnly = "interest-only"
  case repaymentBullet = "bullet"
  case repaymentRevolving = "revolving"
  case repaymentStepped = "stepped"
  case repaymentCustom = "custom"
  case months
  case path
  case value
  case column
  case type
  case codes
  case meaning
  case previous = "old"
  case current = "new"
  case primeRateSince = "lpr_effective_date"
  case primeRateTenor = "lpr_tenor"
  case contractRate = "rate_percent"
  case total
  case compoundInterest = "compound_interest"
  case penaltyInterest = "penalty_interest"
  case penaltyRate = "penalty_rate_percent"
  case industry
  case size
  case unitPeriodsPerYear = "unit_periods_per_year"
  case unitPeriod = "unit_period"
  case compoundRate = "compound_percent"
  case simpleRate = "simple_percent"
  case annualPercentageRate = "apr_percent"

  /// The text in a language.
  public func text(_ language: ReportLanguage) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  /// The label of a JSON key, or the key itself where there is none.
  public static func label(_ key: String, _ language: ReportLanguage) -> String {
    Wording(rawValue: key)?.text(language) ?? key
  }
}

/// The language of tables, statements and reports.
public enum ReportLanguage: String, CaseIterable, Sendable {
  /// English.
  case english = "en"
  /// 中文.
  case chinese = "zh"
}
