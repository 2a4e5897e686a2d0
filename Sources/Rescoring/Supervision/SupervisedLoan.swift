public import Lending
public import LoanPricing
public import LoanUnits

/// What the measures of small-business lending ask of one loan.
public struct SupervisedLoan: BitwiseCopyable, Hashable, Sendable {
  /// Yes-or-no facts of a supervised loan.
  public struct Facts: OptionSet, BitwiseCopyable, Hashable, Sendable {
    /// One bit a fact.
    public var rawValue: UInt16
    /// Creates a set from its bits.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Written off (核销): in no balance.
    @inlinable public static var writtenOff: Facts { Facts(rawValue: 1 << 0) }
    /// Unsecured (信用贷款).
    @inlinable public static var unsecured: Facts { Facts(rawValue: 1 << 1) }
    /// The contract runs longer than the policy's months (中长期).
    @inlinable public static var mediumLong: Facts { Facts(rawValue: 1 << 2) }
    /// The term of the contract is known.
    @inlinable public static var hasTerm: Facts { Facts(rawValue: 1 << 3) }
    /// Renewed without repayment of principal (无还本续贷).
    @inlinable public static var renewal: Facts { Facts(rawValue: 1 << 4) }
    /// The borrower's first loan (首贷户).
    @inlinable public static var firstLoan: Facts { Facts(rawValue: 1 << 5) }
    /// Drawn in the calendar year of the later tape, up to its day (当年累放).
    @inlinable public static var drawnThisYear: Facts { Facts(rawValue: 1 << 6) }
    /// Drawn after the day of the earlier tape, up to that of the later.
    @inlinable public static var drawnBetween: Facts { Facts(rawValue: 1 << 7) }
    /// Of the file of loans drawn and repaid between the tapes.
    @inlinable public static var flow: Facts { Facts(rawValue: 1 << 8) }
    /// Names no borrower.
    @inlinable public static var nameless: Facts { Facts(rawValue: 1 << 9) }
  }

  /// Stands for a rate that is not known.
  @inlinable public static var noRate: Int64 { .min }

  /// Balance, fen.
  public var balance: Int64
  /// Amount at drawdown, fen, or ``missingMoney``.
  public var amount: Int64
  /// The borrower's line as the row has it, fen, or ``missingMoney``.
  public var creditLimit: Int64
  /// Committed and not drawn, fen.
  public var undrawn: Int64
  /// Contract rate, billionths of a percent, or ``noRate``.
  public var rate: Int64
  /// Prime rate of the drawdown, likewise; of loans drawn this year.
  public var prime: Int64
  /// Effective rate with fees, likewise.
  public var effective: Int64
  /// Word of the region.
  public var region: UInt32
  /// Facts.
  public var facts: Facts
  /// Code of ``EnterpriseSize``, or ``missingCode``.
  public var size: UInt8
  /// Bits of ``PrioritySector``.
  public var sectors: UInt8

  /// What counts as outstanding, fen.
  @inlinable public var outstanding: Int64 { facts.contains(.writtenOff) ? 0 : balance }
}

/// Days and rules under which loans of a tape are supervised.
public struct SupervisionWindow: Sendable {
  /// The day of the later tape.
  public let end: CalendarDay
  /// Day of the earlier tape.
  public let start: CalendarDay
  /// Whether the loans were all repaid by the end.
  public let isFlow: Bool
  let yearBegins: CalendarDay
  let primeRates: LoanPrimeRateHistory
  let primePolicy: LoanPrimeRatePolicy
  let mediumLongMonths: Int

  /// A window from the day of the earlier tape to that of the later.
  public init(
    from start: CalendarDay, to end: CalendarDay, isFlow: Bool, primeRates: LoanPrimeRateHistory,
    policy: BankPolicy
  ) {
    self.start = start
    self.end = end
    self.isFlow = isFlow
    yearBegins = SupervisionBasis.lastYearEnd(before: end).adding(days: 1)
    self.primeRates = primeRates
    primePolicy = policy.lpr
    mediumLongMonths = policy.supervision.mediumLongMonths
  }

  /// What the rows of a batch are to the measures; the list is overwritten.
  ///
  /// - Parameter isNamed: Whether a row names its borrower.
  public func loans(_ batch: LoanBatch, isNamed: (Int) -> Bool, into list: inout [SupervisedLoan]) {
    list.removeAll(keepingCapacity: true)
    list.reserveCapacity(batch.count)
    for row in 0..<batch.count { list.append(loan(batch, row, isNamed: isNamed(row))) }
  }

  private func loan(_ batch: LoanBatch, _ row: Int, isNamed: Bool) -> SupervisedLoan {
    let flags = LoanFlags(rawValue: batch.flags[row])
    let undrawn = batch[.undrawn, row]
    let sectors = batch[.sectors, row]
    var loan = SupervisedLoan(
      balance: batch[.balance, row], amount: batch[.originalAmount, row],
      creditLimit: batch[.creditLimit, row], undrawn: undrawn == missingMoney ? 0 : undrawn,
      rate: SupervisionWindow.billionths(batch[.ratePercent, row]), prime: SupervisedLoan.noRate,
      effective: SupervisionWindow.billionths(batch[.effectiveRatePercent, row]),
      region: batch[.region, row], facts: [], size: batch[.size, row],
      sectors: sectors == missingCode ? 0 : sectors)
    if flags.contains(.writtenOff) { loan.facts.insert(.writtenOff) }
    if batch[.guarantee, row] == Guarantee.credit.rawValue { loan.facts.insert(.unsecured) }
    if flags.contains(.renewal) { loan.facts.insert(.renewal) }
    if flags.contains(.firstLoan) { loan.facts.insert(.firstLoan) }
    if isFlow { loan.facts.insert(.flow) }
    if !isNamed { loan.facts.insert(.nameless) }
    let origination = batch[.origination, row]
    guard origination != missingDay else { return loan }
    let drawn = CalendarDay(daysSinceEpoch: origination)
    let maturity = batch[.maturity, row]
    let isLong = maturity != missingDay && maturity > drawn.adding(months: mediumLongMonths).daysSinceEpoch
    if maturity != missingDay { loan.facts.insert(.hasTerm) }
    if isLong { loan.facts.insert(.mediumLong) }
    guard drawn <= end else { return loan }
    if drawn > start { loan.facts.insert(.drawnBetween) }
    guard drawn >= yearBegins else { return loan }
    loan.facts.insert(.drawnThisYear)
    loan.prime = prime(batch, row, drawn: drawn, maturity: maturity)
    return loan
  }

  /// The prime rate that the contract refers to at drawdown, of the tenor named or that of its term.
  private func prime(_ batch: LoanBatch, _ row: Int, drawn: CalendarDay, maturity: Int32) -> Int64 {
    let tenor: PrimeRateTenor
    if let named = PrimeRateTenor(rawValue: batch[.primeRateTenor, row]) {
      tenor = named
    } else if maturity != missingDay {
      tenor = primePolicy.tenor(
        months: drawn.monthsReaching(CalendarDay(daysSinceEpoch: maturity)))
    } else {
      return SupervisedLoan.noRate
    }
    let day = primePolicy.reference == .previousDay ? drawn.adding(days: -1) : drawn
    guard let publication = try? primeRates.publication(on: day) else { return SupervisedLoan.noRate }
    return SupervisionWindow.billionths(publication.percent(tenor))
  }

  /// A rate in billionths of a percent, half away from zero; rates are at most 1,000 percent.
  private static func billionths(_ rate: Double) -> Int64 {
    rate.isNaN ? SupervisedLoan.noRate : Int64((min(max(rate, -1e9), 1e9) * 1e9).rounded())
  }
}
