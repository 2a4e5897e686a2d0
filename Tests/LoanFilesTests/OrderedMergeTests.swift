import LoanFiles
import Testing

struct Verdict: BitwiseCopyable, Equatable {
  var row: UInt64
  var value: UInt32
}

@Suite struct OrderedMergeTests {
  @Test(arguments: [(1, 500), (3, 10), (64, 40_000), (64, 0)], [1, 7, 1000, 1_000_000] as [UInt64])
  func agreesWithSorting(size: (partitions: Int, records: Int), step: UInt64) throws {
    var generator = SeededGenerator(seed: step)
    let merge = try OrderedMerge<Verdict>(in: TemporaryFolder(), partitionCount: size.partitions) { $0.row }
    var parts = [[Verdict]](repeating: [], count: size.partitions)
    var row: UInt64 = 0
    for index in 0..<size.records {
      // Rows with no record, one and several.
      row += UInt64.random(in: 0...2, using: &generator)
      parts[Int.random(in: 0..<size.partitions, using: &generator)].append(
        Verdict(row: row, value: UInt32(index)))
    }
    for (partition, records) in parts.enumerated() {
      let cut = records.count / 3
      try merge.append(Array(records[..<cut]), partition: partition)
      try merge.append(Array(records[cut...]), partition: partition)
    }
    // Swift's sort is stable: rows of one partition keep their order.
    let expected = parts.flatMap { $0 }.sorted { $0.row < $1.row }
    let cursor = merge.makeCursor()
    var merged: [Verdict] = []
    var taken: [Verdict] = []
    for lower in stride(from: 0, through: row, by: Int(step)) {
      try cursor.take(rows: lower..<lower + step, into: &taken)
      #expect(taken.allSatisfy { $0.row >= lower && $0.row < lower + step })
      merged += taken
    }
    #expect(merged == expected)
  }

  /// A record that ends in padding, alone at the end of the file.
  @Test func oneRecordIsReadBack() throws {
    let merge = try OrderedMerge<Verdict>(in: TemporaryFolder(), partitionCount: 1) { $0.row }
    try merge.append([Verdict(row: 5, value: 7)], partition: 0)
    var taken: [Verdict] = []
    try merge.makeCursor().take(rows: 0..<10, into: &taken)
    #expect(taken == [Verdict(row: 5, value: 7)])
  }

  @Test func passesOverSkippedRowsAndSortsSparseOnes() throws {
    let merge = try OrderedMerge<Verdict>(in: TemporaryFolder(), partitionCount: 2) { $0.row }
    try merge.append([Verdict(row: 1, value: 0), Verdict(row: 1 << 40, value: 1)], partition: 0)
    try merge.append([Verdict(row: 9, value: 2), Verdict(row: .max - 1, value: 3)], partition: 1)
    let cursor = merge.makeCursor()
    var taken: [Verdict] = []
    try cursor.take(rows: 5..<UInt64.max, into: &taken)
    #expect(taken.map(\.value) == [2, 1, 3])
    try cursor.take(rows: UInt64.max..<UInt64.max, into: &taken)
    #expect(taken.isEmpty)
  }
}
