internal import Cashflow
internal import Lending

/// Columns of a file of applications, and the keys of a quote.
public enum QuoteSchema {
  /// All entries: inputs, then outputs.
  public static let entries = plan + borrower + costs + whatIf + outputs

  private static func input(
    _ name: String, _ type: String, _ meaning: String, _ codes: [String] = [], isRequired: Bool = false
  ) -> SchemaEntry {
    SchemaEntry(name, type, meaning, codes: codes, use: isRequired ? "input, required" : "input")
  }

  private static let plan = [
    input("amount", "CNY", "amount, or the line of a revolving loan", isRequired: true),
    input("term", "months", "contract term", isRequired: true),
    input(
      "repayment", "code", "repayment",
      RepaymentMethod.allCases.map(\.code) + ["stepped", "custom", "balloon"], isRequired: true),
    input("step", "text", "of a stepped plan, MONTHS:SHARE; several with ; between"),
    input("principal_due", "text", "of a custom plan, MONTH:CNY; several with ; between"),
    input("balloon", "CNY", "principal left for the last payment"),
    input("utilisation", "fraction", "drawn share of a revolving line"),
    input("frequency", "code", "payment frequency", PaymentFrequency.allCases.map(\.code)),
    input("grace", "months", "months of interest only"),
    input("start_date", "date", "day of drawdown"),
    input("as_of", "date", "day of the quote"),
    input("rate_type", "code", "rate type", RateType.codes),
    input("repricing", "code", "repricing of a floating loan", RepricingCycle.codes),
  ]
  private static let borrower = [
    input("pd", "fraction", "twelve-month probability of default; or the model's columns, score or rating"),
    input("score", "points", "score on the policy's scale"),
    input("rating", "text", "grade of the policy's pd.ratings"),
    input("guarantee", "code", "how the loan is secured", Guarantee.codes, isRequired: true),
    input("collateral_type", "code", "what secures it", CollateralType.codes),
    input("collateral_value", "CNY", "value of the collateral"),
    input("guarantor", "code", "who stands for the borrower", Guarantor.codes),
    input("guarantor_share", "fraction", "share of the loss the guarantor bears"),
    input("size", "code", "size of the borrower", EnterpriseSize.codes),
    input("industry", "code", "industry by GB/T 4754, to check the size by"),
    input("credit_limit", "CNY", "the borrower's total line"),
    input("undrawn", "CNY", "committed and not drawn, beside the amount"),
    input("employees", "count", "employees, to check the size by"),
    input("annual_revenue", "CNY", "revenue of the latest year"),
    input("total_assets", "CNY", "total assets, to check the size by"),
    input("first_loan", "flag", "a first-time borrower", ["true", "false", "1", "0"]),
    input("renewal", "flag", "a renewal", ["true", "false", "1", "0"]),
    input("sector", "codes", "priority fields, ; between them", PrioritySector.codes),
    input("channel", "text", "the channel; accepted, not used"),
    input("deposit_balance", "CNY", "deposits kept with the bank"),
  ]
  private static let costs = [
    input("fee", "text", "NAME=AMOUNT[%]@WHEN[:PAYEE], ; between several", FeeTiming.codes + FeePayee.codes),
    input("compensating_balance", "text", "AMOUNT[%]@RATE: a deposit until maturity, its interest a year"),
    input(
      "subsidy", "text", "PERCENT@RECIPIENT[:MONTHS]", InterestSubsidy.Recipient.allCases.map(\.rawValue)),
    input("rate", "percent", "evaluate this rate instead of solving"),
    input("method", "code", "how the rate is found", PricingMethod.allCases.map(\.rawValue)),
  ]
  private static let whatIf = [
    input("lpr", "percent", "prime rate in place of the table's"),
    input("lgd", "fraction", "loss given default in place of the policy's"),
    input("ftp", "percent", "all of funding in place of the policy's"),
    input("ftp_concession", "bp", "concession on the transfer price in place of the policy's"),
    input("operating_cost", "percent", "operating cost a year in place of the policy's"),
    input("risk_weight", "percent", "risk weight in place of the policy's"),
    input("capital_ratio", "percent", "capital ratio in place of the policy's"),
    input("hurdle", "percent", "hurdle after tax in place of the policy's"),
    input("vat", "code", "VAT treatment in place of the policy's", WhatIf.Tax.allCases.map(\.rawValue)),
  ]

  private static let outputs = meanings.map { SchemaEntry($0.0, $0.1, $0.2, use: "output") }

  private static let meanings: [(String, String, String)] = [
    ("lpr_tenor", "code", "tenor of the prime rate, 1Y or 5Y"),
    ("lpr_percent", "percent", "the prime rate"),
    ("lpr_effective_date", "date", "since when it holds"),
    ("pd", "fraction", "probability of default used"),
    ("grade", "text", "grade of the master scale"),
    ("lgd", "fraction", "loss given default"),
    ("ead", "CNY", "exposure at default"),
    ("expected_loss_percent", "percent", "expected loss of the balance a year"),
    ("capital_percent", "percent", "capital of the exposure"),
    ("components", "list", "name and bp of each part of the target; JSON only"),
    ("adjustments", "list", "name and bp of each step from target to quote; JSON only"),
    ("floor_rate_percent", "percent", "covers funding, cost, expected loss and VAT"),
    ("target_rate_percent", "percent", "return on capital is the hurdle"),
    ("quoted_rate_percent", "percent", "the quote"),
    ("spread_bp", "bp", "quote over the prime rate"),
    ("raroc_percent", "percent", "return on capital after tax at the quote"),
    ("economic_profit", "CNY", "economic profit a year at the quote"),
    ("all_in_cost_percent", "percent", "the borrower's cost, effective a year"),
    ("all_in_cost_nominal_percent", "percent", "periodic cost x periods a year"),
    ("all_in_cost_sheet_percent", "percent", "the cost sheet's figure: the rate and each item's, added"),
    ("monthly_payment", "CNY", "first regular payment; none for a bullet"),
    ("authority", "text", "lowest level that may sign"),
    ("authority_ladder", "list", "level and lowest rate of each; JSON only"),
    ("warnings", "list", "what the reader should know"),
    ("policy_name", "text", "name of the policy"),
    ("policy_version", "text", "its version"),
    ("policy_sha256", "text", "digest of the resolved policy"),
    ("engine_version", "text", "version of the engine"),
    ("as_of", "date", "day of the quote"),
    ("method", "code", "how the rate was found: ratio or cash-flow"),
    ("risk_weight_percent", "percent", "risk weight"),
    ("inclusive", "flag", "counts as an inclusive small-business loan"),
    ("size_computed", "code", "size by the official table, where industry and indicators are given"),
    ("upfront_fees", "CNY", "fees at drawdown, stamp duty included"),
    ("stamp_duty", "CNY", "stamp duty that the borrower owes"),
    ("subsidy", "CNY", "total of a subsidy paid to the borrower"),
    ("compensating_balance", "CNY", "deposit that stays with the bank until maturity"),
    ("cost_explanations", "list", "formula of each figure of cost, with --explain; JSON only"),
    ("risk_sharing", "object", "the loan without its guarantor beside it; JSON only"),
    ("statement", "object", "the borrower's cost sheet, with --statement; JSON only"),
    ("schedule", "list", "repayment plan, with --schedule; JSON only"),
  ]
}
