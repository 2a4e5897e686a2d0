internal import Lending
public import LoanFiles
internal import Rescoring

/// Where one loan of a tape stands, under the digest of its `loan_id`.
public struct StandingRecord: KeyedRecord {
  /// Digest of the identifier.
  public var digest: Digest128
  /// Physical line of its record.
  public var line: UInt64
  /// Balance, fen.
  public var balance: Int64
  /// Days past due as the tape has them.
  public var daysPastDue: Int32
  /// Position of the grade in the names of the master scale, the default grade last.
  public var grade: UInt16
  /// Raw value of the ``RiskClass``, all rules applied.
  public var riskClass: UInt8
}

/// A loan of which the borrower's other loans are not yet known, under the digest of its borrower: 56 bytes.
struct UnresolvedStanding: KeyedRecord {
  /// Digest of the borrower; of a loan without one that of the loan, inverted.
  var digest: Digest128
  var loan: Digest128
  var balance: Int64
  /// The line in the lower 40 bits, the overdue days above.
  private var lineAndDays: UInt64
  var grade: UInt16
  var riskClass: UInt8
  var lossClass: UInt8
  var size: UInt8
  /// Bits of ``BorrowerBits``.
  var bits: UInt8

  private static let lineBits: UInt64 = 40

  init(
    borrower: Digest128, loan: Digest128, line: UInt64, balance: Int64, daysPastDue: Int32, own: OwnStanding,
    bits: UInt8
  ) {
    digest = borrower
    self.loan = loan
    self.balance = balance
    // More days than 24 bits hold lie in the last bucket either way, and a tape of 10¹² lines is none.
    let days = UInt64(min(max(0, daysPastDue), 0xFF_FFFF))
    lineAndDays = days << Self.lineBits | line & (1 << Self.lineBits - 1)
    grade = own.grade
    riskClass = own.riskClass.rawValue
    lossClass = own.lossClass.rawValue
    size = own.size
    self.bits = bits
  }

  var line: UInt64 { lineAndDays & (1 << Self.lineBits - 1) }
  var daysPastDue: Int32 { Int32(truncatingIfNeeded: lineAndDays >> Self.lineBits) }

  var own: OwnStanding {
    OwnStanding(
      riskClass: RiskClass(rawValue: riskClass) ?? .normal,
      lossClass: RiskClass(rawValue: lossClass) ?? .normal,
      size: size, isUpgrade: UInt64(bits) & BorrowerBits.upgraded != 0,
      grade: grade)
  }
}

/// The loans of a tape by borrower, filled in the tape's order during intake.
final class StandingSpill: Sendable {
  let borrowers: KeyedSpill<UnresolvedStanding>

  init(in folder: TemporaryFolder) throws(FileFault) {
    borrowers = try KeyedSpill(in: folder, partitionCount: Grouping.partitions)
  }

  /// Takes a batch; one caller at a time.
  func append(
    _ batch: LoanBatch, _ keys: RowKeys, _ contributions: [BorrowerContribution], _ own: [OwnStanding]
  ) throws(FileFault) {
    for row in 0..<batch.count {
      let loan = keys.loan[row]
      let contribution = contributions[row]
      let borrower =
        keys.present[row] & 1 != 0 ? keys.borrower[row] : Digest128(high: ~loan.high, low: ~loan.low)
      let bits = BorrowerBits.bits(contribution, own[row])
      try borrowers.append(
        UnresolvedStanding(
          borrower: borrower, loan: loan, line: UInt64(batch.rowNumbers[row]), balance: contribution.balance,
          daysPastDue: batch.daysPastDue[row], own: own[row], bits: bits), key: borrower.high)
    }
  }
}
