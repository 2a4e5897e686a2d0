internal import CreditRisk
public import Lending
internal import LoanUnits

#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Totals of a portfolio: sums of fen and of exact integers, so that parts merge to the same bytes in any order.
public struct PortfolioSummary: Codable, Sendable {
  /// By class, in order.
  public var byClass: [GroupTotals]
  /// By stage 1, 2, 3.
  public var byStage: [GroupTotals]
  /// By position in the master scale's names.
  public var byGrade: [GroupTotals]
  /// By size, the last for an empty one.
  public var bySize: [GroupTotals]
  /// By guarantee, the last for an empty one.
  public var byGuarantee: [GroupTotals]
  /// By word of the register; the first is for an empty field.
  public var byIndustry: [GroupTotals]
  /// By word of the register; the first is for an empty field.
  public var byRegion: [GroupTotals]
  /// Σ PD × LGD × EAD of performing loans, each to the fen.
  public var expectedLoss: Int128 = 0
  /// Balance overdue over 90 days, fen.
  public var overdue90Balance: Int128 = 0
  /// The part of it that is classed non-performing, fen.
  public var overdue90NonPerforming: Int128 = 0
  /// Booked provisions, fen.
  public var provisions: Int128 = 0
  /// Loans with a booked provision.
  public var provisionedLoans: Int64 = 0
  /// Capital, fen.
  public var capital: Int128 = 0
  /// Capital figures of both approaches; nil where they were not asked for.
  public var capitalByApproach: CapitalTotals?
  /// Σ balance × contract rate, fen × 10⁻⁹ percent.
  public var weightedRate: Int128 = 0
  /// Balance of loans with a contract rate, fen.
  public var ratedBalance: Int128 = 0
  /// Counts for the reader.
  public var notes = BatchNotes()
  /// Movement between the classes of last month's output and of this one.
  public var movement = ClassMovement()

  private var cells: SummaryCells

  /// Empty totals.
  ///
  /// - Parameter grades: Grades of the master scale, the default grade included.
  public init(grades: Int) {
    byClass = Array(repeating: GroupTotals(), count: RiskClass.allCases.count)
    byStage = Array(repeating: GroupTotals(), count: 3)
    byGrade = Array(repeating: GroupTotals(), count: grades)
    bySize = Array(repeating: GroupTotals(), count: EnterpriseSize.allCases.count + 1)
    byGuarantee = Array(repeating: GroupTotals(), count: Guarantee.allCases.count + 1)
    byIndustry = [GroupTotals()]
    byRegion = [GroupTotals()]
    cells = SummaryCells(grades: grades)
  }

  /// Totals over all loans.
  public var total: GroupTotals {
    byClass.reduce(into: GroupTotals()) { $0.merge($1) }
  }

  /// Adds a rescored batch.
  ///
  /// - Parameters:
  ///   - history: What is known of each row beside the tape; empty: nothing.
  ///   - overdueDays: Overdue over so many days counts as overdue over 90.
  public mutating func add(
    _ batch: LoanBatch, _ result: RescoredBatch, history: [LoanHistory] = [], overdueDays: Int
  ) {
    movement.add(batch, result, history)
    cells.add(batch, result)
    cells.empty(into: &byClass, &byStage, &byGrade, &bySize, &byGuarantee)
    if !result.byApproach.isEmpty {
      var totals = capitalByApproach ?? CapitalTotals()
      totals.add(result)
      capitalByApproach = totals
    }
    PortfolioSummary.add(batch, result, by: .industry, to: &byIndustry)
    PortfolioSummary.add(batch, result, by: .region, to: &byRegion)
    for row in 0..<batch.count {
      let balance = batch[.balance, row]
      let isNonPerforming = result.verdict[row].riskClass.isNonPerforming
      if !isNonPerforming {
        expectedLoss += Int128(
          Rounding.fen(
            result.probability[row] * result.lossGivenDefault[row] * Double(result.exposure[row]) / 100))
      }
      if Int(batch.daysPastDue[row]) > overdueDays {
        overdue90Balance += Int128(balance)
        if isNonPerforming { overdue90NonPerforming += Int128(balance) }
      }
      let provision = batch[.provision, row]
      if provision != missingMoney {
        provisions += Int128(provision)
        provisionedLoans += 1
      }
      capital += Int128(result.capital[row])
      let rate = batch[.ratePercent, row]
      if !rate.isNaN {
        weightedRate += Int128(balance) &* Int128(PortfolioSummary.billionths(rate))
        ratedBalance += Int128(balance)
      }
    }
  }

  /// A rate in billionths of a percent, half away from zero; rates are at most 1,000 percent.
  @inline(__always) static func billionths(_ rate: Double) -> Int64 {
    let scaled = min(max(rate * 1e9, -9e18), 9e18)
    let whole = Int64(scaled)
    let rest = scaled - Double(whole)
    return whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0)
  }

  /// Adds a batch by its words: the first place is for rows without one.
  private static func add(
    _ batch: LoanBatch, _ result: RescoredBatch, by column: WordColumn, to groups: inout [GroupTotals]
  ) {
    var last = 0
    for row in 0..<batch.count { last = max(last, place(of: batch[column, row])) }
    while groups.count <= last { groups.append(GroupTotals()) }
    var groups = groups.mutableSpan
    for row in 0..<batch.count {
      groups[place(of: batch[column, row])].add(
        balance: batch[.balance, row], loss: result.loss[row], riskWeighted: result.riskWeighted[row],
        isNonPerforming: result.verdict[row].riskClass.isNonPerforming)
    }
  }

  @inline(__always) private static func place(of word: UInt32) -> Int {
    word == missingWord ? 0 : Int(word) + 1
  }

  /// Adds another part of the portfolio.
  public mutating func merge(_ other: PortfolioSummary) {
    func merge(_ groups: inout [GroupTotals], _ others: [GroupTotals]) {
      while groups.count < others.count { groups.append(GroupTotals()) }
      for (index, group) in others.enumerated() { groups[index].merge(group) }
    }
    merge(&byClass, other.byClass)
    merge(&byStage, other.byStage)
    merge(&byGrade, other.byGrade)
    merge(&bySize, other.bySize)
    merge(&byGuarantee, other.byGuarantee)
    merge(&byIndustry, other.byIndustry)
    merge(&byRegion, other.byRegion)
    expectedLoss += other.expectedLoss
    overdue90Balance += other.overdue90Balance
    overdue90NonPerforming += other.overdue90NonPerforming
    provisions += other.provisions
    provisionedLoans += other.provisionedLoans
    capital += other.capital
    if let totals = other.capitalByApproach {
      var sum = capitalByApproach ?? CapitalTotals()
      sum.merge(totals)
      capitalByApproach = sum
    }
    weightedRate += other.weightedRate
    ratedBalance += other.ratedBalance
    notes.merge(other.notes)
    movement.merge(other.movement)
  }
}
