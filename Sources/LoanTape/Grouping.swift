internal import Dispatch
internal import LoanFiles
internal import Rescoring
internal import Synchronization

/// Duplicates, and what is true of a whole borrower, partition by partition: memory is that of one partition.
///
/// Loans and borrowers are told apart by 128-bit hashes of their identifiers.
struct Grouping {
  /// Partitions: a tape of ten million loans has 160,000 a partition.
  static let partitions = 64

  let loans: KeyedSpill<LoanKey>
  let borrowers: KeyedSpill<BorrowerKey>
  let groups: KeyedSpill<GroupKey>

  init(in folder: TemporaryFolder) throws(FileFault) {
    loans = try KeyedSpill(in: folder, partitionCount: Grouping.partitions)
    borrowers = try KeyedSpill(in: folder, partitionCount: Grouping.partitions)
    groups = try KeyedSpill(in: folder, partitionCount: Grouping.partitions)
  }

  /// Gives the space of the keys back, once everything about them is known.
  func release() {
    loans.release()
    borrowers.release()
    groups.release()
  }

  /// A later row with the identifier of an earlier one.
  struct Duplicate: Sendable {
    var line: UInt64
    var firstLine: UInt64
  }

  /// All duplicates, by line.
  func duplicates(threads: Int) throws -> [Duplicate] {
    let found = Mutex<[Duplicate]>([])
    try Grouping.overPartitions(threads: threads) { partition, table in
      var records: [LoanKey] = []
      try loans.readPartition(partition, into: &records)
      table.prepare(count: records.count)
      var own: [Duplicate] = []
      for index in records.indices {
        let first = table.slot(of: records[index].digest, index: index) { records[$0].digest }
        if first != index { own.append(Duplicate(line: records[index].line, firstLine: records[first].line)) }
      }
      if !own.isEmpty { found.withLock { $0 += own } }
    }
    return found.withLock { $0 }.sorted { $0.line < $1.line }
  }

  /// Totals of borrowers with several loans, a row for each of their loans.
  ///
  /// - Parameter census: Counts every borrower, and what it owes outside any group.
  func borrowerRows(
    in folder: TemporaryFolder, threads: Int, dropped: Set<UInt64>, census: NameCensus
  ) throws -> OrderedMerge<BorrowerRow> {
    let merge = try OrderedMerge<BorrowerRow>(in: folder, partitionCount: Grouping.partitions) { $0.line }
    try Grouping.overPartitions(threads: threads, each: BorrowerGathering()) { partition, gathering in
      try gathering.gather(borrowers, partition: partition, dropped: dropped)
      gathering.count(in: census)
      try gathering.append(to: merge, partition: partition)
    }
    return merge
  }

  /// Exposure of groups, a row for each loan with a group.
  ///
  /// - Parameter census: Counts every group.
  func groupRows(
    in folder: TemporaryFolder, threads: Int, dropped: Set<UInt64>, census: NameCensus
  ) throws -> OrderedMerge<GroupRow> {
    let merge = try OrderedMerge<GroupRow>(in: folder, partitionCount: Grouping.partitions) { $0.line }
    try Grouping.overPartitions(threads: threads) { partition, table in
      var records: [GroupKey] = []
      try groups.readPartition(partition, into: &records)
      if !dropped.isEmpty { records.removeAll { dropped.contains($0.line) } }
      table.prepare(count: records.count)
      var exposures = Array(repeating: Int64(0), count: records.count)
      var balances = exposures
      var firsts = Array(repeating: 0, count: records.count)
      for index in records.indices {
        let first = table.slot(of: records[index].digest, index: index) { records[$0].digest }
        firsts[index] = first
        exposures[first] = Grouping.sum(exposures[first], records[index].exposure)
        balances[first] = Grouping.sum(balances[first], records[index].balance)
      }
      var groups = NameCensus.Part(top: census.top)
      for index in records.indices where firsts[index] == index {
        groups.add(
          balance: balances[index], exposure: exposures[index], digest: records[index].digest,
          line: records[index].line, limits: (nil, census.limits.group))
      }
      census.takeGroups(groups)
      try merge.append(
        records.indices.map { GroupRow(line: records[$0].line, exposure: exposures[firsts[$0]]) },
        partition: partition)
    }
    return merge
  }

  /// A sum of fen that stops at the largest value instead of trapping.
  @inline(__always) static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  /// Adds what a loan gives its borrower and its group; rows come in the tape's order.
  ///
  /// - Parameter hasBorrowers: Whether the tape names borrowers: then a loan that names none is one of its own, under
  ///   the complement of its hash.
  func add(
    _ contribution: BorrowerContribution, line: UInt64, _ keys: RowKeys, _ row: Int, hasBorrowers: Bool
  ) throws(FileFault) {
    let isNamed = keys.present[row] & 1 != 0
    let isGrouped = keys.present[row] & 2 != 0
    if hasBorrowers {
      let loan = keys.loan[row]
      let borrower = isNamed ? keys.borrower[row] : Digest128(high: ~loan.high, low: ~loan.low)
      try borrowers.append(
        BorrowerKey(
          digest: borrower, line: line, balance: contribution.balance, exposure: contribution.exposure,
          bits: BorrowerBits.bits(contribution) | (isGrouped ? BorrowerBits.grouped : 0)
            | (isNamed ? 0 : BorrowerBits.nameless)), key: borrower.high)
    }
    if isGrouped {
      let group = keys.group[row]
      try groups.append(
        GroupKey(
          digest: group, line: line, balance: contribution.balance, exposure: contribution.exposure),
        key: group.high)
    }
  }

  /// Runs a task over all partitions on so many threads, each with a table of its own.
  static func overPartitions(
    _ count: Int = Grouping.partitions, threads: Int,
    _ task: @Sendable (Int, inout DigestTable) throws -> Void
  ) throws {
    try overPartitions(count, threads: threads, each: DigestTable(), task)
  }

  /// Runs a task over all partitions on so many threads, each with something of its own that starts as given.
  static func overPartitions<Workspace: Sendable>(
    _ count: Int = Grouping.partitions, threads: Int, each workspace: Workspace,
    _ task: @Sendable (Int, inout Workspace) throws -> Void
  ) throws {
    let next = Atomic(0)
    let fault = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var own = workspace
      while true {
        let partition = next.add(1, ordering: .relaxed).oldValue
        guard partition < count, fault.withLock({ $0 == nil }) else { return }
        do {
          try Interrupt.check()
          try task(partition, &own)
        } catch {
          fault.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = fault.withLock({ $0 }) { throw error }
  }
}

/// An open-addressing table from digests to the first index that had them.
struct DigestTable {
  private var slots: [Int32] = []
  private var mask = 0

  /// Empties the table and makes room.
  mutating func prepare(count: Int) {
    var size = 16
    while size < count * 2 { size *= 2 }
    mask = size - 1
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(-1, count: size))
  }

  /// The index that was kept for a digest.
  @inline(__always)
  func find(_ digest: Digest128, digestAt: (Int) -> Digest128) -> Int? {
    guard !slots.isEmpty else { return nil }
    var position = Int(truncatingIfNeeded: digest.low) & mask
    while slots[position] >= 0 {
      let held = Int(slots[position])
      if digestAt(held) == digest { return held }
      position = (position + 1) & mask
    }
    return nil
  }

  /// The first index with a digest: an earlier one, or this one, which is then kept.
  @inline(__always)
  mutating func slot(of digest: Digest128, index: Int, digestAt: (Int) -> Digest128) -> Int {
    var position = Int(truncatingIfNeeded: digest.low) & mask
    while true {
      let held = slots[position]
      if held < 0 {
        slots[position] = Int32(index)
        return index
      }
      if digestAt(Int(held)) == digest { return Int(held) }
      position = (position + 1) & mask
    }
  }
}
