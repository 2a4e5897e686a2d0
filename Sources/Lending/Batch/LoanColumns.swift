/// Columns of money, in whole fen; ``missingMoney`` stands for an empty field.
public enum MoneyColumn: Int, CaseIterable, Sendable {
  /// Outstanding principal (贷款余额).
  case balance
  /// Amount at drawdown.
  case originalAmount
  /// The borrower's total credit line (单户授信总额).
  case creditLimit
  /// Committed and not drawn.
  case undrawn
  /// Booked loss allowance (已计提减值准备).
  case provision
  /// Value of the collateral (押品价值).
  case collateralValue
  /// Revenue of the latest year (营业收入).
  case annualRevenue
  /// Total assets (资产总额).
  case totalAssets
  /// Average deposits kept with the bank (存款).
  case depositBalance
  /// Principal and interest overdue (逾期本息).
  case arrears

  /// The column's name on the tape.
  public var name: String {
    switch self {
    case .balance: "balance"
    case .originalAmount: "original_amount"
    case .creditLimit: "credit_limit"
    case .undrawn: "undrawn"
    case .provision: "provision"
    case .collateralValue: "collateral_value"
    case .annualRevenue: "annual_revenue"
    case .totalAssets: "total_assets"
    case .depositBalance: "deposit_balance"
    case .arrears: "arrears"
    }
  }
}

/// Columns of plain numbers; NaN stands for an empty field.
public enum NumberColumn: Int, CaseIterable, Sendable {
  /// Contract rate, percent a year.
  case ratePercent
  /// Effective interest rate at initial recognition, percent a year (实际利率).
  case effectiveRatePercent
  /// Spread over the prime rate, basis points.
  case spreadBasisPoints
  /// Probability of default within twelve months, a fraction.
  case defaultProbability
  /// Score in points.
  case score
  /// Twelve-month probability of default at origination, a fraction.
  case originationDefaultProbability
  /// Share of the loss that the guarantor bears, a fraction.
  case guarantorShare
  /// Share of the debtor's debts at all banks that is overdue over 90 days, a fraction.
  case overdue90ShareAllBanks
  /// Staff (从业人员).
  case employees
  /// How often the loan was restructured.
  case restructuredCount
  /// Twelve-month probability of default of the bank's own grade, a fraction.
  case ratingProbability
  /// The same of the grade at origination.
  case originationRatingProbability

  /// The column's name on the tape.
  public var name: String {
    switch self {
    case .ratePercent: "rate_percent"
    case .effectiveRatePercent: "effective_rate_percent"
    case .spreadBasisPoints: "spread_bp"
    case .defaultProbability: "pd"
    case .score: "score"
    case .originationDefaultProbability: "origination_pd"
    case .guarantorShare: "guarantor_share"
    case .overdue90ShareAllBanks: "overdue90_share_all_banks"
    case .employees: "employees"
    case .restructuredCount: "restructured_count"
    case .ratingProbability: "rating"
    case .originationRatingProbability: "origination_rating"
    }
  }
}

/// Columns of days, as days since 1970-01-01; ``missingDay`` stands for an empty field.
public enum DayColumn: Int, CaseIterable, Sendable {
  /// Drawdown (放款日).
  case origination
  /// Contract maturity (到期日).
  case maturity
  /// Maturity of the contract that a refinanced loan replaced (原到期日).
  case originalMaturity
  /// First agreed payment; after a restructuring the first after the change.
  case firstPayment
  /// Next repricing of a floating loan.
  case nextRepricing
  /// Day of the restructuring.
  case restructured
  /// Since when arrears are paid and payments regular.
  case curedSince

  /// The column's name on the tape.
  public var name: String {
    switch self {
    case .origination: "origination_date"
    case .maturity: "maturity_date"
    case .originalMaturity: "original_maturity_date"
    case .firstPayment: "first_payment_date"
    case .nextRepricing: "next_repricing_date"
    case .restructured: "restructured_date"
    case .curedSince: "cured_since"
    }
  }
}

/// Columns of codes, a byte each; ``missingCode`` stands for an empty field.
public enum CodeColumn: Int, CaseIterable, Sendable {
  /// ``RateType``.
  case rateType
  /// ``RepricingCycle``.
  case repricing
  /// ``PrimeRateTenor``.
  case primeRateTenor
  /// `RepaymentMethod` of `Cashflow`.
  case repayment
  /// `PaymentFrequency` of `Cashflow`.
  case frequency
  /// ``Guarantee``.
  case guarantee
  /// ``CollateralType``.
  case collateralType
  /// ``Guarantor``.
  case guarantor
  /// ``EnterpriseSize``.
  case size
  /// ``RiskClass`` of the previous classification.
  case previousClass
  /// ``RiskClass`` an expert gave.
  case expertClass
  /// Bits of ``PrioritySector``.
  case sectors

  /// The column's name on the tape.
  public var name: String {
    switch self {
    case .rateType: "rate_type"
    case .repricing: "repricing"
    case .primeRateTenor: "lpr_tenor"
    case .repayment: "repayment"
    case .frequency: "frequency"
    case .guarantee: "guarantee"
    case .collateralType: "collateral_type"
    case .guarantor: "guarantor"
    case .size: "size"
    case .previousClass: "previous_class"
    case .expertClass: "expert_class"
    case .sectors: "sector"
    }
  }
}

/// Columns of words that repeat, kept as an index into a register of the run.
public enum WordColumn: Int, CaseIterable, Sendable {
  /// Industry by GB/T 4754 (国民经济行业分类).
  case industry
  /// Region, free text or GB/T 2260 digits.
  case region

  /// The column's name on the tape.
  public var name: String {
    switch self {
    case .industry: "industry"
    case .region: "region"
    }
  }
}

/// Stands for an empty field in a column of money.
public let missingMoney = Int64.min
/// Stands for an empty field in a column of days.
public let missingDay = Int32.min
/// Stands for an empty field in a column of words.
public let missingWord = UInt32.max
