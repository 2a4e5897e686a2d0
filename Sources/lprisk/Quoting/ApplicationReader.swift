internal import Cashflow
internal import CreditRisk
internal import Lending
internal import LoanMath
internal import LoanPricing
internal import LoanUnits

/// Reads the fields of an application, from options or from a row alike.
struct ApplicationReader {
  let policy: BankPolicy
  /// The day of a quote that names none.
  let asOf: CalendarDay
  /// Scores the columns of a model; nothing where no application brings them.
  let features: FeatureScorer?

  /// The application.
  ///
  /// - Throws: ``FieldFault`` for the first field that is not what it should be.
  func read(_ fields: ApplicationFields) throws(FieldFault) -> LoanApplication {
    let risk = try probability(fields)
    var application = LoanApplication(
      amount: try ValueReader.money("amount", try required(fields, "amount", "CNY"), isPositive: true),
      termMonths: try ValueReader.integer(
        "term", try required(fields, "term", "months"), 1...1200, "1 to 1200 months"),
      repayment: try repayment(fields),
      asOf: asOf, probability: risk.probability,
      guarantee: try ValueReader.code(
        "guarantee", try required(fields, "guarantee", Guarantee.codes.joined(separator: ", ")),
        as: Guarantee.self))
    application.score = risk.score
    if let text = fields["method"] {
      application.method = try ValueReader.code(
        "method", text, PricingMethod.allCases.map { ($0.rawValue, $0) })
    }
    if let text = fields["as-of"] { application.asOf = try ValueReader.day("as-of", text) }
    try readPrincipal(fields, &application)
    try readPlan(fields, &application)
    try readBorrower(fields, &application)
    try readCosts(fields, &application)
    try readWhatIf(fields, &application)
    return application
  }

  func required(
    _ fields: ApplicationFields, _ name: String, _ allowed: String
  ) throws(FieldFault) -> String {
    guard let text = fields[name] else { throw FieldFault(field: name, value: "", allowed: allowed) }
    return text
  }

  private func readPlan(
    _ fields: ApplicationFields, _ application: inout LoanApplication
  ) throws(FieldFault) {
    if let text = fields["frequency"] {
      application.frequency = try ValueReader.code(
        "frequency", text, PaymentFrequency.allCases.map { ($0.code, $0) })
    }
    if let text = fields["grace"] {
      let last = application.termMonths - 1
      application.graceMonths = try ValueReader.integer(
        "grace", text, 0...last, "0 to \(last) months, less than the term")
    }
    if let text = fields["utilisation"] {
      application.utilisation = try ValueReader.number("utilisation", text, .openFraction)
      guard application.repayment == .revolving || application.utilisation == 1 else {
        throw FieldFault(field: "utilisation", value: text, allowed: "1, but for the repayment revolving")
      }
    }
    if let text = fields["start-date"] { application.startDate = try ValueReader.day("start-date", text) }
    if let text = fields["rate-type"] {
      application.rateType = try ValueReader.code("rate-type", text, as: RateType.self)
    }
    if let text = fields["repricing"] {
      application.repricing = try ValueReader.code("repricing", text, as: RepricingCycle.self)
    }
  }

  private func readBorrower(
    _ fields: ApplicationFields, _ application: inout LoanApplication
  ) throws(FieldFault) {
    if let text = fields["collateral-type"] {
      application.collateralType = try ValueReader.code("collateral-type", text, as: CollateralType.self)
    }
    application.collateralValue = try money(fields, "collateral-value")
    if let text = fields["guarantor"] {
      application.guarantor = try ValueReader.code("guarantor", text, as: Guarantor.self)
    }
    if let text = fields["guarantor-share"] {
      application.guarantorShare = try ValueReader.number("guarantor-share", text, .fraction)
    }
    if let text = fields["size"] {
      application.size = try ValueReader.code("size", text, as: EnterpriseSize.self)
    }
    if let text = fields["industry"], !ApplicationReader.isIndustry(text) {
      throw FieldFault(
        field: "industry", value: text, allowed: "a letter from A to T with up to four digits, by GB/T 4754")
    }
    application.industry = fields["industry"]
    if let text = fields["employees"] {
      application.employees = try ValueReader.integer(
        "employees", text, 0...100_000_000, "a whole number of persons from 0 to 100000000")
    }
    application.totalAssets = try money(fields, "total-assets")
    application.creditLimit = try money(fields, "credit-limit")
    application.undrawn = try money(fields, "undrawn") ?? .zero
    application.annualRevenue = try money(fields, "annual-revenue")
    application.depositBalance = try money(fields, "deposit-balance") ?? .zero
    if let text = fields["first-loan"] { application.isFirstLoan = try ValueReader.flag("first-loan", text) }
    if let text = fields["renewal"] { application.isRenewal = try ValueReader.flag("renewal", text) }
    for text in fields.all("sector") {
      application.sectors.insert(try ValueReader.code("sector", text, as: PrioritySector.self))
    }
  }

  private func money(_ fields: ApplicationFields, _ name: String) throws(FieldFault) -> Money? {
    guard let text = fields[name] else { return nil }
    return try ValueReader.money(name, text)
  }

  static func isIndustry(_ text: String) -> Bool {
    guard let letter = text.utf8.first, letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "T") else {
      return false
    }
    let digits = text.utf8.dropFirst()
    return digits.count <= 4 && digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
  }

  private func readWhatIf(
    _ fields: ApplicationFields, _ application: inout LoanApplication
  ) throws(FieldFault) {
    func number(_ name: String, _ range: NumberRange) throws(FieldFault) -> Double? {
      guard let text = fields[name] else { return nil }
      return try ValueReader.number(name, text, range)
    }
    let anyBasisPoints = NumberRange.from(-10_000, to: 10_000, "basis points from -10000 to 10000")
    var whatIf = WhatIf()
    whatIf.primeRatePercent = try number("lpr", .from(-50, to: 100, "percent from -50 to 100"))
    whatIf.lossGivenDefault = try number("lgd", .fraction)
    whatIf.fundingPercent = try number("ftp", .from(-50, to: 100, "percent from -50 to 100"))
    whatIf.fundingConcessionBasisPoints = try number("ftp-concession", anyBasisPoints)
    whatIf.operatingCostPercent = try number("operating-cost", .percent)
    whatIf.riskWeightPercent = try number("risk-weight", .from(0, to: 10_000, "percent from 0 to 10000"))
    whatIf.capitalRatioPercent = try number("capital-ratio", .percent)
    whatIf.hurdlePercent = try number("hurdle", .percent)
    if let text = fields["vat"] {
      whatIf.tax = try ValueReader.code("vat", text, WhatIf.Tax.allCases.map { ($0.rawValue, $0) })
    }
    application.whatIf = whatIf
  }
}
