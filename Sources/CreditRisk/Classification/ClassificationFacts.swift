public import Lending

extension Classification {
  /// What the rules look at in one loan; absent days are ``missingDay``, absent codes ``missingCode``.
  public struct Facts: Sendable {
    /// Days past due as reported.
    public var daysPastDue: Int32
    /// The yes-or-no facts.
    public var flags: LoanFlags
    /// Code of ``EnterpriseSize``.
    public var size: UInt8
    /// Code of ``Guarantee``.
    public var guarantee: UInt8
    /// Code of the class before.
    public var previousClass: UInt8
    /// Code of the expert's class.
    public var expertClass: UInt8
    /// Code of the class that an override in force gives.
    public var overrideClass = missingCode
    /// How often restructured; NaN where unknown.
    public var restructuredCount: Double
    /// Contract maturity.
    public var maturity: Int32
    /// Maturity of the contract that was refinanced.
    public var originalMaturity: Int32
    /// First agreed payment.
    public var firstPayment: Int32
    /// Day of restructuring.
    public var restructured: Int32
    /// Since when arrears are paid.
    public var curedSince: Int32
    /// Months of a payment period.
    public var monthsPerPeriod: Int

    /// Takes a loan's facts from a batch.
    ///
    /// Always inlined: what a call leaves in memory in pieces of four bytes is read again in pieces of sixteen, which waits for
    /// the stores.
    @inlinable @inline(__always) public init(_ batch: LoanBatch, row: Int, monthsPerPeriod: Int) {
      daysPastDue = batch.daysPastDue[row]
      flags = LoanFlags(rawValue: batch.flags[row])
      size = batch[.size, row]
      guarantee = batch[.guarantee, row]
      previousClass = batch[.previousClass, row]
      expertClass = batch[.expertClass, row]
      restructuredCount = batch[.restructuredCount, row]
      maturity = batch[.maturity, row]
      originalMaturity = batch[.originalMaturity, row]
      firstPayment = batch[.firstPayment, row]
      restructured = batch[.restructured, row]
      curedSince = batch[.curedSince, row]
      self.monthsPerPeriod = monthsPerPeriod
    }

    /// Whether the class before was one of the non-performing ones (不良).
    public var wasNonPerforming: Bool {
      previousClass != missingCode && previousClass >= RiskClass.substandard.rawValue
    }
  }
}
