import Cashflow
import CreditRisk
import Foundation
import Lending
import LoanPricing
import LoanUnits
import PolicyDocument
import Testing

/// The desk's questions, each answered back by a quote.
@Suite struct DeskTests {
  private static func engine(_ settings: [String] = []) throws -> QuoteEngine {
    QuoteEngine(
      policy: try PolicyFile.builtIn(settings: settings).policy,
      primeRates: try LoanPrimeRateHistory.builtIn())
  }

  private static func application(_ change: (inout LoanApplication) -> Void = { _ in }) -> LoanApplication {
    var application = LoanApplication(
      amount: Money(fen: 50_000_000), termMonths: 36, repayment: .annuity,
      asOf: CashFlowInvariantTests.asOf,
      probability: 0.018, guarantee: .credit)
    application.size = .small
    change(&application)
    return application
  }

  @Test(arguments: [PricingMethod.ratio, .cashFlow], [-2500.0, 0, 1234.56, 20_000])
  func theSolvedRateEarnsTheProfit(_ method: PricingMethod, _ profit: Double) throws {
    let engine = try Self.engine()
    let application = Self.application { $0.method = method }
    let solved = try QuoteSolver(engine: engine, goal: .economicProfit(profit)).solve(.rate, application)
    let quote = try engine.quote(solved.application)
    #expect((quote.economicProfit - profit).magnitude < 1e-6)
    if profit == 0 { #expect((solved.value - quote.targetRatePercent).magnitude < 1e-10) }
  }

  /// A solution earns the hurdle, and the next smaller value does not.
  @Test(arguments: [SolvedField.amount, .fee, .collateralValue, .term], [4.45, 4.6])
  func theSmallestValueThatEarnsTheHurdle(_ field: SolvedField, _ percent: Double) throws {
    let engine = try Self.engine()
    let application = Self.application {
      $0.givenRatePercent =
        field == .term ? percent + 2 : (field == .collateralValue ? percent - 0.2 : percent)
      if field == .collateralValue { $0.guarantee = .mortgage }
      if field == .term { $0.amount = Money(fen: 9_000_000) }
    }
    let solved = try QuoteSolver(engine: engine, goal: .hurdle).solve(field, application)
    func isEnough(_ application: LoanApplication) throws -> Bool {
      let quote = try engine.quote(application)
      return quote.targetRatePercent <= quote.quotedRatePercent + 1e-9
    }
    #expect(try isEnough(solved.application))
    var smaller = solved.application
    let fen = Money(fen: 1)
    switch field {
    case .amount: smaller.amount = smaller.amount - fen
    case .collateralValue: smaller.collateralValue = smaller.collateralValue.map { $0 - fen }
    case .term: smaller.termMonths -= 1
    case .fee:
      let fee = try #require(smaller.fees.last)
      smaller.fees.removeLast()
      #expect(fee.name == QuoteSolver.feeName && fee.payee == .bank)
      guard case .amount(let money) = fee.size else { return #expect(Bool(false)) }
      if money > fen {
        smaller.fees.append(Fee(name: fee.name, size: .amount(money - fen), timing: .upfront, payee: .bank))
      }
    case .rate: break
    }
    #expect(solved.value > 0)
    #expect(try !isEnough(smaller), "\(solved.value) is not the smallest")
  }

  @Test(arguments: [
    (SolvedField.amount, 2.0), (.term, 3.0), (.fee, -90.0), (.collateralValue, 2.5),
  ])
  func noSolutionIsSaid(_ field: SolvedField, _ percent: Double) throws {
    let engine = try Self.engine()
    let application = Self.application {
      $0.givenRatePercent = percent
      $0.guarantee = .mortgage
    }
    #expect {
      try QuoteSolver(engine: engine, goal: .hurdle).solve(field, application)
    } throws: { error in
      guard case .noSolution(let named, let reason) = error as? QuoteFault else { return false }
      return named == field && !reason.isEmpty
    }
  }

  @Test func sensitivityMovesTheRightWay() throws {
    let engine = try Self.engine()
    let points = try RateSensitivity(engine: engine).points(
      Self.application {
        $0.repayment = .revolving
        $0.utilisation = 0.5
      })
    for input in SensitivityInput.allCases {
      let own = points.filter { $0.input == input }
      #expect(own.count >= 4, "\(input)")
      #expect(own.filter(\.isBase).count == 1 && own.map(\.value) == own.map(\.value).sorted(), "\(input)")
      #expect(own.allSatisfy { !$0.isBase || $0.changeBasisPoints == 0 })
      let targets = own.map(\.targetRatePercent)
      switch input {
      case .probability, .lossGivenDefault, .hurdle, .transferPrice: #expect(targets == targets.sorted())
      // The undrawn part costs capital: the more is drawn, the lower the rate.
      case .utilisation: #expect(targets == targets.sorted(by: >))
      case .primeRate, .term: break
      }
    }
    // A basis point of funding is a basis point of an exempt rate.
    let funding = try #require(points.first { $0.input == .transferPrice && $0.value == 50 })
    #expect(funding.changeBasisPoints > 45 && funding.changeBasisPoints < 60)
  }

  @Test func rateCardIsTheQuoteOfEachCell() throws {
    let engine = try Self.engine()
    let ratings = engine.policy.pd.ratings.prefix(3).map {
      RateCardDimension.DefaultRating(name: $0.name, probability: $0.probability)
    }
    let base = Self.application()
    let card = RateCard(
      [.rating(ratings), .guarantee([.credit, .pledge]), .term([12, 60])], of: base, engine: engine)
    #expect(card.cells.count == 12)
    #expect(card.cells[5].keys == [ratings[1].name, "credit", "60"])
    for cell in card.cells {
      var application = base
      application.probability = try #require(ratings.first { $0.name == cell.keys[0] }).probability
      application.guarantee = cell.keys[1] == "credit" ? .credit : .pledge
      application.termMonths = try #require(Int(cell.keys[2]))
      #expect(try cell.quote == engine.quote(application))
    }
  }

  @Test func acceptanceCurveIsFoundAgain() throws {
    let (lowest, scale, shape) = (0.04, 0.05, 1.1)
    let observations = (0...20).map { step in
      let rate = lowest + 0.005 * Double(step)
      return AcceptanceCurve.Observation(
        rate: rate, churn: step == 0 ? 0 : 1 - exp(-pow((rate - lowest) / scale, shape)))
    }
    let curve = try #require(AcceptanceCurve(observations))
    #expect((curve.scale - scale).magnitude < 1e-9 && (curve.shape - shape).magnitude < 1e-8)
    #expect(curve.error < 1e-10 && curve.lowestRate == lowest)
    #expect(curve.acceptance(rate: 0.03) == 1)
    #expect((curve.acceptance(rate: 0.09) - exp(-1)).magnitude < 1e-9)
    #expect(AcceptanceCurve(Array(observations.prefix(3))) == nil)
  }

  /// The best rate beats every other step between floor and cap, by quotes at given rates.
  @Test(arguments: ["none", "floor_rate", "lpr_spread"])
  func bestRateBeatsEveryOther(_ floor: String) throws {
    let engine = try Self.engine([
      "pricing.floor=\(floor)", "pricing.floor_spread_bp=700", "pricing.rounding_step_bp=5",
      "pricing.max_all_in_rate_percent=12",
    ])
    let curve = try #require(
      AcceptanceCurve(
        (1...20).map {
          .init(rate: 0.01 * Double($0), churn: 1 - exp(-pow(0.01 * Double($0) / 0.08, 1.5)))
        }))
    let application = Self.application()
    let profit = try engine.expectedProfit(application, under: curve)
    let quote = try engine.quote(application)
    let lowest = floor == "lpr_spread" ? quote.primeRatePercent + 7 : quote.floorRatePercent
    #expect(profit.lowestPercent >= lowest - 1e-9 && profit.lowestPercent < lowest + 0.05)
    var best = (rate: 0.0, value: -Double.infinity)
    var given = application
    for step in stride(from: profit.lowestPercent, through: 14, by: 0.05) {
      given.givenRatePercent = (step * 20).rounded() / 20
      let quote = try engine.quote(given)
      guard quote.borrowerCost.effectivePercent <= 12 else { break }
      let value = quote.economicProfit * curve.acceptance(rate: quote.quotedRatePercent / 100)
      if value > best.value { best = (quote.quotedRatePercent, value) }
    }
    #expect((profit.best.ratePercent - best.rate).magnitude < 1e-9)
    #expect((profit.best.expectedProfit - best.value).magnitude < 1e-6)
  }

  /// SciPy 1.16 `curve_fit` of the same curve on the table of CUMCM 2020 C, whose lowest rate of 4 % loses nobody.
  @Test func realChurnAsSciPyFitsIt() throws {
    guard let folder = ProcessInfo.processInfo.environment["LPRISK_REAL_DATA"] else {
      return print("skipped: LPRISK_REAL_DATA names no folder of real data")
    }
    let text = try String(contentsOfFile: folder + "/cumcm2020c/rate_churn.csv", encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
    let expected = [(0.95121406, 0.04513707), (0.94290432, 0.05145551), (0.97874878, 0.05315847)]
    for (column, (shape, scale)) in expected.enumerated() {
      let curve = try #require(AcceptanceCurve(rows.map { .init(rate: $0[0], churn: $0[column + 1]) }))
      #expect((curve.shape - shape).magnitude < 1e-6 && (curve.scale - scale).magnitude < 1e-7)
      #expect(curve.error < 0.013)
    }
  }
}
