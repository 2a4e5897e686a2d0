public import Lending
public import LoanPricing
public import LoanUnits

/// The rules of the tape's profile on one loan after the other.
///
/// A rule tests a loan that has the fields it compares; the others are not counted as tested. What only the whole
/// tape knows of a borrower comes in as ``QualityBorrower``.
public struct QualityCheck: Sendable {
  let policy: BankPolicy
  let history: LoanPrimeRateHistory
  let asOf: Int32
  /// Whether each rule is on, in the order of ``QualityRule``.
  let isOn: [Bool]
  let lineLimit: Double
  private let isInclusiveSize: [Bool]
  /// The official industry of each word of the tape; nil where the code is not in the table, or ambiguous.
  let industries: [EnterpriseSizeTable.Industry?]

  /// Lays the policy out for a day.
  ///
  /// - Parameter industries: The words of the industry column, by number.
  public init(
    policy: BankPolicy, primeRates: LoanPrimeRateHistory, asOf: CalendarDay, industries: [String]
  ) {
    self.policy = policy
    history = primeRates
    self.asOf = asOf.daysSinceEpoch
    isOn = QualityRule.allCases.map { policy.dataQuality.rules.contains($0) }
    lineLimit = policy.inclusive.limit * 100
    isInclusiveSize = EnterpriseSize.allCases.map { policy.inclusive.sizes.contains($0) }
    self.industries = industries.map { try? policy.enterpriseSize.industry(of: $0) }
  }

  /// Looks at a loan and adds what is found.
  ///
  /// - Parameters:
  ///   - isNonPerforming: Whether the loan is, by its own facts.
  ///   - borrower: What the whole tape says of its borrower.
  /// - Returns: A bit for each rule that found it.
  public func inspect(
    _ batch: LoanBatch, row: Int, isNonPerforming: Bool, borrower: QualityBorrower,
    into totals: inout QualityTotals
  ) -> UInt32 {
    var visit = Visit(batch: batch, row: row, isNonPerforming: isNonPerforming)
    addTotals(visit, &totals)
    amounts(&visit, &totals)
    days(&visit, &totals)
    classes(&visit, borrower, &totals)
    sizes(&visit, borrower, &totals)
    rates(&visit, &totals)
    return visit.found
  }

  /// One loan while the rules look at it.
  struct Visit {
    let batch: LoanBatch
    let row: Int
    let isNonPerforming: Bool
    var found: UInt32 = 0

    var balance: Int64 { batch[.balance, row] }
    var flags: LoanFlags { LoanFlags(rawValue: batch.flags[row]) }
  }

  /// Counts a loan as tested, and as found where the rule is broken.
  ///
  /// - Parameter change: What the rule's total would change by.
  func judge(
    _ rule: QualityRule, _ visit: inout Visit, _ totals: inout QualityTotals, isBroken: Bool,
    change: Int128 = 0
  ) {
    let index = Int(rule.rawValue)
    guard isOn[index] else { return }
    totals.rules[index].tested += 1
    guard isBroken else { return }
    visit.found |= 1 << UInt32(index)
    totals.rules[index].count += 1
    totals.rules[index].balance += Int128(visit.balance)
    if visit.isNonPerforming { totals.rules[index].nonPerformingBalance += Int128(visit.balance) }
    totals.rules[index].change += change
  }

  /// Whether a size counts as inclusive.
  func isInclusive(size: UInt8) -> Bool { size != missingCode && isInclusiveSize[Int(size)] }

  private func addTotals(_ visit: Visit, _ totals: inout QualityTotals) {
    let balance = Int128(visit.balance)
    totals.rows += 1
    totals.balance += balance
    if visit.isNonPerforming { totals.nonPerformingBalance += balance }
    let rate = visit.batch[.ratePercent, visit.row]
    if !rate.isNaN {
      totals.weightedRate += balance * Int128(PortfolioSummary.billionths(rate))
      totals.ratedBalance += balance
    }
    guard isOn[Int(QualityRule.amountsInTenThousands.rawValue)] else { return }
    let median = policy.dataQuality.unitMedian * 100
    for (index, column) in QualityTotals.unitColumns.enumerated() {
      let amount = visit.batch[column, visit.row]
      guard amount > 0 else { continue }
      totals.units[index].filled += 1
      if Double(amount) < median { totals.units[index].small += 1 }
      totals.units[index].sum += Int128(amount)
      totals.units[index].balance += balance
      if visit.isNonPerforming { totals.units[index].nonPerformingBalance += balance }
    }
  }
}

/// What the whole tape says of a loan's borrower.
public struct QualityBorrower: Sendable {
  /// Its loans name different sizes.
  public var sizesDiffer: Bool
  /// Whether the tape names a borrower, so that its sizes could be compared.
  public var isKnown: Bool
  /// Another fact of one of its loans may explain a non-performing class.
  public var hasReason: Bool

  /// Creates a description.
  public init(sizesDiffer: Bool, isKnown: Bool, hasReason: Bool) {
    self.sizesDiffer = sizesDiffer
    self.isKnown = isKnown
    self.hasReason = hasReason
  }
}
