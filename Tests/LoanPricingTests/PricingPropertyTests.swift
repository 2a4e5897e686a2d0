import Cashflow
import CreditRisk
import Lending
import LoanPricing
import LoanUnits
import PolicyDocument
import Testing

/// What holds for each of a hundred thousand random applications, by both methods.
@Suite struct PricingPropertyTests {
  /// Each part has its own seed, which a failure prints.
  static let seeds: [UInt64] = [101, 102, 103, 104]
  private static let applicationsASeed = 25_000

  @Test(arguments: seeds) func everyQuoteHoldsTogether(_ seed: UInt64) throws {
    let engine = QuoteEngine(
      policy: try PolicyFile.builtIn().policy, primeRates: try LoanPrimeRateHistory.builtIn())
    var applications = RandomDeskApplications(seed: seed)
    var (priced, moved) = (0, 0)
    for number in 0..<Self.applicationsASeed {
      var application = applications.next(asOf: CashFlowInvariantTests.asOf)
      application.method = number % 2 == 0 ? .cashFlow : .ratio
      // Costs of a loan beyond the loan itself have no rate, which the engine says.
      guard let quote = try? engine.quote(application) else { continue }
      priced += 1
      let problem = try Self.problem(quote) ?? Self.putBack(application, quote, engine)
      if let problem {
        Issue.record("seed \(seed), application \(number): \(problem) in \(application)")
        return
      }
      let (own, worse) = Self.pair(application, quote, number)
      guard let better = try? engine.quote(own), let other = try? engine.quote(worse) else { continue }
      moved += 1
      if other.targetRatePercent < better.targetRatePercent - 1e-9 {
        Issue.record("seed \(seed), application \(number): a worse input lowers the target of \(own)")
        return
      }
    }
    #expect(priced > Self.applicationsASeed * 9 / 10, "\(priced) priced")
    #expect(moved > priced * 9 / 10, "\(moved) moved")
  }

  /// Floor below target, parts that add up, a signer's rate on the ladder.
  private static func problem(_ quote: Quote) -> String? {
    if quote.floorRatePercent > quote.targetRatePercent + 1e-12 { return "floor above target" }
    let components = quote.components.reduce(0) { $0 + $1.basisPoints }
    if (components - 100 * quote.targetRatePercent).magnitude > 1e-9 { return "a residual of the components" }
    let steps = quote.adjustments.reduce(0) { $0 + $1.basisPoints }
    if (steps - 100 * (quote.quotedRatePercent - quote.targetRatePercent)).magnitude > 1e-9 {
      return "a residual of the adjustments"
    }
    if quote.borrowerCost.rows.last?.balance != .zero { return "a balance at the end" }
    let rates = quote.authorityLadder.compactMap(\.lowestRatePercent)
    if rates != rates.sorted(by: >) { return "a ladder that rises" }
    return nil
  }

  /// The target given as the rate returns the hurdle.
  private static func putBack(
    _ application: LoanApplication, _ quote: Quote, _ engine: QuoteEngine
  ) throws -> String? {
    var given = application
    given.givenRatePercent = quote.targetRatePercent
    let back = try engine.quote(given)
    let hurdle = 100 * engine.policy.capital.hurdleAfterTax
    guard let raroc = back.rarocPercent else { return nil }
    return (raroc - hurdle).magnitude <= 1e-8 ? nil : "the target put back returns \(raroc)"
  }

  /// The application, and with one input worse: PD, LGD, funding or hurdle in turn.
  ///
  /// Where PD moves, the operating cost is a percentage of the balance: the equation lets a default end the
  /// servicing of a loan too, and where that costs more than the loan loses, a higher PD does lower the rate.
  private static func pair(
    _ application: LoanApplication, _ quote: Quote, _ number: Int
  ) -> (own: LoanApplication, worse: LoanApplication) {
    var own = application
    var worse = application
    switch number / 2 % 4 {
    case 0:
      own.whatIf.operatingCostPercent = 0.8
      worse = own
      worse.probability = min(1, application.probability * 1.3 + 0.001)
    case 1: worse.whatIf.lossGivenDefault = min(1, quote.lossGivenDefault + 0.05)
    case 2:
      own.whatIf.fundingPercent = 1.9
      worse.whatIf.fundingPercent = 2
    default: worse.whatIf.hurdlePercent = 13
    }
    return (own, worse)
  }
}
