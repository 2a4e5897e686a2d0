internal import CreditRisk
public import Lending
public import LoanUnits

/// The scalars of a ``Quote``: what a file of quotes has as columns, without components, schedule and texts.
public struct QuoteFigures: Sendable {
  /// How the rate was found.
  public var method: PricingMethod
  /// Tenor of the prime rate.
  public var primeRateTenor: PrimeRateTenor
  /// The prime rate, percent.
  public var primeRatePercent: Double
  /// Since when it holds.
  public var primeRateEffective: CalendarDay?
  /// Probability of default, a fraction.
  public var probability: Double
  /// Position of the grade in ``QuoteEngine/gradeNames``.
  public var grade: Int
  /// Loss given default, a fraction.
  public var lossGivenDefault: Double
  /// Exposure at default.
  public var exposureAtDefault: Money
  /// Expected loss, percent of the balance a year.
  public var expectedLossPercent: Double
  /// Capital, percent of the exposure.
  public var capitalPercent: Double
  /// Risk weight, percent.
  public var riskWeightPercent: Double
  /// Floor, percent a year.
  public var floorRatePercent: Double
  /// Target, percent a year.
  public var targetRatePercent: Double
  /// Quote, percent a year.
  public var quotedRatePercent: Double
  /// Quote over the prime rate, basis points.
  public var spreadBasisPoints: Double
  /// Return on capital after tax at the quoted rate, percent; nil without capital.
  public var rarocPercent: Double?
  /// Economic profit at the quoted rate, CNY a year.
  public var economicProfit: Double
  /// The borrower's effective cost, percent a year.
  public var effectiveCostPercent: Double
  /// Periodic cost × periods a year, percent.
  public var nominalCostPercent: Double
  /// The cost sheet's figure, percent a year; nil where an item has none.
  public var costSheetPercent: Double?
  /// The first regular payment; nil for a bullet.
  public var regularPayment: Money?
  /// Position of the lowest level that may sign in ``QuoteEngine/authorityNames``; nil: none.
  public var authority: Int?
  /// Whether the loan counts as inclusive.
  public var isInclusive: Bool
  /// The borrower's size by the official table, where the application tells enough.
  public var computedSize: EnterpriseSize?
  /// Stamp duty, which is all that a borrower without fees owes at drawdown.
  public var stampDuty: Money
  /// What the reader should know.
  public var warnings: [QuoteWarning]
}

extension QuoteEngine {
  /// Grades by position.
  public var gradeNames: [String] { masterScale.names }

  /// Levels of authority by position.
  public var authorityNames: [String] { policy.authority.levels.map(\.name) }
}

/// What a thread that prices many applications keeps from one to the next.
public final class QuoteWorkspace {
  /// Shapes are forgotten beyond so many months in all, so that memory does not grow with a file.
  private static let monthsKept = 100_000

  private var plans: [ApplicationPlan.Shape: ApplicationPlan] = [:]
  private var latest: (shape: ApplicationPlan.Shape, plan: ApplicationPlan)?
  private var months = 0
  private var exemption: (start: CalendarDay, term: Int, months: Int)?
  /// Payments of one loan, CNY.
  var payments: [Double] = []
  /// The principal among them.
  var principals: [Double] = []

  /// An empty workspace.
  public init() {}

  /// The plan of a shape, worked out once.
  func plan(_ shape: ApplicationPlan.Shape, policy: BankPolicy) -> ApplicationPlan {
    if let latest, latest.shape == shape { return latest.plan }
    let plan: ApplicationPlan
    if let known = plans[shape] {
      plan = known
    } else {
      plan = ApplicationPlan(shape, policy: policy)
      months += shape.months
      if months > QuoteWorkspace.monthsKept {
        plans.removeAll()
        months = shape.months
      }
      plans[shape] = plan
    }
    latest = (shape, plan)
    return plan
  }

  /// The exempt months of a term from a day.
  func exemptMonths(start: CalendarDay, term: Int, _ count: () -> Int) -> Int {
    if let exemption, exemption.start == start, exemption.term == term { return exemption.months }
    let months = count()
    exemption = (start, term, months)
    return months
  }
}
