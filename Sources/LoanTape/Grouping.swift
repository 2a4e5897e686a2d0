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
    try Grouping.overPartitions(threads: threads) { partition, table in
      var records: [BorrowerKey] = []
      try borrowers.readPartition(partition, into: &records)
      if !dropped.isEmpty { records.removeAll { dropped.contains($0.line) } }
      table.prepare(count: records.count)
      // The first record of a borrower gathers the totals; `slots` says which that is.
      var slots = Array(repeating: Int32(0), count: records.count)
      var totals: [BorrowerRow] = []
      var counts: [Int32] = []
      var firsts: [Int32] = []
      var ungrouped: [Int64] = []
      var slotOfFirst = Array(repeating: Int32(-1), count: records.count)
      for index in records.indices {
        let record = records[index]
        let first = table.slot(of: record.digest, index: index) { records[$0].digest }
        if first == index {
          slotOfFirst[index] = Int32(totals.count)
          totals.append(
            BorrowerRow(line: 0, balance: 0, nonPerforming: 0, upgraded: 0, exposure: 0, bits: 0))
          counts.append(0)
          firsts.append(Int32(index))
          ungrouped.append(0)
        }
        let slot = Int(slotOfFirst[first])
        slots[index] = Int32(slot)
        counts[slot] += 1
        totals[slot].balance = Grouping.sum(totals[slot].balance, record.balance)
        totals[slot].exposure = Grouping.sum(totals[slot].exposure, record.exposure)
        if record.bits & BorrowerBits.nonPerforming != 0 {
          totals[slot].nonPerforming = Grouping.sum(totals[slot].nonPerforming, record.balance)
        }
        if record.bits & BorrowerBits.upgraded != 0 {
          totals[slot].upgraded = Grouping.sum(totals[slot].upgraded, record.balance)
        }
        if record.bits & BorrowerBits.grouped == 0 {
          ungrouped[slot] = Grouping.sum(ungrouped[slot], record.balance)
        }
        totals[slot].bits |= record.bits
      }
      var (borrowers, alone) = (NameCensus.Part(top: census.top), NameCensus.Part(top: census.top))
      for slot in totals.indices {
        let first = records[Int(firsts[slot])]
        borrowers.add(
          balance: totals[slot].balance, exposure: totals[slot].exposure, digest: first.digest,
          line: first.line, limits: (census.limits.borrower, census.limits.customer))
        alone.addAlone(ungrouped[slot])
        if first.bits & BorrowerBits.nameless != 0 { borrowers.nameless += 1 }
      }
      census.takeBorrowers(borrowers)
      census.takeGroups(alone)
      var rows: [BorrowerRow] = []
      rows.reserveCapacity(records.count)
      for index in records.indices where counts[Int(slots[index])] > 1 {
        var row = totals[Int(slots[index])]
        row.line = records[index].line
        rows.append(row)
      }
      try merge.append(rows, partition: partition)
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
    let next = Atomic(0)
    let fault = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      var table = DigestTable()
      while true {
        let partition = next.add(1, ordering: .relaxed).oldValue
        guard partition < count, fault.withLock({ $0 == nil }) else { return }
        do {
          try Interrupt.check()
          try task(partition, &table)
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
