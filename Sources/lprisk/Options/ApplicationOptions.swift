internal import ArgumentParser

/// What is asked for and what is known of the borrower.
///
/// Texts, because a file of applications has the same names as columns: both are read by
/// ``ApplicationReader``, with the same sentences.
struct ApplicationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Amount, or the line of a revolving loan.", valueName: "CNY"))
  var amount: String?
  @Option(help: ArgumentHelp("Contract term.", valueName: "months"))
  var term: String?
  @Option(help: ArgumentHelp("annuity, linear, interest-only, bullet or revolving.", valueName: "code"))
  var repayment: String?
  @Option(
    help: ArgumentHelp(
      "stepped: a step and the share of the principal it repays; repeatable.", valueName: "months:share"))
  var step: [String] = []
  @Option(
    help: ArgumentHelp("custom: principal due at the end of a month; repeatable.", valueName: "month:CNY"))
  var principalDue: [String] = []
  @Option(
    help: ArgumentHelp("custom: the same from a CSV with period,principal.", valueName: "file"))
  var flows: String?
  @Option(help: ArgumentHelp("Principal left for the last payment.", valueName: "CNY"))
  var balloon: String?
  @Option(help: ArgumentHelp("Drawn share of a revolving line.", valueName: "fraction"))
  var utilisation: String?
  @Option(help: ArgumentHelp("monthly or quarterly.", valueName: "code"))
  var frequency: String?
  @Option(help: ArgumentHelp("Months of interest only at the beginning.", valueName: "months"))
  var grace: String?
  @Option(help: ArgumentHelp("Day of drawdown; gives the schedule dates.", valueName: "date"))
  var startDate: String?
  @Option(help: ArgumentHelp("Day of the quote; today in Beijing without it.", valueName: "date"))
  var asOf: String?
  @Option(help: ArgumentHelp("fixed or floating.", valueName: "code"))
  var rateType: String?
  @Option(help: ArgumentHelp("anniversary, january, quarter or month.", valueName: "code"))
  var repricing: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("Score.", valueName: "points"))
  var score: String?
  @Option(help: ArgumentHelp("Twelve-month probability of default.", valueName: "fraction"))
  var pd: String?
  @Option(help: ArgumentHelp("The bank's own grade, of pd.ratings of the policy.", valueName: "grade"))
  var rating: String?
  @Option(help: ArgumentHelp("A column of the model; repeatable.", valueName: "column=value"))
  var feature: [String] = []
  @Option(help: ArgumentHelp("credit, guarantee, mortgage or pledge.", valueName: "code"))
  var guarantee: String?
  @Option(help: ArgumentHelp("deposit, bond, receivable, housing, …", valueName: "code"))
  var collateralType: String?
  @Option(help: ArgumentHelp("Value of the collateral.", valueName: "CNY"))
  var collateralValue: String?
  @Option(help: ArgumentHelp("government-fund, company, insurer or person.", valueName: "code"))
  var guarantor: String?
  @Option(help: ArgumentHelp("Share of the loss that the guarantor bears.", valueName: "fraction"))
  var guarantorShare: String?
  @Option(help: ArgumentHelp("large, medium, small, micro, sole-trader or owner.", valueName: "code"))
  var size: String?
  @Option(help: ArgumentHelp("Industry by GB/T 4754: C, F52, K7010.", valueName: "code"))
  var industry: String?
  @Option(help: ArgumentHelp("The borrower's total line.", valueName: "CNY"))
  var creditLimit: String?
  @Option(help: ArgumentHelp("Committed and not drawn, beside the amount.", valueName: "CNY"))
  var undrawn: String?
  @Option(help: ArgumentHelp("Employees, to check the size by.", valueName: "persons"))
  var employees: String?
  @Option(help: ArgumentHelp("Revenue of the latest year.", valueName: "CNY"))
  var annualRevenue: String?
  @Option(help: ArgumentHelp("Total assets, to check the size by.", valueName: "CNY"))
  var totalAssets: String?
  @Flag(help: "A first-time borrower.")
  var firstLoan = false
  @Flag(help: "A renewal.")
  var renewal = false
  @Option(
    help: ArgumentHelp("foreign-trade, private, technology, consumption; repeatable.", valueName: "code"))
  var sector: [String] = []
  @Option(help: ArgumentHelp("The channel; accepted, not used.", valueName: "text"))
  var channel: String?
  @Option(help: ArgumentHelp("Deposits kept with the bank.", valueName: "CNY"))
  var depositBalance: String?
  @Option(help: ArgumentHelp("A fee; repeatable.", valueName: "name=amount[%]@when[:payee]"))
  var fee: [String] = []
  @Option(
    help: ArgumentHelp(
      "A deposit that stays with the bank until maturity, with its interest.", valueName: "amount[%]@percent")
  )
  var compensatingBalance: String?
  @Option(help: ArgumentHelp("Government interest subsidy.", valueName: "percent@borrower|bank[:months]"))
  var subsidy: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Prime rate in place of the table's.", valueName: "percent"))
  var lpr: String?
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Evaluate this rate, solve none.", valueName: "percent"))
  var rate: String?
  @Option(
    help: ArgumentHelp("ratio: the one-period formula. cash-flow: on the expected flows.", valueName: "code"))
  var method: String?

  /// The fields that were given.
  var fields: ApplicationFields {
    var fields = ApplicationFields()
    let single: [(String, String?)] = [
      ("amount", amount), ("term", term), ("repayment", repayment), ("utilisation", utilisation),
      ("frequency", frequency), ("grace", grace), ("start-date", startDate), ("as-of", asOf),
      ("rate-type", rateType), ("repricing", repricing), ("score", score), ("pd", pd), ("rating", rating),
      ("guarantee", guarantee), ("collateral-type", collateralType), ("collateral-value", collateralValue),
      ("guarantor", guarantor), ("guarantor-share", guarantorShare), ("size", size), ("industry", industry),
      ("credit-limit", creditLimit), ("undrawn", undrawn), ("employees", employees),
      ("annual-revenue", annualRevenue), ("total-assets", totalAssets), ("channel", channel),
      ("deposit-balance", depositBalance), ("compensating-balance", compensatingBalance),
      ("subsidy", subsidy), ("lpr", lpr),
      ("rate", rate), ("method", method),
    ]
    for (name, value) in single { if let value { fields.set(name, [value]) } }
    if firstLoan { fields.set("first-loan", ["true"]) }
    if renewal { fields.set("renewal", ["true"]) }
    if let balloon { fields.set("balloon", [balloon]) }
    if !step.isEmpty { fields.set("step", step) }
    if !principalDue.isEmpty { fields.set("principal-due", principalDue) }
    if !sector.isEmpty { fields.set("sector", sector) }
    if !fee.isEmpty { fields.set("fee", fee) }
    if !feature.isEmpty { fields.set("feature", feature) }
    return fields
  }
}

/// Inputs that replace what the policy would give; each is named in the warnings.
struct WhatIfOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Loss given default.", valueName: "fraction"))
  var lgd: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("All of funding.", valueName: "percent"))
  var ftp: String?
  @Option(parsing: .unconditional, help: ArgumentHelp("Concession on the transfer price.", valueName: "bp"))
  var ftpConcession: String?
  @Option(help: ArgumentHelp("Operating cost a year; no cost per loan then.", valueName: "percent"))
  var operatingCost: String?
  @Option(help: ArgumentHelp("Risk weight.", valueName: "percent"))
  var riskWeight: String?
  @Option(help: ArgumentHelp("Capital ratio.", valueName: "percent"))
  var capitalRatio: String?
  @Option(help: ArgumentHelp("Return on capital after tax that is asked for.", valueName: "percent"))
  var hurdle: String?
  @Option(help: ArgumentHelp("exempt, taxable, method1 or method2.", valueName: "code"))
  var vat: String?

  /// Adds the fields that were given.
  func add(to fields: inout ApplicationFields) {
    let single: [(String, String?)] = [
      ("lgd", lgd), ("ftp", ftp), ("ftp-concession", ftpConcession), ("operating-cost", operatingCost),
      ("risk-weight", riskWeight), ("capital-ratio", capitalRatio), ("hurdle", hurdle), ("vat", vat),
    ]
    for (name, value) in single { if let value { fields.set(name, [value]) } }
  }
}
