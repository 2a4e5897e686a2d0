internal import LoanFiles
internal import Rescoring
internal import Synchronization

/// Gathers what one worker reads, and hands it over some loans at a time.
final class OldLoanCollector: @unchecked Sendable {
  // One worker's own until all are done, then the reader's.
  private static let recordLimit = 512
  private static let nameBytes = 1 << 16

  private let loans: KeyedSpill<OldLoan>
  private let names: Spool
  private var records: [OldLoan] = []
  private var extent: SpoolExtent
  private var bytes: [UInt8] = []

  init(_ loans: KeyedSpill<OldLoan>, names: Spool) {
    self.loans = loans
    self.names = names
    extent = names.reserve(OldLoanCollector.nameBytes)
  }

  /// Adds a loan; the spill belongs to whoever has the turn.
  func add(
    _ digest: Digest128, _ name: FieldBytes, line: Int, _ loan: ComparedLoan, _ turn: borrowing Mutex<Void>
  ) throws(FileFault) {
    if bytes.count + name.count > OldLoanCollector.nameBytes {
      try writeNames()
      extent = names.reserve(OldLoanCollector.nameBytes)
    }
    let place = NamePlace(offset: extent.offset + bytes.count, count: name.count)
    for index in 0..<name.count { bytes.append(name[index]) }
    records.append(OldLoan(digest: digest, name: place, line: UInt64(line), loan: loan))
    if records.count == OldLoanCollector.recordLimit { try handOver(turn) }
  }

  /// Hands the rest over.
  func finish(_ turn: borrowing Mutex<Void>) throws(FileFault) {
    try handOver(turn)
    try writeNames()
  }

  private func handOver(_ turn: borrowing Mutex<Void>) throws(FileFault) {
    try turn.withLock { _ throws(FileFault) in
      for record in records { try loans.append(record, key: record.digest.high) }
    }
    records.removeAll(keepingCapacity: true)
  }

  private func writeNames() throws(FileFault) {
    let (names, offset) = (names, extent.offset)
    // One owner while it is written, or it would be copied when it is emptied.
    var content: [UInt8] = []
    swap(&content, &bytes)
    // SAFETY: the pointer is used within the call only.
    try unsafe content.span.withUnsafeBytes { raw throws(FileFault) in
      try unsafe names.write(raw, at: offset)
    }
    content.removeAll(keepingCapacity: true)
    swap(&content, &bytes)
  }
}
