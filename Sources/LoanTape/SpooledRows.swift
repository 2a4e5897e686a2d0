internal import Lending
internal import LoanFiles

/// Finds single rows in the spool, for messages about duplicates and for names.
struct SpooledRows {
  private let intake: IntakeResult
  private let buffer = ByteBuffer()
  private var batch: LoanBatch
  private var loaded = -1

  init(_ intake: IntakeResult) {
    self.intake = intake
    batch = LoanBatch(
      capacity: RecordParser.batchRows, binnedWidth: intake.codec.binnedWidth,
      linearWidth: intake.codec.linearWidth)
  }

  /// Identifier and balance of the row on a line.
  mutating func row(line: UInt64) throws -> (identifier: String, balance: Int64) {
    guard let row = try place(of: line)?.row else { return ("", 0) }
    let bytes = batch.identifierBytes[batch.identifierRange(of: row)]
    return (String(decoding: bytes, as: UTF8.self), batch[.balance, row])
  }

  /// Names of the borrower and the group of the row on a line; empty where it has none.
  mutating func names(line: UInt64) throws -> (borrower: String, group: String) {
    guard let place = try place(of: line), let extent = intake.segments[place.segment].names else {
      return ("", "")
    }
    try intake.spool.read(extent, into: buffer)
    // SAFETY: the bytes are read within the call.
    let names = unsafe buffer.withUnsafeBytes { unsafe NamePacker.decode($0, TapeNames(intake.layout)) }
    func name(_ list: [String]) -> String { list.indices.contains(place.row) ? list[place.row] : "" }
    return (name(names.borrowers), name(names.groups))
  }

  /// The segment of a line, which is loaded, and the row in it.
  private mutating func place(of line: UInt64) throws -> (segment: Int, row: Int)? {
    guard let index = intake.segments.firstIndex(where: { line >= $0.firstLine && line <= $0.lastLine })
    else { return nil }
    if index != loaded {
      try intake.load(index, into: &batch, buffer: buffer)
      loaded = index
    }
    return (0..<batch.count).first { UInt64(batch.rowNumbers[$0]) == line }.map { (index, $0) }
  }
}
