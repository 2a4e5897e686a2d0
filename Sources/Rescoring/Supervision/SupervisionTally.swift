internal import Lending

/// Outstanding loans of a part of the portfolio; money in fen, exact in any order.
public struct StockTally: Hashable, Sendable {
  /// Loans with a balance.
  public var loans: Int64 = 0
  /// Borrowers with a balance; loans that name none are not among them.
  public var borrowers: Int64 = 0
  /// Balance.
  public var balance: Int128 = 0
  /// Balance of non-performing loans.
  public var nonPerforming: Int128 = 0
  /// Balance of unsecured loans.
  public var unsecured: Int128 = 0
  /// Balance of medium- and long-term loans.
  public var mediumLong: Int128 = 0
  /// Balance of renewed loans.
  public var renewal: Int128 = 0
  /// Balance of small and micro enterprises.
  public var legalPersons: Int128 = 0

  /// Nothing.
  public init() {}

  mutating func add(_ loan: SupervisedLoan, isNonPerforming: Bool) {
    let balance = Int128(loan.outstanding)
    guard balance > 0 else { return }
    loans += 1
    self.balance += balance
    if isNonPerforming { nonPerforming += balance }
    if loan.facts.contains(.unsecured) { unsecured += balance }
    if loan.facts.contains(.mediumLong) { mediumLong += balance }
    if loan.facts.contains(.renewal) { renewal += balance }
    if loan.size == EnterpriseSize.small.rawValue || loan.size == EnterpriseSize.micro.rawValue {
      legalPersons += balance
    }
  }

  /// Adds another part's loans.
  public mutating func merge(_ other: StockTally) {
    loans += other.loans
    borrowers += other.borrowers
    balance += other.balance
    nonPerforming += other.nonPerforming
    unsecured += other.unsecured
    mediumLong += other.mediumLong
    renewal += other.renewal
    legalPersons += other.legalPersons
  }
}

/// Loans drawn in the year; money in fen, rates weighted in fen × 10⁻⁹ percent, exact in any order.
public struct DrawnTally: Hashable, Sendable {
  /// A rate weighted with the amounts of the loans that have it.
  public struct Weighted: Hashable, Sendable {
    /// Amounts, fen.
    public var amount: Int128 = 0
    /// Σ amount × rate, fen × 10⁻⁹ percent.
    public var product: Int128 = 0

    mutating func add(_ amount: Int64, _ rate: Int64) {
      guard rate != SupervisedLoan.noRate else { return }
      self.amount += Int128(amount)
      product += Int128(amount) * Int128(rate)
    }

    mutating func merge(_ other: Weighted) {
      amount += other.amount
      product += other.product
    }

    /// The rate, percent a year; nil where no loan has it.
    public var percent: Double? { amount > 0 ? Double(product) / Double(amount) / 1e9 : nil }
    /// The interest of a year, fen.
    public var interest: Double { Double(product) / 1e11 }
  }

  /// Loans with an amount.
  public var loans: Int64 = 0
  /// Amounts.
  public var amount: Int128 = 0
  /// Contract rates.
  public var rate = Weighted()
  /// Contract rates of the loans whose prime rate is known.
  public var rateBesidePrime = Weighted()
  /// Prime rates of loans with a contract rate.
  public var prime = Weighted()
  /// Effective rates with fees.
  public var effective = Weighted()

  /// Nothing.
  public init() {}

  mutating func add(_ loan: SupervisedLoan) {
    guard loan.amount != missingMoney, loan.amount > 0 else { return }
    loans += 1
    amount += Int128(loan.amount)
    rate.add(loan.amount, loan.rate)
    effective.add(loan.amount, loan.effective)
    guard loan.rate != SupervisedLoan.noRate, loan.prime != SupervisedLoan.noRate else { return }
    rateBesidePrime.add(loan.amount, loan.rate)
    prime.add(loan.amount, loan.prime)
  }

  /// Adds another part's loans.
  public mutating func merge(_ other: DrawnTally) {
    loans += other.loans
    amount += other.amount
    rate.merge(other.rate)
    rateBesidePrime.merge(other.rateBesidePrime)
    prime.merge(other.prime)
    effective.merge(other.effective)
  }
}

/// One part of the inclusive loans: what is outstanding, and what was drawn.
public struct SupervisionCell: Hashable, Sendable {
  /// Outstanding loans.
  public var stock = StockTally()
  /// Loans drawn in the year.
  public var drawn = DrawnTally()

  /// Nothing.
  public init() {}

  /// Adds another cell.
  public mutating func merge(_ other: SupervisionCell) {
    stock.merge(other.stock)
    drawn.merge(other.drawn)
  }
}

/// Measures' sums over one tape.
public struct SupervisionTally: Hashable, Sendable {
  /// What a reader should know, counted in loans.
  public struct Notes: Hashable, Sendable {
    /// Written off, so in no balance.
    public var writtenOff: Int64 = 0
    /// Without a size, so not inclusive.
    public var sizeMissing: Int64 = 0
    /// Naming no borrower, so counted as no borrower.
    public var nameless: Int64 = 0
    /// Inclusive ones without a term, so not medium- or long-term.
    public var termMissing: Int64 = 0
    /// Inclusive ones of borrowers without a line, for whom the larger of outstanding and approved stands.
    public var limitMissing: Int64 = 0
    /// Inclusive ones drawn in the year without an amount.
    public var amountMissing: Int64 = 0
    /// Of the file of flows that are on the later tape as well, so left out.
    public var repeatedFlows: Int64 = 0
    /// Of the file of flows that were not drawn between the tapes, so left out.
    public var foreignFlows: Int64 = 0

    /// No notes.
    public init() {}

    mutating func merge(_ other: Notes) {
      writtenOff += other.writtenOff
      sizeMissing += other.sizeMissing
      nameless += other.nameless
      termMissing += other.termMissing
      limitMissing += other.limitMissing
      amountMissing += other.amountMissing
      repeatedFlows += other.repeatedFlows
      foreignFlows += other.foreignFlows
    }
  }

  /// All loans (各项贷款).
  public var all = StockTally()
  /// Inclusive loans (普惠型小微企业贷款).
  public var inclusive = SupervisionCell()
  /// Inclusive loans by ``PrioritySector``, the last for loans without one; a loan may count in several.
  public var bySector = Array(repeating: SupervisionCell(), count: PrioritySector.allCases.count + 1)
  /// Inclusive loans by word of the region, the first for an empty field.
  public var byRegion = [SupervisionCell()]
  /// Inclusive borrowers with a first loan drawn between the tapes.
  public var firstLoanBorrowers: Int64 = 0
  /// Inclusive borrowers with a loan drawn between the tapes who owed nothing on the earlier one.
  public var newBorrowers: Int64 = 0
  /// Those of them with a first loan.
  public var newFirstLoanBorrowers: Int64 = 0
  /// Counts for the reader.
  public var notes = Notes()

  /// Nothing.
  public init() {}

  /// Adds another part; parts share the numbers of their regions.
  public mutating func merge(_ other: SupervisionTally) {
    all.merge(other.all)
    inclusive.merge(other.inclusive)
    for index in bySector.indices { bySector[index].merge(other.bySector[index]) }
    while byRegion.count < other.byRegion.count { byRegion.append(SupervisionCell()) }
    for (index, cell) in other.byRegion.enumerated() { byRegion[index].merge(cell) }
    firstLoanBorrowers += other.firstLoanBorrowers
    newBorrowers += other.newBorrowers
    newFirstLoanBorrowers += other.newFirstLoanBorrowers
    notes.merge(other.notes)
  }
}
