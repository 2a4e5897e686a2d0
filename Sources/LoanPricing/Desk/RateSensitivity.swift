internal import Cashflow
internal import CreditRisk
public import Lending
internal import LoanUnits

/// An input that a desk moves to see what the rate does.
public enum SensitivityInput: String, CaseIterable, Sendable {
  /// Probability of default, a fraction.
  case probability = "pd"
  /// Loss given default, a fraction.
  case lossGivenDefault = "lgd"
  /// The prime rate, percent.
  case primeRate = "lpr"
  /// The whole curve of transfer prices, basis points up or down.
  case transferPrice = "ftp"
  /// The term, months.
  case term
  /// The hurdle after tax, percent.
  case hurdle
  /// The drawn share of a revolving line, a fraction.
  case utilisation
}

/// The rates of an application with one input moved.
public struct SensitivityPoint: Hashable, Sendable {
  /// What was moved.
  public var input: SensitivityInput
  /// Its value: a fraction, percent, months, or for the transfer price basis points from the curve.
  public var value: Double
  /// Whether it is the application's own value.
  public var isBase: Bool
  /// Percent a year.
  public var targetRatePercent: Double
  /// Percent a year.
  public var quotedRatePercent: Double
  /// Target against that of the application as it is, basis points.
  public var changeBasisPoints: Double
  /// The borrower's effective cost, percent a year.
  public var allInCostPercent: Double
}

/// What the rate of an application does when one input moves and all else stays.
public struct RateSensitivity: Sendable {
  let engine: QuoteEngine

  /// Creates the analysis.
  public init(engine: QuoteEngine) {
    self.engine = engine
  }

  /// The points of every input, each input's in ascending order with the application's own value among them.
  ///
  /// Values at which there is no quote (a hurdle below what capital earns, a loss over the exposure) are left out.
  /// A given rate is not looked at: the question is what the rate becomes.
  ///
  /// - Throws: ``QuoteFault`` where the application itself has no quote.
  public func points(_ application: LoanApplication) throws(QuoteFault) -> [SensitivityPoint] {
    var application = application
    application.givenRatePercent = nil
    let base = try engine.quote(application)
    var points: [SensitivityPoint] = []
    for input in SensitivityInput.allCases {
      for (value, isBase) in values(input, application, base) {
        guard let quote = try? quote(application, input, value) else { continue }
        points.append(
          SensitivityPoint(
            input: input, value: value, isBase: isBase, targetRatePercent: quote.targetRatePercent,
            quotedRatePercent: quote.quotedRatePercent,
            changeBasisPoints: 100 * (quote.targetRatePercent - base.targetRatePercent),
            allInCostPercent: quote.borrowerCost.effectivePercent))
      }
    }
    return points
  }

  private func values(
    _ input: SensitivityInput, _ application: LoanApplication, _ base: Quote
  ) -> [(value: Double, isBase: Bool)] {
    func around(_ own: Double, _ others: [Double]) -> [(value: Double, isBase: Bool)] {
      (others.filter { $0 != own }.map { ($0, false) } + [(own, true)]).sorted { $0.0 < $1.0 }
    }
    switch input {
    case .probability:
      let own = application.probability
      return around(own, [0.5, 0.8, 1.25, 2].map { min(1, own * $0) })
    case .lossGivenDefault:
      let own = base.lossGivenDefault
      return around(own, [0.5, 0.75, 1.25, 1.5].map { min(1, own * $0) })
    case .primeRate:
      let own = base.primeRatePercent
      return around(own, [-0.5, -0.25, 0.25, 0.5].map { own + $0 })
    case .transferPrice: return around(0, [-50, -25, 25, 50])
    case .term:
      let step = application.frequency.monthsPerPeriod
      let own = application.termMonths
      let others = [0.5, 1.5, 2, 3].map { Int((Double(own) * $0 / Double(step)).rounded()) * step }
        .filter { $0 > application.graceMonths && $0 <= 1200 }
      return around(Double(own), others.map(Double.init))
    case .hurdle:
      let own = application.whatIf.hurdlePercent ?? engine.policy.capital.hurdleAfterTax * 100
      return around(own, [-4, -2, 2, 4].map { own + $0 })
    case .utilisation:
      guard application.repayment == .revolving else { return [] }
      return around(application.utilisation, [0.2, 0.4, 0.6, 0.8, 1])
    }
  }

  private func quote(
    _ application: LoanApplication, _ input: SensitivityInput, _ value: Double
  ) throws(QuoteFault) -> Quote {
    var changed = application
    var engine = engine
    switch input {
    case .probability: changed.probability = value
    case .lossGivenDefault: changed.whatIf.lossGivenDefault = value
    case .primeRate: changed.whatIf.primeRatePercent = value
    case .transferPrice:
      if let given = application.whatIf.fundingPercent {
        changed.whatIf.fundingPercent = given + value / 100
      } else {
        var policy = engine.policy
        for node in policy.ftp.curve.nodes.indices { policy.ftp.curve.nodes[node].percent += value / 100 }
        engine = QuoteEngine(policy: policy, primeRates: engine.primeRates)
      }
    case .term: changed.termMonths = Int(value)
    case .hurdle: changed.whatIf.hurdlePercent = value
    case .utilisation: changed.utilisation = value
    }
    return try engine.quote(changed)
  }
}
