internal import Cashflow
internal import Lending

/// The columns of a loan tape.
public enum TapeSchema {
  /// All columns, in the contract's order.
  public static let columns: [TapeColumn] =
    identity + amounts + rates + dates + plans + security + facts + standing

  private static let identity = [
    TapeColumn("loan_id", .identifier, "identifier of the loan, unique", isRequired: true),
    TapeColumn("borrower_id", .borrower, "identifier of the borrower"),
    TapeColumn("group_id", .group, "identifier of the borrower's group"),
  ]
  private static let amounts = [
    TapeColumn("balance", .money(.balance), "outstanding principal", isRequired: true),
    TapeColumn("original_amount", .money(.originalAmount), "amount at drawdown"),
    TapeColumn("credit_limit", .money(.creditLimit), "total credit line of the borrower"),
    TapeColumn("undrawn", .money(.undrawn), "committed and not drawn"),
    TapeColumn("provision", .money(.provision), "booked loss allowance"),
    TapeColumn(
      "arrears", .money(.arrears), "principal and interest overdue; the profile of the tape reads it"),
  ]
  private static let rates = [
    TapeColumn(
      "rate_percent", .number(.ratePercent, lowest: -50, highest: 1000), "contract rate, percent a year"),
    TapeColumn("rate_type", .code(.rateType, RateType.codes), "fixed or floating"),
    TapeColumn(
      "spread_bp", .number(.spreadBasisPoints, lowest: -1e5, highest: 1e5), "spread over the prime rate, bp"),
    TapeColumn("lpr_tenor", .code(.primeRateTenor, PrimeRateTenor.codes), "tenor of the prime rate"),
    TapeColumn("repricing", .code(.repricing, RepricingCycle.codes), "repricing cycle"),
    TapeColumn("next_repricing_date", .day(.nextRepricing), "next repricing"),
    TapeColumn(
      "effective_rate_percent", .number(.effectiveRatePercent, lowest: -50, highest: 1000),
      "effective rate at initial recognition, percent a year"),
  ]
  private static let dates = [
    TapeColumn("origination_date", .day(.origination), "drawdown"),
    TapeColumn("maturity_date", .day(.maturity), "contract maturity"),
    TapeColumn(
      "original_maturity_date", .day(.originalMaturity), "maturity of the contract that was refinanced"),
    TapeColumn("first_payment_date", .day(.firstPayment), "first agreed payment"),
  ]
  private static let plans = [
    TapeColumn("repayment", .code(.repayment, RepaymentMethod.allCases.map(\.code)), "repayment method"),
    TapeColumn("frequency", .code(.frequency, PaymentFrequency.allCases.map(\.code)), "payment frequency"),
    TapeColumn("product", .text, "the bank's product; accepted, not used"),
    TapeColumn("channel", .text, "the channel; accepted, not used"),
  ]
  private static let security = [
    TapeColumn("guarantee", .code(.guarantee, Guarantee.codes), "how the loan is secured"),
    TapeColumn("collateral_type", .code(.collateralType, CollateralType.codes), "what secures it"),
    TapeColumn("collateral_value", .money(.collateralValue), "value of the collateral"),
    TapeColumn("guarantor", .code(.guarantor, Guarantor.codes), "who stands for the borrower"),
    TapeColumn(
      "guarantor_share", .number(.guarantorShare, lowest: 0, highest: 1), "share the guarantor bears"),
  ]
  private static let facts = [
    TapeColumn("size", .code(.size, EnterpriseSize.codes), "size of the borrower"),
    TapeColumn("industry", .word(.industry), "industry by GB/T 4754"),
    TapeColumn("region", .word(.region), "region, free text or GB/T 2260"),
    TapeColumn("sector", .sectors, "priority fields, ; between them"),
    TapeColumn("days_past_due", .daysPastDue, "days past due", isRequired: true),
    TapeColumn("pd", .number(.defaultProbability, lowest: 0, highest: 1), "twelve-month default probability"),
    TapeColumn("score", .number(.score, lowest: -1e6, highest: 1e6), "score in points"),
    TapeColumn("rating", .rating(.ratingProbability), "the bank's own rating, of pd.ratings"),
  ]
  private static let standing =
    LoanFlags.columns.prefix(16).enumerated().map { bit, name in
      TapeColumn(name, .flag(1 << UInt32(bit)), "flag: " + name.split(separator: "_").joined(separator: " "))
    } + [
      TapeColumn("restructured_date", .day(.restructured), "day of the restructuring"),
      TapeColumn(
        "restructured_count", .number(.restructuredCount, lowest: 0, highest: 1000), "how often restructured"),
      TapeColumn("cured_since", .day(.curedSince), "since when arrears are paid"),
      TapeColumn("previous_class", .code(.previousClass, RiskClass.codes), "class before"),
      TapeColumn("expert_class", .code(.expertClass, RiskClass.codes), "class an expert gave"),
      TapeColumn("external_npl", .flag(1 << 16), "flag: non-performing debt at another bank"),
      TapeColumn(
        "inclusive", .flag(1 << 17), "flag: the bank counts the loan as inclusive; the profile reads it"),
      TapeColumn(
        "overdue90_share_all_banks", .number(.overdue90ShareAllBanks, lowest: 0, highest: 1),
        "share of the debtor's debts at all banks overdue over 90 days"),
      TapeColumn(
        "origination_pd", .number(.originationDefaultProbability, lowest: 0, highest: 1),
        "default probability at origination"),
      TapeColumn("origination_rating", .rating(.originationRatingProbability), "rating at origination"),
      TapeColumn("annual_revenue", .money(.annualRevenue), "revenue of the latest year"),
      TapeColumn("employees", .number(.employees, lowest: 0, highest: 1e8), "staff"),
      TapeColumn("total_assets", .money(.totalAssets), "total assets"),
      TapeColumn("deposit_balance", .money(.depositBalance), "deposits with the bank"),
    ]
}
