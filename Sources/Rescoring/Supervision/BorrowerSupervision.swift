internal import Lending
public import LoanPricing

/// Adds borrowers, each with all of its loans, to the tallies of a tape and of a file of flows.
public struct BorrowerSupervision: Sendable {
  private let limit: Int64
  private let sizes: Set<UInt8>

  /// Takes what counts as inclusive.
  public init(_ policy: InclusivePolicy) {
    limit = Int64(min(policy.limit * 100, 9e18).rounded())
    sizes = Set(policy.sizes.map(\.rawValue))
  }

  /// The borrower's line (单户授信总额), fen: the largest that a row has, else the larger of what is outstanding on and
  /// off the balance sheet and what was approved.
  static func line(_ loans: some Sequence<SupervisedLoan>) -> (fen: Int64, isGiven: Bool) {
    var given = missingMoney
    var outstanding: Int64 = 0
    var approved: Int64 = 0
    func sum(_ left: Int64, _ right: Int64) -> Int64 {
      let (sum, overflow) = left.addingReportingOverflow(right)
      return overflow ? .max : sum
    }
    for loan in loans {
      if loan.creditLimit != missingMoney { given = max(given, loan.creditLimit) }
      outstanding = sum(outstanding, sum(loan.outstanding, loan.undrawn))
      if loan.amount != missingMoney { approved = sum(approved, loan.amount) }
    }
    return given == missingMoney ? (max(outstanding, approved), false) : (given, true)
  }

  /// Adds one borrower.
  ///
  /// - Parameters:
  ///   - loans: All of its loans on the tape, and those of the file of flows.
  ///   - isNonPerforming: Whether a loan is, by its place in the list.
  ///   - wasBorrower: Whether it owed something on the earlier tape.
  ///   - tally: Sums over the tape, and counts of borrowers.
  ///   - flows: Sums over the file of flows.
  public func add(
    _ loans: ArraySlice<SupervisedLoan>, isNonPerforming: (Int) -> Bool, wasBorrower: Bool,
    to tally: inout SupervisionTally, flows: inout SupervisionTally
  ) {
    var isInclusiveBorrower = false
    var isBorrower = false
    var isNew = false
    var isFirst = false
    var sectors: UInt8 = 0
    var regions: [UInt32] = []
    let isNamed = !(loans.first?.facts.contains(.nameless) ?? true)
    let line = BorrowerSupervision.line(loans.lazy.filter { !$0.facts.contains(.flow) })
    for place in loans.indices {
      let loan = loans[place]
      let isFlow = loan.facts.contains(.flow)
      if isFlow, !loan.facts.contains(.drawnBetween) {
        flows.notes.foreignFlows += 1
        continue
      }
      // A loan that is repaid was granted under the line of its own row.
      let ceiling = isFlow ? BorrowerSupervision.line(CollectionOfOne(loan)) : line
      let isInclusive = sizes.contains(loan.size) && ceiling.fen <= limit
      if isFlow {
        note(loan, isNamed: isNamed, in: &flows.notes)
      } else {
        note(loan, isNamed: isNamed, in: &tally.notes)
      }
      let isBad = !isFlow && isNonPerforming(place)
      if !isFlow {
        tally.all.add(loan, isNonPerforming: isBad)
        if loan.outstanding > 0 { isBorrower = true }
      }
      guard isInclusive else { continue }
      if isFlow {
        add(loan, isBad, isLimitGiven: ceiling.isGiven, to: &flows)
      } else {
        add(loan, isBad, isLimitGiven: ceiling.isGiven, to: &tally)
      }
      if !isFlow, loan.outstanding > 0 {
        isInclusiveBorrower = true
        sectors |= BorrowerSupervision.sectorBits(loan)
        regions.append(loan.region)
      }
      if loan.facts.contains(.drawnBetween) {
        isNew = isNew || !wasBorrower
        isFirst = isFirst || loan.facts.contains(.firstLoan)
      }
    }
    guard isNamed else { return }
    if isBorrower { tally.all.borrowers += 1 }
    if isFirst { tally.firstLoanBorrowers += 1 }
    if isNew { tally.newBorrowers += 1 }
    if isNew, isFirst { tally.newFirstLoanBorrowers += 1 }
    guard isInclusiveBorrower else { return }
    tally.inclusive.stock.borrowers += 1
    for index in tally.bySector.indices where sectors & (1 << UInt8(index)) != 0 {
      tally.bySector[index].stock.borrowers += 1
    }
    regions.sort()
    for index in regions.indices where index == 0 || regions[index] != regions[index - 1] {
      let region = BorrowerSupervision.slot(regions[index], in: &tally.byRegion)
      tally.byRegion[region].stock.borrowers += 1
    }
  }

  private func note(_ loan: SupervisedLoan, isNamed: Bool, in notes: inout SupervisionTally.Notes) {
    if loan.size == missingCode { notes.sizeMissing += 1 }
    if !isNamed { notes.nameless += 1 }
    if loan.facts.contains(.writtenOff) { notes.writtenOff += 1 }
  }

  /// Adds an inclusive loan.
  private func add(
    _ loan: SupervisedLoan, _ isNonPerforming: Bool, isLimitGiven: Bool, to tally: inout SupervisionTally
  ) {
    let isDrawn = loan.facts.contains(.drawnThisYear)
    let region = BorrowerSupervision.slot(loan.region, in: &tally.byRegion)
    func add(to cell: inout SupervisionCell) {
      if !loan.facts.contains(.flow) { cell.stock.add(loan, isNonPerforming: isNonPerforming) }
      if isDrawn { cell.drawn.add(loan) }
    }
    add(to: &tally.inclusive)
    add(to: &tally.byRegion[region])
    let sectors = BorrowerSupervision.sectorBits(loan)
    for index in tally.bySector.indices where sectors & (1 << UInt8(index)) != 0 {
      add(to: &tally.bySector[index])
    }
    if !isLimitGiven { tally.notes.limitMissing += 1 }
    if loan.outstanding > 0, !loan.facts.contains(.hasTerm) { tally.notes.termMissing += 1 }
    if isDrawn, loan.amount == missingMoney { tally.notes.amountMissing += 1 }
  }

  /// A bit for each sector of a loan; one more for a loan without any.
  private static func sectorBits(_ loan: SupervisedLoan) -> UInt8 {
    loan.sectors == 0 ? 1 << UInt8(PrioritySector.allCases.count) : loan.sectors
  }

  private static func slot(_ word: UInt32, in cells: inout [SupervisionCell]) -> Int {
    guard word != missingWord else { return 0 }
    let index = Int(word) + 1
    while cells.count <= index { cells.append(SupervisionCell()) }
    return index
  }
}
