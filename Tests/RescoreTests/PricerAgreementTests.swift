import Cashflow
import Lending
import LoanPricing
import LoanUnits
import PolicyDocument
import TestSupport
import Testing

/// The portfolio's pricer and the quote are one formula: the same loan, the same rate.
@Suite struct PricerAgreementTests {
  private static let seed: UInt64 = 7_2026

  /// Settings under which both are compared; acquisition cost is left out of a portfolio's price.
  private static let policies: [[String]] = [
    [],
    ["tax.vat_150_percent_method=1", "tax.vat_threshold_tolerance_bp=40"],
    ["pricing.floor=lpr_spread", "pricing.floor_spread_bp=150", "tax.vat_horizon=drawdown"],
    ["pricing.floor=floor_rate", "pricing.concessions_bp.inclusive=60", "pricing.concession_limit_bp=70"],
    [
      "pricing.rounding=half_up", "pricing.rounding_step_bp=5", "tax.vat_lpr_tenor=1Y",
    ],
    [
      "pricing.rounding=down", "tax.vat_lpr_tenor=5Y", "lpr.tenor_choice_1_to_5y=5Y",
      "capital.credit_percent=1",
    ],
    ["ftp.relending_share=0.4", "ftp.concession_bp.technology=15", "ftp.concession_bp.private=7"],
    ["capital.approach=irb"],
    ["pricing.method=ratio", "pricing.floor=floor_rate"],
    ["pricing.method=ratio", "tax.vat_150_percent_method=1", "tax.vat_threshold_tolerance_bp=40"],
    [
      "cost.servicing_cny_per_year=20000", "cost.prepayment_percent_per_year=12",
      "lgd.recovery_lag_months=18",
    ],
    ["pd.hazard_shape=[{until_month: 12, multiplier: 0.6}]", "tax.vat_150_percent_method=1"],
  ]

  /// The prime rate of the day before prices the loan; the quote takes that of the day itself for the 150 % rule.
  @Test func primeRateOfThePreviousDay() throws {
    try requiredRateIsTheQuote(["lpr.reference=previous_day"])
    try requiredRateIsTheQuote(["lpr.reference=previous_day", "tax.vat_exempt_sizes=[owner]"])
  }

  @Test(arguments: policies) func requiredRateIsTheQuote(_ settings: [String]) throws {
    let policy = try PolicyFile.builtIn(settings: settings + ["cost.origination_cny=0"]).policy
    let history = try LoanPrimeRateHistory.builtIn()
    let quotes = QuoteEngine(policy: policy, primeRates: history)
    var generator = SeededGenerator(seed: Self.seed)
    var (different, exempt, partly) = (Set<Double>(), 0, 0)
    for number in 0..<60 {
      let application = try Self.application(&generator)
      let quote = try quotes.quote(application)
      let pricer = try PortfolioPricer(policy: policy, primeRates: history, asOf: application.asOf)
      let plan = pricer.plan(
        months: application.termMonths, method: application.repayment, frequency: application.frequency,
        repricingMonths: application.rateType == .floating
          ? PlanRates.repricingMonths(application.repricing) : nil)
      let loan = Self.loan(application, quote)
      let price = pricer.price(loan, plan: plan, contractRatePercent: quote.quotedRatePercent)
      let required = price.requiredRatePercent
      let tax = pricer.tax(loan, plan: plan.figures)
      #expect(
        (required - quote.quotedRatePercent).magnitude <= 1e-9,
        "seed \(Self.seed), loan \(number): \(required) of \(application), quoted \(quote.quotedRatePercent)")
      // The contract rate helps to find the required one, and must not move it.
      for away in [-1.3, -0.4, 0.2, 0.9, 2.5] {
        let other = pricer.price(loan, plan: plan, contractRatePercent: quote.quotedRatePercent + away)
        #expect(other.requiredRatePercent == required, "seed \(Self.seed), loan \(number), \(away) away")
      }
      #expect((plan.figures.primeRatePercent - quote.primeRatePercent).magnitude <= 1e-12)
      #expect(((price.rarocPercent ?? 0) - (quote.rarocPercent ?? 0)).magnitude <= 1e-9)
      different.insert(required)
      if tax.treatment == .exempt { exempt += 1 }
      if tax.exemptShare > 0, tax.exemptShare < 1 { partly += 1 }
    }
    #expect(different.count > 15)
    let isTaxed = settings.contains("tax.vat_exempt_sizes=[owner]")
    #expect((exempt > 0) != isTaxed)
    #expect((partly > 0) != (isTaxed || settings.contains("tax.vat_horizon=drawdown")))
  }

  private static func loan(_ application: LoanApplication, _ quote: Quote) -> PortfolioPricer.Loan {
    var flags: LoanFlags = []
    if application.isFirstLoan { flags.insert(.firstLoan) }
    if application.isRenewal { flags.insert(.renewal) }
    var sectors: UInt8 = 0
    for sector in application.sectors { sectors |= 1 << sector.rawValue }
    let (balance, exposure) = (application.amount.yuan, quote.exposureAtDefault.yuan)
    return PortfolioPricer.Loan(
      balance: balance, exposure: exposure,
      probability: application.probability, lossGivenDefault: quote.lossGivenDefault,
      riskWeightPercent: quote.riskWeightPercent, size: application.size?.rawValue ?? missingCode,
      line: (application.creditLimit ?? application.amount + application.undrawn).yuan,
      deposits: application.depositBalance.yuan, flags: flags, sectors: sectors)
  }

  /// Small and micro firms, which owe no stamp duty before 2028, so that the cap holds for both alike.
  private static func application(_ generator: inout SeededGenerator) throws -> LoanApplication {
    let amount = Money(fen: Int64.random(in: 30_000_00...12_000_000_00, using: &generator))
    let methods: [RepaymentMethod] = [.annuity, .linear, .interestOnly, .bullet]
    var application = LoanApplication(
      amount: amount, termMonths: generator.pick([1, 3, 6, 12, 18, 24, 36, 60, 61, 84, 120]),
      repayment: generator.pick(methods),
      asOf: try #require(
        CalendarDay(iso: generator.pick(["2024-10-21", "2025-05-20", "2026-09-30", "2027-03-01"]))),
      probability: generator.pick([0.0003, 0.004, 0.02, 0.031, 0.05, 0.12])
        * Double.random(in: 0.8...1.2, using: &generator),
      guarantee: generator.pick([.credit, .guarantee, .mortgage, .pledge]))
    application.size = generator.pick([.small, .micro])
    application.rateType = generator.pick([.fixed, .floating])
    application.repricing = generator.pick([.anniversary, .january, .quarter, .month])
    application.creditLimit = generator.pick([
      nil, Money(fen: 1_000_000_00), Money(fen: 10_000_000_00), Money(fen: 10_000_000_01),
    ])
    if generator.chance(0.3) {
      application.undrawn = Money(fen: 5 * Int64.random(in: 1...100_000_00, using: &generator))
    }
    if generator.chance(0.4) { application.depositBalance = Money(fen: amount.fen / 7) }
    if generator.chance(0.6) { application.collateralValue = Money(fen: amount.fen * 3 / 2) }
    application.isFirstLoan = generator.chance(0.4)
    application.isRenewal = generator.chance(0.4)
    application.sectors = Set(PrioritySector.allCases.filter { _ in generator.chance(0.3) })
    return application
  }
}
