internal import LoanFiles

/// The borrowers of one partition with what their loans add up to.
///
/// A worker goes through many partitions with one of these: its buffers keep their memory, which would else come anew from
/// the system for each partition.
struct BorrowerGathering {
  private struct Borrower {
    var totals = BorrowerRow(line: 0, balance: 0, nonPerforming: 0, upgraded: 0, exposure: 0, bits: 0)
    /// Its first record.
    let first: Int
    var loans = 0
    /// Owed outside any group, fen.
    var ungrouped: Int64 = 0
  }

  private var table = DigestTable()
  private var records: [BorrowerKey] = []
  private var borrowers: [Borrower] = []
  /// The borrower of each record.
  private var owners: [Int32] = []
  private var rows: [BorrowerRow] = []

  /// Gathers a partition in place of the one before.
  ///
  /// - Parameter dropped: Lines that do not count.
  mutating func gather(
    _ spill: KeyedSpill<BorrowerKey>, partition: Int, dropped: Set<UInt64>
  ) throws(FileFault) {
    try spill.readPartition(partition, into: &records)
    if !dropped.isEmpty { records.removeAll { dropped.contains($0.line) } }
    BorrowerGathering.gather(records, &table, &owners, &borrowers)
  }

  private static func gather(
    _ records: [BorrowerKey], _ table: inout DigestTable, _ owners: inout [Int32],
    _ borrowers: inout [Borrower]
  ) {
    table.prepare(count: records.count)
    borrowers.removeAll(keepingCapacity: true)
    owners.removeAll(keepingCapacity: true)
    owners.append(contentsOf: repeatElement(0, count: records.count))
    let records = records.span
    var owners = owners.mutableSpan
    for index in 0..<records.count {
      let record = records[index]
      let first = table.slot(of: record.digest, index: index) { records[$0].digest }
      if first == index {
        owners[index] = Int32(borrowers.count)
        borrowers.append(Borrower(first: index))
      } else {
        owners[index] = owners[first]
      }
      add(record, to: &borrowers[Int(owners[index])])
    }
  }

  @inline(__always) private static func add(_ record: BorrowerKey, to borrower: inout Borrower) {
    borrower.loans += 1
    borrower.totals.balance = Grouping.sum(borrower.totals.balance, record.balance)
    borrower.totals.exposure = Grouping.sum(borrower.totals.exposure, record.exposure)
    if record.bits & BorrowerBits.nonPerforming != 0 {
      borrower.totals.nonPerforming = Grouping.sum(borrower.totals.nonPerforming, record.balance)
    }
    if record.bits & BorrowerBits.upgraded != 0 {
      borrower.totals.upgraded = Grouping.sum(borrower.totals.upgraded, record.balance)
    }
    if record.bits & BorrowerBits.grouped == 0 {
      borrower.ungrouped = Grouping.sum(borrower.ungrouped, record.balance)
    }
    borrower.totals.bits |= record.bits
  }

  /// Counts every borrower, and what it owes outside any group.
  func count(in census: NameCensus) {
    var (named, alone) = (NameCensus.Part(top: census.top), NameCensus.Part(top: census.top))
    let limits = (census.limits.borrower, census.limits.customer)
    for borrower in borrowers {
      let first = records[borrower.first]
      named.add(
        balance: borrower.totals.balance, exposure: borrower.totals.exposure, digest: first.digest,
        line: first.line, limits: limits)
      alone.addAlone(borrower.ungrouped)
      if first.bits & BorrowerBits.nameless != 0 { named.nameless += 1 }
    }
    census.takeBorrowers(named)
    census.takeGroups(alone)
  }

  /// Hands over a row for each loan of a borrower with several, lines ascending.
  mutating func append(to merge: OrderedMerge<BorrowerRow>, partition: Int) throws(FileFault) {
    rows.removeAll(keepingCapacity: true)
    for index in records.indices {
      let borrower = borrowers[Int(owners[index])]
      guard borrower.loans > 1 else { continue }
      var row = borrower.totals
      row.line = records[index].line
      rows.append(row)
    }
    try merge.append(rows, partition: partition)
  }
}
