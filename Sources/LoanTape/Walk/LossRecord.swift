internal import Lending
internal import LoanFiles
internal import Rescoring

/// What the credit loss of a loan follows from, under the digest of its identifier.
struct LossRecord: KeyedRecord {
  var digest: Digest128
  var inputs: LossInputs

  /// The records of a batch; the list is overwritten.
  static func fill(_ records: inout [LossRecord], _ batch: LoanBatch, _ inputs: [LossInputs]) {
    records.removeAll(keepingCapacity: true)
    let bytes = batch.identifierBytes.span
    for row in 0..<min(batch.count, inputs.count) {
      let identifier = bytes.extracting(batch.identifierRange(of: row))
      records.append(LossRecord(digest: Digest128(identifier), inputs: inputs[row]))
    }
  }
}

/// The credit losses of a tape, by loan, outside memory.
public struct TapeLosses: Sendable {
  let loans: KeyedSpill<LossRecord>
  let rescore: BatchRescore
  /// What came in, and the totals; rates and returns are not among them.
  public let result: TapeRunResult
}
