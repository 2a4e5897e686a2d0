public import LoanFiles

/// Puts the per-loan outputs of the parts of a tape together, in the order of the whole tape.
///
/// Rows are joined by the hash of their loan, partition by partition, so memory does not grow with them. All parts are
/// read and checked before the first row is written.
public final class PartMerge {
  static let partitions = 64

  let plan: MergePlan
  private let folder: TemporaryFolder
  private let places: KeyedSpill<PlaceKey>
  /// The header line of all parts, without its line feed.
  private var header: [UInt8] = []

  /// Prepares a merge.
  ///
  /// - Throws: ``TapeFault/file(_:)``
  public init(_ plan: MergePlan) throws(TapeFault) {
    self.plan = plan
    do {
      folder = try TemporaryFolder(in: plan.temporaryFolder)
      places = try KeyedSpill(in: folder, partitionCount: PartMerge.partitions)
    } catch {
      throw .file(error)
    }
  }

  /// Merges.
  ///
  /// - Returns: SHA-256 of the tape as it lies in its file; nil without a tape.
  /// - Throws: ``MergeFault``, ``TapeFault``, `FileFault`.
  public func run(output: OutputSink) throws -> String? {
    defer { folder.remove() }
    for part in plan.parts.indices { try readOutput(part) }
    guard let tape = plan.tape else {
      try refuseRepeated()
      try output.write(header + [10])
      try copyParts(to: output)
      return nil
    }
    let identities = try TapeIdentities(tape, mapping: plan.mapping, in: folder)
    let expected = plan.parts.reduce(Int64(0)) { $0 + $1.inputRows }
    guard identities.rows == expected else { throw MergeFault.rows(tape: identities.rows, parts: expected) }
    let joined = try MergeJoin(places: places, identities: identities, in: folder, names: name)
    try output.write(header + [10])
    try copyRows(joined.rows, count: UInt64(identities.rows), to: output)
    return identities.sha256
  }

  /// Reads the output of a part: its header, and where each loan lies.
  private func readOutput(_ part: Int) throws {
    let hash = TapeHash()
    let path = plan.parts[part].output
    var isHeader = true
    do {
      try RecordStream.read(path, hash: hash) { record, offset in
        try take(record, at: offset, part, &isHeader)
      }
    } catch let fault as FileFault {
      switch fault {
      case .unclosedQuote, .recordTooLong, .gzipCorrupt, .gzipTruncated:
        throw MergeFault.outputChanged(output: path)
      default: throw fault
      }
    }
    guard hash.hexadecimal == plan.parts[part].sha256 else { throw MergeFault.outputChanged(output: path) }
  }

  /// Takes a record of a part's output in.
  private func take(_ record: Record, at offset: Int, _ part: Int, _ isHeader: inout Bool) throws {
    let path = plan.parts[part].output
    if isHeader {
      isHeader = false
      if part == 0 { header = record.bytes }
      guard record.bytes == header else {
        throw MergeFault.columns(output: path, other: plan.parts[0].output)
      }
      return
    }
    guard let digest = RecordStream.digest(record.field(0)) else {
      throw MergeFault.outputChanged(output: path)
    }
    let length = UInt32(truncatingIfNeeded: record.end - record.offset + 1)
    try places.append(
      PlaceKey(
        digest: digest, offset: UInt64(offset), part: UInt32(truncatingIfNeeded: part), length: length),
      key: digest.high)
  }

  /// Without a tape nothing else finds a loan that is in two parts.
  private func refuseRepeated() throws {
    var records: [PlaceKey] = []
    var table = DigestTable()
    for partition in 0..<PartMerge.partitions {
      try Interrupt.check()
      try places.readPartition(partition, into: &records)
      table.prepare(count: records.count)
      for index in records.indices {
        let first = table.slot(of: records[index].digest, index: index) { records[$0].digest }
        if first != index { throw try repeated(records[first], records[index]) }
      }
    }
  }

  private func repeated(_ first: PlaceKey, _ second: PlaceKey) throws -> MergeFault {
    let (one, other) = (try name(first), try name(second))
    return .loanTwice(identifier: one.identifier, first: one.output, second: other.output)
  }

  /// Identifier and output of a place, for messages.
  private func name(_ place: PlaceKey) throws -> (identifier: String, output: String) {
    let path = plan.parts[Int(place.part)].output
    var bytes: [UInt8] = []
    try WindowedFile(path: path).append(at: Int(place.offset), count: Int(place.length), to: &bytes)
    return (PartMerge.firstField(bytes), path)
  }

  private static func firstField(_ record: [UInt8]) -> String {
    guard record.first == 34 else { return String(decoding: record.prefix { $0 != 44 }, as: UTF8.self) }
    var content: [UInt8] = []
    var index = 1
    while index < record.count {
      if record[index] == 34 {
        guard index + 1 < record.count, record[index + 1] == 34 else { break }
        index += 1
      }
      content.append(record[index])
      index += 1
    }
    return String(decoding: content, as: UTF8.self)
  }

  // MARK: - Writing

  private static let bufferBytes = 1 << 20

  private func copyRows(_ rows: OrderedMerge<MergeRow>, count: UInt64, to output: OutputSink) throws {
    let files = try plan.parts.map { try WindowedFile(path: $0.output) }
    let cursor = rows.makeCursor()
    var records: [MergeRow] = []
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * PartMerge.bufferBytes)
    var start: UInt64 = 0
    while start < count {
      try Interrupt.check()
      let end = min(start + 4096, count)
      try cursor.take(rows: start..<end, into: &records)
      for record in records {
        try files[Int(record.part)].append(at: Int(record.offset), count: Int(record.length), to: &bytes)
      }
      if bytes.count >= PartMerge.bufferBytes { try flush(&bytes, to: output) }
      start = end
    }
    try flush(&bytes, to: output)
  }

  /// All parts, one after the other, without their headers.
  private func copyParts(to output: OutputSink) throws {
    var bytes: [UInt8] = []
    for part in plan.parts {
      var isHeader = true
      try RecordStream.read(part.output, hash: TapeHash()) { record, _ in
        if !isHeader { bytes += record.bytes + [10] }
        isHeader = false
        if bytes.count >= PartMerge.bufferBytes { try flush(&bytes, to: output) }
      }
    }
    try flush(&bytes, to: output)
  }

  private func flush(_ bytes: inout [UInt8], to output: OutputSink) throws {
    try output.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
