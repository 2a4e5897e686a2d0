import Cashflow
import Lending
import LoanPricing
import LoanUnits
import PolicyDocument
import Testing

/// What holds for every application priced on its cash flows.
@Suite struct CashFlowInvariantTests {
  static let asOf = CalendarDay(daysSinceEpoch: 20_711)
  /// Parts run beside each other; each has its own seed, which a failure prints.
  static let seeds: [UInt64] = [11, 12, 13, 14]

  private static func engine(_ settings: [String]) throws -> QuoteEngine {
    QuoteEngine(
      policy: try PolicyFile.builtIn(settings: settings).policy,
      primeRates: try LoanPrimeRateHistory.builtIn())
  }

  @Test(arguments: seeds, [1, 2])
  func equationHoldsAtThePrintedRates(_ seed: UInt64, _ method: Int) throws {
    let engine = try Self.engine(["tax.vat_150_percent_method=\(method)", "cost.other_income_percent=0.05"])
    var applications = RandomDeskApplications(seed: seed)
    var taxed = 0
    for number in 0..<500 {
      let application = applications.next(asOf: Self.asOf)
      guard let quote = try? engine.quote(application) else { continue }
      let equation = CashFlowEquation(application: application, quote: quote, policy: engine.policy)
      let slack = 1e-9 * application.amount.yuan
      let target = equation.value(rate: quote.targetRatePercent / 100, chargesCapital: true)
      #expect(target.magnitude <= slack, "seed \(seed), application \(number): \(target) of \(application)")
      let floor = equation.value(rate: quote.floorRatePercent / 100, chargesCapital: false)
      #expect(floor.magnitude <= slack, "seed \(seed), application \(number): floor \(floor)")
      if let vat = quote.components.first(where: { $0.name == "vat" }), vat.basisPoints > 0 { taxed += 1 }
    }
    #expect(taxed > 100)
  }

  /// With no default, no prepayment, no cost per loan and no fees the shape of the plan does not matter.
  @Test(arguments: RepaymentMethod.allCases, [[], ["tax.vat_150_percent_method=1"]])
  func withoutLossesItIsTheOnePeriodFormula(_ method: RepaymentMethod, _ settings: [String]) throws {
    let policy =
      settings + ["cost.origination_cny=0", "cost.servicing_cny_per_year=0", "tax.vat_horizon=drawdown"]
    let engine = try Self.engine(policy)
    var applications = RandomDeskApplications(seed: 21)
    for number in 0..<200 {
      var application = applications.next(asOf: Self.asOf)
      application.repayment = method
      if method != .interestOnly { application.principalPlan = nil }
      if method != .annuity && method != .linear { application.balloon = .zero }
      if method != .revolving { application.utilisation = 1 }
      if method == .bullet { application.graceMonths = 0 }
      application.probability = 0
      application.fees = []
      application.undrawn = .zero
      application.method = .cashFlow
      let flows = try engine.quote(application)
      application.method = .ratio
      let ratio = try engine.quote(application)
      #expect(
        (flows.targetRatePercent - ratio.targetRatePercent).magnitude <= 1e-10,
        "application \(number): \(flows.targetRatePercent) by cash flow, \(ratio.targetRatePercent) by ratio")
      #expect((flows.floorRatePercent - ratio.floorRatePercent).magnitude <= 1e-10)
    }
  }

  /// A constant hazard and loss on the balance: 120,000·h·LGD basis points, whatever the plan.
  @Test func lossComponentIsTheHazardsAlone() throws {
    let engine = try Self.engine([])
    var applications = RandomDeskApplications(seed: 31)
    for _ in 0..<300 {
      var application = applications.next(asOf: Self.asOf)
      application.undrawn = .zero
      application.utilisation = 1
      guard let quote = try? engine.quote(application) else { continue }
      // 1 − (1 − p)^(1/12) by bisection, not by the library's powers.
      var (low, high) = (0.0, 1.0)
      for _ in 0..<80 {
        let middle = (low + high) / 2
        let survival = (0..<12).reduce(1.0) { product, _ in product * (1 - middle) }
        if 1 - survival < quote.probability { low = middle } else { high = middle }
      }
      let expected = 120_000 * low * quote.lossGivenDefault
      let found = quote.components.first { $0.name == "expected_loss" }?.basisPoints ?? .nan
      #expect((found - expected).magnitude <= 1e-8)
    }
  }

  /// Prepayment, a late peak of defaults and a lag of recoveries each move the rate the way they must.
  @Test(arguments: [
    (["cost.prepayment_percent_per_year=30"], true), (["lgd.recovery_lag_months=24"], true),
    (["pd.hazard_shape=[{until_month: 12, multiplier: 0.5}, {until_month: 36, multiplier: 2}]"], true),
    (["cost.prepayment_curve=[{until_month: 12, percent: 40}, {until_month: 36, percent: 5}]"], true),
    (["pd.hazard_shape=[{until_month: 36, multiplier: 0.5}]"], false),
  ])
  func shapesMoveTheTarget(_ settings: [String], _ isHigher: Bool) throws {
    var application = LoanApplication(
      amount: Money(fen: 30_000_000), termMonths: 36, repayment: .annuity, asOf: Self.asOf, probability: 0.03,
      guarantee: .credit)
    application.size = .small
    let plain = try Self.engine([]).quote(application).targetRatePercent
    let shaped = try Self.engine(settings).quote(application).targetRatePercent
    #expect(isHigher ? shaped > plain + 0.01 : shaped < plain - 0.01)
  }
}
