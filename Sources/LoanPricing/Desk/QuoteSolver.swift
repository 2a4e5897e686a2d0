internal import Cashflow
public import Lending
internal import LoanMath
internal import LoanUnits

/// What a desk asks for in place of the rate.
public enum SolvedField: String, CaseIterable, Sendable {
  /// The rate itself.
  case rate
  /// The smallest amount.
  case amount
  /// The shortest term.
  case term
  /// The smallest fee at drawdown that the bank keeps.
  case fee
  /// The smallest value of the collateral.
  case collateralValue = "collateral-value"
}

/// What a loan must earn.
public enum PricingGoal: Hashable, Sendable {
  /// A return on capital of the hurdle.
  case hurdle
  /// An economic profit (经济增加值), CNY a year.
  case economicProfit(Double)
}

/// An application that earns what is asked, and the value that makes it so.
public struct SolvedApplication: Hashable, Sendable {
  /// What was solved.
  public var field: SolvedField
  /// CNY, months, or percent a year.
  public var value: Double
  /// The application with the value in it and the rate given.
  public var application: LoanApplication
}

/// Finds the rate, or at a given rate the amount, term, fee or collateral, at which a loan earns what is asked.
///
/// A value is a solution only if the loan earns it there: the rate that the goal needs is at most the given one.
/// Of several the smallest that the search meets is taken.
public struct QuoteSolver: Sendable {
  let engine: QuoteEngine
  let goal: PricingGoal
  /// The name of the fee that is solved for.
  public static let feeName = "solved_fee"

  /// Creates a solver.
  public init(engine: QuoteEngine, goal: PricingGoal) {
    self.engine = engine
    self.goal = goal
  }

  /// Solves for a field.
  ///
  /// - Throws: ``QuoteFault/noSolution(field:reason:)`` where no value does, or what the engine refuses.
  public func solve(
    _ field: SolvedField, _ application: LoanApplication
  ) throws(QuoteFault) -> SolvedApplication {
    switch field {
    case .rate: return try solvedRate(application)
    case .amount: return try amount(application, givenRate(application, field))
    case .term: return try term(application, givenRate(application, field))
    case .fee: return try fee(application, givenRate(application, field))
    case .collateralValue: return try collateral(application, givenRate(application, field))
    }
  }

  private func givenRate(
    _ application: LoanApplication, _ field: SolvedField
  ) throws(QuoteFault) -> Double {
    guard let given = application.givenRatePercent else {
      throw .outOfRange(
        option: "rate", value: "", allowed: "the rate at which --solve \(field.rawValue) looks")
    }
    return given
  }

  private func solvedRate(_ application: LoanApplication) throws(QuoteFault) -> SolvedApplication {
    guard let rate = try rate(application) else {
      throw .noSolution(field: .rate, reason: "no rate up to 1000 percent earns it")
    }
    var solved = application
    solved.givenRatePercent = 100 * rate
    return SolvedApplication(field: .rate, value: 100 * rate, application: solved)
  }

  /// The lowest rate at which an application earns what is asked, a fraction.
  func rate(_ application: LoanApplication) throws(QuoteFault) -> Double? {
    let economics = try engine.parts(application.financingFees()).parts.economics
    switch goal {
    case .hurdle: return economics.rate(leaving: \.unit.netTarget)
    case .economicProfit(let profit):
      return economics.rate { terms in terms.unit.netRevenue(economicProfit: profit / terms.averageBalance) }
    }
  }

  /// Whether an application earns what is asked at a rate in percent.
  private func earns(_ application: LoanApplication, _ percent: Double) throws(QuoteFault) -> Bool {
    guard let rate = try rate(application) else { return false }
    return 100 * rate <= percent + 1e-9
  }

  private func amount(_ application: LoanApplication, _ percent: Double) throws(QuoteFault)
    -> SolvedApplication
  {
    let highest = application.creditLimit ?? QuoteSolver.largestAmount
    func with(_ fen: Int64) -> LoanApplication {
      var changed = application
      changed.amount = Money(fen: fen)
      return changed
    }
    // Small loans carry the cost of a loan badly, large ones leave exemptions and limits behind: look upward
    // by tenths, then close in between the last amount that fails and the first that earns it.
    var low: Int64 = 0
    var high: Int64 = 100
    while try !earns(with(high), percent) {
      guard high < highest.fen else {
        throw .noSolution(
          field: .amount,
          reason: "no amount up to \(highest) earns it at \(QuoteSolver.text(percent)) percent")
      }
      low = high
      high = min(highest.fen, max(high + 1, Int64(Double(high) * 1.1)))
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try earns(with(middle), percent) { high = middle } else { low = middle }
    }
    return SolvedApplication(
      field: .amount, value: Money(fen: high).yuan, application: with(high))
  }

  /// Amounts that a search goes up to.
  private static let largestAmount = Money(fen: 100_000_000_000_000)

  private func term(_ application: LoanApplication, _ percent: Double) throws(QuoteFault) -> SolvedApplication
  {
    let step = application.frequency.monthsPerPeriod
    var changed = application
    for months in stride(
      from: max(step, application.graceMonths + step), through: QuoteSolver.longestTerm, by: step)
    {
      changed.termMonths = months
      if try earns(changed, percent) {
        return SolvedApplication(field: .term, value: Double(months), application: changed)
      }
    }
    throw .noSolution(
      field: .term,
      reason:
        "no term up to \(QuoteSolver.longestTerm) months earns it at \(QuoteSolver.text(percent)) percent")
  }

  /// Months that a search goes up to.
  private static let longestTerm = 360

  private func fee(_ application: LoanApplication, _ percent: Double) throws(QuoteFault) -> SolvedApplication
  {
    guard (application.method ?? engine.policy.pricing.method) == .cashFlow else {
      throw .noSolution(
        field: .fee, reason: "the one-period formula has no fees at drawdown; --method cash-flow has")
    }
    func with(_ fen: Int64) -> LoanApplication {
      guard fen > 0 else { return application }
      var changed = application
      changed.fees.append(
        Fee(name: QuoteSolver.feeName, size: .amount(Money(fen: fen)), timing: .upfront, payee: .bank))
      return changed
    }
    // A fee of the whole loan leaves the borrower nothing.
    let whole = application.drawn.fen - 1
    var highest = min(whole, max(1, whole / 1024))
    while try !earns(with(highest), percent) {
      guard highest < whole else {
        throw .noSolution(
          field: .fee, reason: "no fee below the loan itself earns it at \(QuoteSolver.text(percent)) percent"
        )
      }
      highest = min(whole, highest * 2)
    }
    let fen = try least(highest) { (fen) throws(QuoteFault) in try earns(with(fen), percent) }
    return SolvedApplication(field: .fee, value: Money(fen: fen).yuan, application: with(fen))
  }

  private func collateral(
    _ application: LoanApplication, _ percent: Double
  ) throws(QuoteFault) -> SolvedApplication {
    guard application.guarantee == .mortgage || application.guarantee == .pledge else {
      throw .noSolution(field: .collateralValue, reason: "only a mortgage or a pledge has collateral")
    }
    func with(_ fen: Int64) -> LoanApplication {
      var changed = application
      changed.collateralValue = Money(fen: fen)
      return changed
    }
    let highest = min(Money.largest.fen / 2, application.amount.fen * 100)
    guard try earns(with(highest), percent) else {
      throw .noSolution(
        field: .collateralValue,
        reason:
          "even collateral of a hundred times the amount does not earn it at \(QuoteSolver.text(percent)) percent"
      )
    }
    let fen = try least(highest) { (fen) throws(QuoteFault) in try earns(with(fen), percent) }
    return SolvedApplication(field: .collateralValue, value: Money(fen: fen).yuan, application: with(fen))
  }

  /// The smallest number from 0 that earns it, where all above it do.
  private func least(
    _ highest: Int64, _ earns: (Int64) throws(QuoteFault) -> Bool
  ) throws(QuoteFault) -> Int64 {
    if try earns(0) { return 0 }
    var (low, high) = (Int64(0), highest)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try earns(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// Without the last binary digits.
  private static func text(_ percent: Double) -> String { "\((percent * 1e6).rounded() / 1e6)" }
}
