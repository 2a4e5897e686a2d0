internal import CreditRisk
internal import Lending
internal import LoanFiles
internal import Rescoring

/// A loan as the measures see it, under the digest of its borrower.
struct SupervisionRecord: BitwiseCopyable, Sendable {
  /// Digest of the borrower; of a loan without one the complement of the loan's.
  var digest: Digest128
  var loan: Digest128
  var facts: SupervisedLoan
  var riskClass: UInt8
  var lossClass: UInt8
  /// Bits of ``BorrowerBits``.
  var bits: UInt8

  var own: OwnStanding {
    OwnStanding(
      riskClass: RiskClass(rawValue: riskClass) ?? .normal,
      lossClass: RiskClass(rawValue: lossClass) ?? .normal,
      size: facts.size, isUpgrade: UInt64(bits) & BorrowerBits.upgraded != 0, grade: 0)
  }
}

/// The loans of a tape by borrower, filled in the tape's order during intake.
final class SupervisionSpill: Sendable {
  let borrowers: KeyedSpill<SupervisionRecord>
  let window: SupervisionWindow

  init(in folder: TemporaryFolder, window: SupervisionWindow) throws(FileFault) {
    borrowers = try KeyedSpill(in: folder, partitionCount: Grouping.partitions)
    self.window = window
  }

  /// What the rows of a batch are to the measures; by any thread.
  func loans(_ batch: LoanBatch, _ keys: RowKeys, into list: inout [SupervisedLoan]) {
    window.loans(batch, isNamed: { keys.present[$0] & 1 != 0 }, into: &list)
  }

  /// Takes a batch; one caller at a time.
  func append(
    _ loans: [SupervisedLoan], _ keys: RowKeys, _ contributions: [BorrowerContribution],
    _ own: [OwnStanding]
  ) throws(FileFault) {
    for row in loans.indices {
      let loan = keys.loan[row]
      let contribution = contributions[row]
      let borrower =
        keys.present[row] & 1 != 0 ? keys.borrower[row] : Digest128(high: ~loan.high, low: ~loan.low)
      let bits = BorrowerBits.bits(contribution, own[row])
      try borrowers.append(
        SupervisionRecord(
          digest: borrower, loan: loan, facts: loans[row], riskClass: own[row].riskClass.rawValue,
          lossClass: own[row].lossClass.rawValue, bits: bits), key: borrower.high)
    }
  }
}
