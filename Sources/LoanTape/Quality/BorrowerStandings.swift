internal import Dispatch
internal import Lending
internal import LoanFiles
internal import Rescoring

/// What a loan says of its borrower while the tape is profiled.
struct StandingKey: BitwiseCopyable, Sendable {
  static let hasReason: UInt64 = 1 << 8

  var digest: Digest128
  var line: UInt64
  /// The size's code in the low byte, ``missingCode`` for none; above it ``hasReason``.
  var bits: UInt64
}

/// What the borrower of one row is by all its loans, for rows where that adds something.
struct StandingRow: BitwiseCopyable, Sendable {
  static let sizesDiffer: UInt64 = 1
  static let hasReason: UInt64 = 2

  var line: UInt64
  var bits: UInt64
}

extension IntakeResult {
  /// Borrowers of different sizes, and those with a reason for a non-performing class, partition by partition.
  func standingRows(in folder: TemporaryFolder, threads: Int) throws -> OrderedMerge<StandingRow> {
    let merge = try OrderedMerge<StandingRow>(in: folder, partitionCount: Grouping.partitions) { $0.line }
    guard let standings = sizeStandings else { return merge }
    try Grouping.overPartitions(threads: threads) { partition, table in
      var records: [StandingKey] = []
      try standings.readPartition(partition, into: &records)
      if !dropped.isEmpty { records.removeAll { dropped.contains($0.line) } }
      table.prepare(count: records.count)
      var firsts = Array(repeating: 0, count: records.count)
      // The first record of a borrower gathers a bit for each size, and the reason.
      var sizes = Array(repeating: UInt16(0), count: records.count)
      var reasons = Array(repeating: false, count: records.count)
      for index in records.indices {
        let first = table.slot(of: records[index].digest, index: index) { records[$0].digest }
        firsts[index] = first
        let size = UInt8(truncatingIfNeeded: records[index].bits)
        if size != missingCode { sizes[first] |= 1 << UInt16(size) }
        if records[index].bits & StandingKey.hasReason != 0 { reasons[first] = true }
      }
      var rows: [StandingRow] = []
      for index in records.indices {
        let first = firsts[index]
        let bits =
          (sizes[first].nonzeroBitCount > 1 ? StandingRow.sizesDiffer : 0)
          | (reasons[first] ? StandingRow.hasReason : 0)
        if bits != 0 { rows.append(StandingRow(line: records[index].line, bits: bits)) }
      }
      try merge.append(rows, partition: partition)
    }
    return merge
  }
}
