import LoanFiles
import Testing

/// A record under the digest of its number.
private struct NumberedRecord: KeyedRecord, Equatable {
  var digest: Digest128
  var number: Int64
  var value: Int64

  init(number: Int64, value: Int64) {
    digest = unsafe withUnsafeBytes(of: number) { unsafe Digest128($0) }
    self.number = number
    self.value = value
  }
}

@Suite struct KeyedJoinTests {
  private func spills(_ records: [NumberedRecord], parts: Int, partitions: Int) throws -> [KeyedSpill<
    NumberedRecord
  >] {
    let folder = try TemporaryFolder()
    let spills = try (0..<parts).map { _ in
      try KeyedSpill<NumberedRecord>(in: folder, partitionCount: partitions)
    }
    for (index, record) in records.enumerated() {
      try spills[index % parts].append(record, key: record.digest.high)
    }
    return spills
  }

  /// Against dictionaries, with sides of several spills, few and many partitions, and sides that are empty.
  @Test(arguments: [
    (1, 1, 0, 0), (1, 64, 5, 0), (2, 64, 0, 7), (2, 1, 300, 300), (3, 64, 4_000, 5_000), (1, 4096, 900, 800),
    (2, 64, 120_000, 90_000),
  ])
  func joinsLikeDictionaries(parts: Int, partitions: Int, leftCount: Int, rightCount: Int) throws {
    var generator = SeededGenerator(seed: UInt64(leftCount * 7 + rightCount))
    let left = (0..<leftCount).map { NumberedRecord(number: Int64($0), value: Int64($0 * 3)) }
    let right = (0..<rightCount).map {
      NumberedRecord(number: Int64($0 + leftCount / 3), value: Int64($0))
    }.shuffled(using: &generator)
    let join = KeyedJoin(
      try spills(left, parts: parts, partitions: partitions),
      try spills(right, parts: parts, partitions: partitions))
    var both: [Int64: (Int64, Int64)] = [:]
    var leftOnly: Set<Int64> = []
    var rightOnly: Set<Int64> = []
    var again = 0
    var workspace = KeyedJoin<NumberedRecord, NumberedRecord>.Workspace()
    for partition in 0..<join.partitionCount {
      try join.join(partition, workspace: &workspace) { visit in
        switch visit {
        case .both(let old, let new):
          #expect(old.number == new.number)
          both[old.number] = (old.value, new.value)
        case .leftOnly(let record): leftOnly.insert(record.number)
        case .rightOnly(let record): rightOnly.insert(record.number)
        case .leftAgain, .rightAgain: again += 1
        }
      }
    }
    let rights = Dictionary(uniqueKeysWithValues: right.map { ($0.number, $0.value) })
    #expect(again == 0)
    #expect(leftOnly == Set(left.map(\.number).filter { rights[$0] == nil }))
    #expect(rightOnly == Set(right.map(\.number)).subtracting(left.map(\.number)))
    #expect(both.count == left.count - leftOnly.count)
    #expect(both.allSatisfy { $0.value == ($0.key * 3, rights[$0.key] ?? -1) })
  }

  /// Digests that stand several times on a side are told apart from pairs, each with the first of them.
  @Test func tellsRepeatedDigests() throws {
    let left = [1, 2, 2, 3, 2].enumerated().map { NumberedRecord(number: $1, value: Int64($0)) }
    let right = [2, 3, 3, 4, 4, 3].enumerated().map { NumberedRecord(number: $1, value: Int64($0)) }
    let join = KeyedJoin(
      try spills(left, parts: 1, partitions: 1), try spills(right, parts: 1, partitions: 1))
    var seen: [String] = []
    var workspace = KeyedJoin<NumberedRecord, NumberedRecord>.Workspace()
    try join.join(0, workspace: &workspace) { visit in
      switch visit {
      case .both(let old, let new): seen.append("both \(old.number) \(old.value) \(new.value)")
      case .leftOnly(let record): seen.append("left \(record.number)")
      case .rightOnly(let record): seen.append("right \(record.number) \(record.value)")
      case .leftAgain(let record, let first): seen.append("left again \(record.value) \(first.value)")
      case .rightAgain(let record, let first): seen.append("right again \(record.value) \(first.value)")
      }
    }
    #expect(
      seen.sorted() == [
        "both 2 1 0", "both 3 3 1", "left 1", "left again 2 1", "left again 4 1", "right 4 3",
        "right again 2 1", "right again 4 3", "right again 5 1",
      ])
  }
}
