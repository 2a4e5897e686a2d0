internal import LoanFiles

/// Which names a tape has beside the loan's own.
struct TapeNames: Sendable {
  let hasBorrowers: Bool
  let hasGroups: Bool

  /// None.
  init() {
    hasBorrowers = false
    hasGroups = false
  }

  init(_ layout: TapeLayout) {
    hasBorrowers = layout.plans.contains { $0.field == .borrower }
    hasGroups = layout.plans.contains { $0.field == .group }
  }

  var isEmpty: Bool { !hasBorrowers && !hasGroups }
}

/// Names of the borrowers and groups of a batch as bytes for the spool: grouping knows them by hash, and only the
/// few that a report names are read back.
struct NamePacker {
  private let names: TapeNames
  private(set) var packer = ColumnPacker()

  init(_ names: TapeNames) {
    self.names = names
  }

  /// Packs the names of a batch.
  mutating func encode(_ keys: RowKeys, count: Int) {
    packer.begin()
    guard count > 0 else { return }
    packer.put([UInt32(count)].span)
    if names.hasBorrowers { put(keys.borrowerNames, count) }
    if names.hasGroups { put(keys.groupNames, count) }
  }

  private mutating func put(_ column: IdentifierColumn, _ count: Int) {
    var lengths = Array(repeating: UInt32(0), count: count)
    var end: UInt32 = 0
    for row in 0..<count {
      lengths[row] = column.ends[row] &- end
      end = column.ends[row]
    }
    packer.put([end].span)
    packer.put(lengths.span)
    packer.put(column.bytes.span.extracting(0..<Int(end)))
  }

  /// The names of the rows of a batch, from bytes of ``encode(_:count:)``; empty texts where they are not such bytes.
  static func decode(_ bytes: UnsafeRawBufferPointer, _ names: TapeNames) -> (
    borrowers: [String], groups: [String]
  ) {
    // SAFETY: the bytes are read within the call.
    var unpacker = unsafe ColumnUnpacker(bytes)
    var count: [UInt32] = [0]
    take(&count, &unpacker)
    guard count[0] <= UInt32(RecordParser.batchRows) else { return ([], []) }
    return (
      names.hasBorrowers ? column(Int(count[0]), bytes.count, &unpacker) : [],
      names.hasGroups ? column(Int(count[0]), bytes.count, &unpacker) : []
    )
  }

  private static func take(_ values: inout [UInt32], _ unpacker: inout ColumnUnpacker) {
    var span = values.mutableSpan
    unpacker.take(&span)
  }

  private static func column(_ count: Int, _ limit: Int, _ unpacker: inout ColumnUnpacker) -> [String] {
    var total: [UInt32] = [0]
    take(&total, &unpacker)
    var lengths = Array(repeating: UInt32(0), count: count)
    take(&lengths, &unpacker)
    let sum = lengths.reduce(0) { $0 &+ Int($1) }
    guard sum == Int(total[0]), sum <= count * RecordParser.identifierLimit else { return [] }
    var text = Array(repeating: UInt8(0), count: sum)
    var span = text.mutableSpan
    unpacker.take(&span)
    var start = 0
    return lengths.map { length in
      defer { start += Int(length) }
      return String(decoding: text[start..<start + Int(length)], as: UTF8.self)
    }
  }
}
