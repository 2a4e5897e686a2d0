internal import LoanMath

/// What a loan earns and costs at a rate, and the rate at which it earns what is asked, by either method.
enum LoanEconomics: Sendable {
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
      Terms(unit: unit, tax: tax, sums: nil, averageBalance: balance)
    case .cashFlow(let valuation, let tax):
      LoanEconomics.terms(valuation, tax, valuation.sums(atRate: rate))
    }
  }

  private static func terms(
    _ valuation: CashFlowValuation, _ tax: InterestTax, _ sums: CashFlowValuation.Sums
  ) -> Terms {
    var tax = tax
    if tax.exemptShare > 0 { tax.exemptShare = sums.exemptShare }
    return Terms(
      unit: valuation.unit(sums), tax: tax, sums: sums, averageBalance: sums.balance / sums.life)
  }

  /// The parts that do not depend on the rate: all but costs per loan, expected loss, capital, other income.
  var base: UnitEconomics {
    switch self {
    case .ratio(let unit, _, _): unit
    case .cashFlow(let valuation, _): valuation.base
    }
  }

  /// A rate near those that are sought, with the loan's sums at it: one for all searches of a loan.
  struct Start {
    fileprivate let rate: Double
    fileprivate let sums: CashFlowValuation.Sums
  }

  /// Where searches begin; nil by the one-period formula, which searches nothing.
  var start: Start? {
    guard case .cashFlow(let valuation, let tax) = self else { return nil }
    let rate = LoanEconomics.bounded(tax.grossRate(net: valuation.base.netTarget))
    return Start(rate: rate, sums: valuation.sums(atRate: rate))
  }

  private static func bounded(_ rate: Double) -> Double { min(max(rate, lowestRate), highestRate) }

  /// The lowest rate that leaves a net revenue, a fraction a year.
  ///
  /// - Parameters:
  ///   - start: As ``start`` gives it.
  ///   - need: Net revenue that must be left, a fraction of the balance a year, from the loan at a rate.
  /// - Returns: Nil where no rate up to ``highestRate`` does.
  func rate(from start: Start? = nil, leaving need: (Terms) -> Double) -> Double? {
    guard case .cashFlow(let valuation, var tax) = self, let start = start ?? self.start else {
      let terms = terms(atRate: 0)
      return terms.tax.grossRate(net: need(terms))
    }
    // Method 1 jumps at its threshold: exempt up to it, else taxable throughout.
    if case .method1(let threshold) = tax.treatment {
      tax.treatment = .exempt
      if let rate = LoanEconomics.root(valuation, tax, start, need), rate <= threshold { return rate }
      tax.treatment = .taxable
    }
    return LoanEconomics.root(valuation, tax, start, need)
  }

  /// The rate at which the return on capital is so many percent, percent a year; the highest where none does.
  func ratePercent(raroc: Double, from start: Start?) -> Double {
    100 * (rate(from: start) { $0.unit.netRevenue(raroc: raroc / 100) } ?? LoanEconomics.highestRate)
  }

  /// Steffensen's iteration: the balances of an annuity move little with the rate, so that the rate which they would
  /// need is close.
  private static func root(
    _ valuation: CashFlowValuation, _ tax: InterestTax, _ start: Start, _ need: (Terms) -> Double
  ) -> Double? {
    func needed(_ sums: CashFlowValuation.Sums) -> Double {
      let terms = terms(valuation, tax, sums)
      return terms.tax.grossRate(net: need(terms))
    }
    var rate = start.rate
    var next = needed(start.sums)
    if valuation.isIndependentOfRate { return next <= highestRate ? next : nil }
    for _ in 0..<20 {
      guard next <= highestRate, next >= lowestRate else { break }
      let after = needed(valuation.sums(atRate: next))
      let (first, second) = (next - rate, after - next)
      let curvature = second - first
      let better = curvature == 0 ? after : after - second * second / curvature
      // The error of the extrapolation is of the order of the product of both steps.
      if (first * second).magnitude < 1e-17 || second.magnitude < 1e-16 {
        return better <= highestRate ? better : nil
      }
      guard second.magnitude < first.magnitude, better <= highestRate, better >= lowestRate else { break }
      rate = better
      next = needed(valuation.sums(atRate: better))
    }
    // Costs per loan of the size of the loan itself, or the last bits: search the bracket.
    let outcome = RootFinding.root(from: lowestRate, to: highestRate) { rate in
      let terms = terms(valuation, tax, valuation.sums(atRate: rate))
      return terms.tax.netRevenue(rate: rate) - need(terms)
    }
    if case .root(let rate) = outcome { return rate }
    return nil
  }
}
