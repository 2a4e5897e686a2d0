import Cashflow
import CreditRisk
import Lending
import LoanPricing
import LoanUnits
import PolicyDocument
import TestSupport
import Testing

/// The scalars of a batch are those of the quote, to the last bit.
@Suite struct QuoteFiguresTests {
  static let seed: UInt64 = 20_261_128
  private static let asOf = CalendarDay(daysSinceEpoch: 20_726)

  @Test(arguments: [PricingMethod.ratio, .cashFlow]) func figuresAreTheQuotes(_ method: PricingMethod) throws
  {
    let engine = QuoteEngine(
      policy: try PolicyFile.builtIn().policy, primeRates: try LoanPrimeRateHistory.builtIn())
    let workspace = QuoteWorkspace()
    var generator = SeededGenerator(seed: Self.seed)
    var applications = RandomApplications(seed: Self.seed)
    var (found, ordinary) = (0, 0)
    for number in 0..<6000 {
      var application = generator.chance(0.9) ? applications.plain() : applications.dear()
      Self.colour(&application, &generator)
      application.method = method
      let isOrdinary =
        application.isOrdinary && application.amount.fen > 500_000_00 && application.termMonths > 3
      if isOrdinary { ordinary += 1 }
      guard let figures = engine.figures(application, workspace) else { continue }
      if isOrdinary { found += 1 }
      let quote = try engine.quote(application)
      let differences = Self.differences(figures, quote, engine)
      if !differences.isEmpty {
        Issue.record("seed \(Self.seed), application \(number): \(differences) of \(application)")
        return
      }
    }
    // The quick way is the way of ordinary loans: few of them may need the careful one.
    #expect(ordinary > 500)
    #expect(found > ordinary * 9 / 10, "\(found) of \(ordinary)")
  }

  @Test func whatTheEngineRefusesHasNoFigures() throws {
    let engine = QuoteEngine(
      policy: try PolicyFile.builtIn().policy, primeRates: try LoanPrimeRateHistory.builtIn())
    var application = LoanApplication(
      amount: Money(fen: 100_000_000), termMonths: 12, repayment: .annuity, asOf: Self.asOf,
      probability: 0.02, guarantee: .credit)
    #expect(engine.figures(application, QuoteWorkspace()) != nil)
    application.asOf = CalendarDay(daysSinceEpoch: 10_000)
    #expect(engine.figures(application, QuoteWorkspace()) == nil)
    application.asOf = Self.asOf
    application.amount = Money(fen: 100)
    #expect(engine.figures(application, QuoteWorkspace()) == nil)
  }

  private static func colour(_ application: inout LoanApplication, _ generator: inout SeededGenerator) {
    application.asOf = CalendarDay(daysSinceEpoch: Int32.random(in: 20_400...20_900, using: &generator))
    application.probability = generator.pick([0, 1, 0.5, Double.random(in: 0...0.2, using: &generator)])
    application.guarantee = generator.pick(Guarantee.allCases)
    if generator.chance(0.5) {
      application.collateralType = generator.pick(CollateralType.allCases)
      application.collateralValue = Money(fen: Int64.random(in: 0...10_000_000_00, using: &generator))
    }
    if generator.chance(0.3) {
      application.guarantor = generator.pick(Guarantor.allCases)
      application.guarantorShare = generator.pick([0, 0.5, 0.85, 1])
    }
    application.size = generator.pick([nil] + EnterpriseSize.allCases.map { Optional($0) })
    application.rateType = generator.pick(RateType.allCases)
    application.repricing = generator.pick(RepricingCycle.allCases)
    application.isFirstLoan = generator.chance(0.3)
    application.isRenewal = generator.chance(0.3)
    application.sectors = Set(PrioritySector.allCases.filter { _ in generator.chance(0.2) })
    if generator.chance(0.3) { application.annualRevenue = Money(fen: 30_000_000_00) }
    if generator.chance(0.3) { application.creditLimit = application.amount + application.amount }
    if generator.chance(0.2) { application.undrawn = Money(fen: 100_000_00) }
    if generator.chance(0.2) { application.depositBalance = Money(fen: 50_000_00) }
    if generator.chance(0.1) {
      application.industry = "C"
      application.employees = 50
    }
  }

  private static func differences(_ figures: QuoteFigures, _ quote: Quote, _ engine: QuoteEngine) -> [String]
  {
    let cost = quote.borrowerCost
    let numbers: [(String, Double?, Double?)] = [
      ("prime", figures.primeRatePercent, quote.primeRatePercent),
      ("pd", figures.probability, quote.probability),
      ("lgd", figures.lossGivenDefault, quote.lossGivenDefault),
      ("expected loss", figures.expectedLossPercent, quote.expectedLossPercent),
      ("capital", figures.capitalPercent, quote.capitalPercent),
      ("weight", figures.riskWeightPercent, quote.riskWeightPercent),
      ("floor", figures.floorRatePercent, quote.floorRatePercent),
      ("target", figures.targetRatePercent, quote.targetRatePercent),
      ("quoted", figures.quotedRatePercent, quote.quotedRatePercent),
      ("spread", figures.spreadBasisPoints, quote.spreadBasisPoints),
      ("raroc", figures.rarocPercent, quote.rarocPercent),
      ("profit", figures.economicProfit, quote.economicProfit),
      ("cost", figures.effectiveCostPercent, cost.effectivePercent),
      ("nominal", figures.nominalCostPercent, cost.nominalPercent),
      ("sheet", figures.costSheetPercent, quote.costSheet.totalPercent),
    ]
    var names = numbers.filter { $0.1?.bitPattern != $0.2?.bitPattern }.map(\.0)
    let authority = figures.authority.map { engine.authorityNames[$0] } ?? AuthorityLadder.notPermitted
    let others: [(String, Bool)] = [
      ("method", figures.method == quote.method), ("tenor", figures.primeRateTenor == quote.primeRateTenor),
      ("effective", figures.primeRateEffective == quote.primeRateEffective),
      ("grade", engine.gradeNames[figures.grade] == quote.grade),
      ("exposure", figures.exposureAtDefault == quote.exposureAtDefault),
      ("payment", figures.regularPayment == quote.regularPayment),
      ("authority", authority == quote.authority),
      ("inclusive", figures.isInclusive == quote.isInclusive),
      ("size", figures.computedSize == quote.computedSize), ("duty", figures.stampDuty == cost.stampDuty),
      ("upfront", figures.stampDuty == cost.upfrontFees), ("subsidy", cost.subsidy == .zero),
      ("deposit", cost.deposit == .zero), ("warnings", figures.warnings == quote.warnings),
    ]
    names += others.filter { !$0.1 }.map(\.0)
    return names
  }
}

extension LoanApplication {
  /// Whether nothing beside interest and principal is paid.
  fileprivate var isOrdinary: Bool {
    graceMonths == 0 && fees.isEmpty && subsidy == nil && compensatingBalance == nil
      && probability < 0.2
  }
}
