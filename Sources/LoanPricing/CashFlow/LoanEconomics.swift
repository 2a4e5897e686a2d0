internal import LoanMath

/// What a loan earns and costs at a rate, and the rate at which it earns what is asked, by either method.
enum LoanEconomics: Hashable, Sendable {
  /// The one-period formula: nothing but VAT depends on the rate.
  case ratio(UnitEconomics, InterestTax, balance: Double)
  /// The loan's expected cash flows.
  case cashFlow(CashFlowValuation, InterestTax)

  /// A loan at a rate.
  struct Terms: Hashable, Sendable {
    /// Parts a unit of balance and year.
    var unit: UnitEconomics
    /// VAT with the exempt share of the interest.
    var tax: InterestTax
    /// The sums behind the parts; nil by the one-period formula.
    var sums: CashFlowValuation.Sums?
    /// The balance to which a profit a year belongs, CNY: over the expected life the level profit whose present
    /// value is the loan's; by the one-period formula the balance itself.
    var averageBalance: Double
  }

  /// Rates beyond it are no quotes, since the costs per loan exceed the loan: a fraction a year.
  static let highestRate = 10.0
  /// The lowest rate that a search looks at, a fraction a year.
  private static let lowestRate = -0.99

  /// How interest is taxed; only its exempt share depends on the rate.
  var tax: InterestTax {
    switch self {
    case .ratio(_, let tax, _), .cashFlow(_, let tax): tax
    }
  }

  /// The loan at an annual rate, a fraction.
  func terms(atRate rate: Double) -> Terms {
    switch self {
    case .ratio(let unit, let tax, let balance):
      return Terms(unit: unit, tax: tax, sums: nil, averageBalance: balance)
    case .cashFlow(let valuation, var tax):
      let sums = valuation.sums(atRate: rate)
      if tax.exemptShare > 0 { tax.exemptShare = sums.exemptShare }
      return Terms(
        unit: valuation.unit(sums), tax: tax, sums: sums,
        averageBalance: sums.balance / valuation.weights.total)
    }
  }

  /// The lowest rate that leaves a net revenue, a fraction a year.
  ///
  /// - Parameter need: Net revenue that must be left, a fraction of the balance a year, from the loan at a rate.
  /// - Returns: Nil where no rate up to ``highestRate`` does.
  func rate(leaving need: (Terms) -> Double) -> Double? {
    guard case .cashFlow(let valuation, var tax) = self else {
      let terms = terms(atRate: 0)
      return terms.tax.grossRate(net: need(terms))
    }
    // Method 1 jumps at its threshold: exempt up to it, else taxable throughout.
    if case .method1(let threshold) = tax.treatment {
      tax.treatment = .exempt
      if let rate = LoanEconomics.root(valuation, tax, need), rate <= threshold { return rate }
      tax.treatment = .taxable
    }
    return LoanEconomics.root(valuation, tax, need)
  }

  private static func root(
    _ valuation: CashFlowValuation, _ tax: InterestTax, _ need: (Terms) -> Double
  ) -> Double? {
    let economics = LoanEconomics.cashFlow(valuation, tax)
    // The balances of an annuity move little with the rate, so that the rate which they would need is close.
    func next(_ rate: Double) -> Double {
      let terms = economics.terms(atRate: rate)
      return terms.tax.grossRate(net: need(terms))
    }
    var rate = next(tax.grossRate(net: valuation.base.netTarget))
    if valuation.isIndependentOfRate { return rate <= highestRate ? rate : nil }
    var change = Double.infinity
    for _ in 0..<60 {
      let better = next(min(max(rate, lowestRate), highestRate))
      let step = (better - rate).magnitude
      rate = better
      if step <= 8 * rate.magnitude.ulp { return rate <= highestRate ? rate : nil }
      guard step < 0.5 * change else { break }
      change = step
    }
    // Costs per loan of the size of the loan itself, or the last bits: search the bracket.
    let outcome = RootFinding.root(from: lowestRate, to: highestRate) { rate in
      let terms = economics.terms(atRate: rate)
      return terms.tax.netRevenue(rate: rate) - need(terms)
    }
    if case .root(let rate) = outcome { return rate }
    return nil
  }
}
