internal import CreditRisk
internal import Lending

/// Sums of a batch by facts that go together, so that a loan is added once for several tables.
///
/// A cell is that of a class, stage and grade, or of a size, guarantee and whether the loan is non-performing; the
/// tables of ``PortfolioSummary`` are sums of cells. Whole fen, so the order changes nothing.
struct SummaryCells: Sendable {
  private let grades: Int
  private var byRisk: [GroupTotals]
  private var byBorrower: [GroupTotals]
  private static let stages = 3
  private static let sizes = EnterpriseSize.allCases.count + 1
  private static let guarantees = Guarantee.allCases.count + 1

  init(grades: Int) {
    self.grades = grades
    byRisk = Array(
      repeating: GroupTotals(), count: RiskClass.allCases.count * SummaryCells.stages * max(1, grades))
    byBorrower = Array(repeating: GroupTotals(), count: SummaryCells.sizes * SummaryCells.guarantees * 2)
  }

  /// Adds a batch.
  mutating func add(_ batch: LoanBatch, _ result: RescoredBatch) {
    addByRisk(batch, result)
    addByBorrower(batch, result)
  }

  private static func rows(_ column: Int, _ batch: LoanBatch) -> Range<Int> {
    column * batch.capacity..<column * batch.capacity + batch.count
  }

  private mutating func addByRisk(_ batch: LoanBatch, _ result: RescoredBatch) {
    let balances = batch.money.span.extracting(SummaryCells.rows(MoneyColumn.balance.rawValue, batch))
    let verdicts = result.verdict.span
    let stages = result.stage.span
    let positions = result.grade.span
    let losses = result.loss.span
    let weighted = result.riskWeighted.span
    let grades = grades
    var cells = byRisk.mutableSpan
    for row in 0..<batch.count {
      let riskClass = Int(verdicts[row].riskClass.rawValue)
      let cell = (riskClass &* SummaryCells.stages &+ Int(stages[row]) &- 1) &* grades &+ Int(positions[row])
      cells[cell].add(balance: balances[row], loss: losses[row], riskWeighted: weighted[row])
    }
  }

  private mutating func addByBorrower(_ batch: LoanBatch, _ result: RescoredBatch) {
    let balances = batch.money.span.extracting(SummaryCells.rows(MoneyColumn.balance.rawValue, batch))
    let sizes = batch.codes.span.extracting(SummaryCells.rows(CodeColumn.size.rawValue, batch))
    let guarantees = batch.codes.span.extracting(SummaryCells.rows(CodeColumn.guarantee.rawValue, batch))
    let verdicts = result.verdict.span
    let losses = result.loss.span
    let weighted = result.riskWeighted.span
    let lastSize = SummaryCells.sizes - 1
    let lastGuarantee = SummaryCells.guarantees - 1
    var cells = byBorrower.mutableSpan
    for row in 0..<batch.count {
      // A missing code is the greatest, and the last place is for it.
      let size = min(Int(sizes[row]), lastSize)
      let guarantee = min(Int(guarantees[row]), lastGuarantee)
      let cell =
        (size &* (lastGuarantee &+ 1) &+ guarantee) &* 2 &+ (verdicts[row].riskClass.isNonPerforming ? 1 : 0)
      cells[cell].add(balance: balances[row], loss: losses[row], riskWeighted: weighted[row])
    }
  }

  /// Moves the sums to the tables of a summary.
  mutating func empty(
    into byClass: inout [GroupTotals], _ byStage: inout [GroupTotals], _ byGrade: inout [GroupTotals],
    _ bySize: inout [GroupTotals], _ byGuarantee: inout [GroupTotals]
  ) {
    for index in byRisk.indices where byRisk[index].count > 0 {
      let riskClass = index / (SummaryCells.stages * grades)
      var totals = byRisk[index]
      if RiskClass(rawValue: UInt8(truncatingIfNeeded: riskClass))?.isNonPerforming == true {
        totals.nonPerformingBalance = totals.balance
      }
      byClass[riskClass].merge(totals)
      byStage[index / grades % SummaryCells.stages].merge(totals)
      byGrade[index % grades].merge(totals)
      byRisk[index] = GroupTotals()
    }
    for index in byBorrower.indices where byBorrower[index].count > 0 {
      var totals = byBorrower[index]
      if index % 2 == 1 { totals.nonPerformingBalance = totals.balance }
      bySize[index / 2 / SummaryCells.guarantees].merge(totals)
      byGuarantee[index / 2 % SummaryCells.guarantees].merge(totals)
      byBorrower[index] = GroupTotals()
    }
  }
}

/// Between batches the cells are empty, so a file holds their shape alone.
extension SummaryCells: Codable {
  init(from decoder: any Decoder) throws {
    self.init(grades: try decoder.singleValueContainer().decode(Int.self))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(grades)
  }
}
