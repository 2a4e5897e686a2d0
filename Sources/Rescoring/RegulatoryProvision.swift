public import CreditRisk
public import Lending

/// What the regulator asks of loan loss reserves (贷款损失准备), beside what the bank has and expects to lose.
///
/// The requirement is the higher of coverage (拨备覆盖率) × non-performing loans and provision ratio
/// (贷款拨备率) × all loans: 商业银行贷款损失准备管理办法 (CBRC Order 2011 No. 4), arts. 6-7. Under the graded
/// rule (银监发〔2018〕7号) both are read off three grids, the highest of which holds. Money in fen, percentages of
/// amounts rounded up to the fen.
public struct RegulatoryProvision: Sendable {
  /// Which of the two amounts is the requirement.
  public enum Binding: String, Sendable {
    /// Coverage of non-performing loans.
    case coverage
    /// Ratio to all loans.
    case ratio = "provision_ratio"
  }

  /// A measure of the graded rule with what its grid asks for.
  public struct Grade: Sendable {
    /// The measure, percent; nil where it is not known.
    public var measure: Double?
    /// The step of the grid; nil where the measure is not known.
    public var step: ProvisionPolicy.Step?
  }

  /// A class with its specific reserve.
  public struct SpecificReserve: Sendable {
    /// The class.
    public var riskClass: RiskClass
    /// Its loans, fen.
    public var balance: Int128
    /// The reserve, fen.
    public var amount: Int128
  }

  /// All loans.
  public let loans: Int128
  /// Non-performing loans.
  public let nonPerforming: Int128
  /// By the share of loans overdue over 90 days that are classed non-performing.
  public let overdueGrade: Grade
  /// By disposals.
  public let disposalGrade: Grade
  /// By capital adequacy.
  public let capitalGrade: Grade
  /// Coverage that applies, percent.
  public let coveragePercent: Double
  /// Provision ratio that applies, percent.
  public let ratioPercent: Double
  /// Whether they are those of the graded rule.
  public let isGraded: Bool
  /// Coverage × non-performing loans.
  public let coverageAmount: Int128
  /// Provision ratio × loans.
  public let ratioAmount: Int128
  /// General reserve (一般准备).
  public let generalReserve: Int128
  /// Specific reserves (专项准备).
  public let specificReserves: [SpecificReserve]
  /// Booked provisions; nil where no loan has one.
  public let booked: Int128?
  /// Credit loss.
  public let creditLoss: Int128

  /// The provision of a portfolio.
  public init(_ summary: PortfolioSummary, policy: ProvisionPolicy) {
    let total = summary.total
    loans = total.balance
    nonPerforming = total.nonPerformingBalance
    overdueGrade = RegulatoryProvision.grade(
      summary.overdue90Balance > 0
        ? Double(summary.overdue90NonPerforming) / Double(summary.overdue90Balance) * 100 : nil,
      policy.overdueGrid, policy)
    disposalGrade = RegulatoryProvision.grade(policy.disposalPercent, policy.disposalGrid, policy)
    capitalGrade = RegulatoryProvision.grade(policy.capitalPercent, policy.capitalGrid, policy)
    let graded = RegulatoryProvision.highest([overdueGrade, disposalGrade, capitalGrade])
    isGraded = policy.isGraded && graded != nil
    coveragePercent = isGraded ? graded?.coverage ?? 0 : policy.coveragePercent
    ratioPercent = isGraded ? graded?.ratio ?? 0 : policy.ratioPercent
    coverageAmount = RegulatoryProvision.part(coveragePercent, of: nonPerforming)
    ratioAmount = RegulatoryProvision.part(ratioPercent, of: loans)
    generalReserve = RegulatoryProvision.part(policy.generalRatio * 100, of: loans)
    specificReserves = RiskClass.allCases.compactMap { riskClass in
      guard let ratio = policy.specificRatios[riskClass] else { return nil }
      let balance = summary.byClass[Int(riskClass.rawValue)].balance
      return SpecificReserve(
        riskClass: riskClass, balance: balance, amount: RegulatoryProvision.part(ratio * 100, of: balance))
    }
    booked = summary.provisionedLoans > 0 ? summary.provisions : nil
    creditLoss = total.loss
  }

  /// What the graded rule asks for; nil where one of its measures is not known.
  public var graded: (coverage: Double, ratio: Double)? {
    RegulatoryProvision.highest([overdueGrade, disposalGrade, capitalGrade])
  }

  /// The higher amount, on a tie coverage; nil without loans.
  public var binding: Binding? {
    loans > 0 ? (coverageAmount >= ratioAmount ? .coverage : .ratio) : nil
  }

  /// The requirement; nil without loans.
  public var requirement: Int128? { loans > 0 ? max(coverageAmount, ratioAmount) : nil }

  /// What booked provisions fall short of the requirement; nil where one of them is not known.
  public var bookedShortfall: Int128? {
    guard let requirement, let booked else { return nil }
    return max(0, requirement - booked)
  }

  /// What the credit loss falls short of the requirement.
  public var creditLossShortfall: Int128? { requirement.map { max(0, $0 - creditLoss) } }

  /// The first step that a measure reaches; below the last one the base requirement.
  private static func grade(
    _ measure: Double?, _ grid: [ProvisionPolicy.Step], _ policy: ProvisionPolicy
  ) -> Grade {
    guard let measure else { return Grade() }
    let base = ProvisionPolicy.Step(
      fromPercent: -.infinity, coveragePercent: policy.coveragePercent, ratioPercent: policy.ratioPercent)
    return Grade(measure: measure, step: grid.first { measure >= $0.fromPercent } ?? base)
  }

  private static func highest(_ grades: [Grade]) -> (coverage: Double, ratio: Double)? {
    let steps = grades.compactMap(\.step)
    guard steps.count == grades.count, let coverage = steps.map(\.coveragePercent).max(),
      let ratio = steps.map(\.ratioPercent).max()
    else { return nil }
    return (coverage, ratio)
  }

  /// A percentage of an amount, in millionths of a percent, up to the next fen.
  private static func part(_ percent: Double, of amount: Int128) -> Int128 {
    let millionths = Int128((percent * 1e6).rounded())
    return (amount * millionths + 99_999_999) / 100_000_000
  }
}
