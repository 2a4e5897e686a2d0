internal import LoanFiles

/// Rows of a tape joined with the places of their outputs, and the check that no borrower and no group is divided.
struct MergeJoin {
  /// The rows of the merged output.
  let rows: OrderedMerge<MergeRow>

  /// Joins.
  ///
  /// - Parameter names: Identifier and output of a place, for messages.
  /// - Throws: ``MergeFault``, `FileFault`.
  init(
    places: KeyedSpill<PlaceKey>, identities: TapeIdentities, in folder: TemporaryFolder,
    names: (PlaceKey) throws -> (identifier: String, output: String)
  ) throws {
    let owners = try Owners(in: folder)
    rows = try OrderedMerge<MergeRow>(in: folder, partitionCount: PartMerge.partitions) { $0.row }
    var found: [PlaceKey] = []
    var loans: [IdentityKey] = []
    var table = DigestTable()
    for partition in 0..<PartMerge.partitions {
      try Interrupt.check()
      try places.readPartition(partition, into: &found)
      try identities.loans.readPartition(partition, into: &loans)
      table.prepare(count: found.count + loans.count)
      // Places stand first in the table, then the rows that ask for them.
      func digest(_ index: Int) -> Digest128 {
        index < found.count ? found[index].digest : loans[index - found.count].digest
      }
      for index in found.indices {
        let first = table.slot(of: found[index].digest, index: index, digestAt: digest)
        guard first == index else {
          let (one, other) = (try names(found[first]), try names(found[index]))
          throw MergeFault.loanTwice(identifier: one.identifier, first: one.output, second: other.output)
        }
      }
      var isUsed = Array(repeating: false, count: found.count)
      var merged: [MergeRow] = []
      merged.reserveCapacity(found.count)
      for (index, loan) in loans.enumerated() {
        let slot = table.slot(of: loan.digest, index: found.count + index, digestAt: digest)
        // Rejected, or a later row with the same identifier.
        guard slot < found.count, !isUsed[slot] else { continue }
        isUsed[slot] = true
        let place = found[slot]
        merged.append(
          MergeRow(row: loan.row, offset: place.offset, part: place.part, length: place.length))
        try owners.add(loan, place)
      }
      if let lost = isUsed.firstIndex(of: false) {
        let name = try names(found[lost])
        throw MergeFault.notOnTape(identifier: name.identifier, output: name.output)
      }
      try rows.append(merged, partition: partition)
    }
    try owners.refuseDivided(names)
  }

  /// The loans of each borrower and of each group.
  private struct Owners {
    let borrowers: KeyedSpill<OwnerKey>
    let groups: KeyedSpill<OwnerKey>

    init(in folder: TemporaryFolder) throws {
      borrowers = try KeyedSpill(in: folder, partitionCount: PartMerge.partitions)
      groups = try KeyedSpill(in: folder, partitionCount: PartMerge.partitions)
    }

    func add(_ loan: IdentityKey, _ place: PlaceKey) throws {
      if loan.present & 1 != 0 {
        try borrowers.append(OwnerKey(owner: loan.borrower, place: place), key: loan.borrower.high)
      }
      if loan.present & 2 != 0 {
        try groups.append(OwnerKey(owner: loan.group, place: place), key: loan.group.high)
      }
    }

    func refuseDivided(_ names: (PlaceKey) throws -> (identifier: String, output: String)) throws {
      var records: [OwnerKey] = []
      var table = DigestTable()
      for (column, spill) in [("borrower_id", borrowers), ("group_id", groups)] {
        for partition in 0..<PartMerge.partitions {
          try Interrupt.check()
          try spill.readPartition(partition, into: &records)
          table.prepare(count: records.count)
          for index in records.indices {
            let first = table.slot(of: records[index].owner, index: index) { records[$0].owner }
            guard records[first].place.part != records[index].place.part else { continue }
            let (one, other) = (try names(records[first].place), try names(records[index].place))
            throw MergeFault.divided(
              column: column, first: one.identifier, firstOutput: one.output, second: other.identifier,
              secondOutput: other.output)
          }
        }
      }
    }
  }
}
