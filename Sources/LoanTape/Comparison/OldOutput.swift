internal import LoanFiles
internal import Rescoring
internal import Synchronization

/// The per-loan output of an earlier rescore with all that is compared, parted by the hash of the loan's identifier.
struct OldOutput: Sendable {
  let path: String
  let loans: KeyedSpill<OldLoan>
  let sha256: String

  /// Reads a file, in blocks and in parallel, and looks for loans that it names twice.
  ///
  /// - Parameters:
  ///   - names: Takes the identifiers.
  ///   - grades: Numbers the grades.
  /// - Throws: ``TapeFault/previous(file:_:)``
  init(
    path: String, names: Spool, grades: WordRegister, in folder: TemporaryFolder, threads: Int
  ) throws {
    self.path = path
    do {
      loans = try KeyedSpill(in: folder, partitionCount: ComparedParts.count)
      let file = try NamedFile(path: path, required: OldColumns.names)
      let columns = try OldColumns(file.columns)
      let collectors = Mutex<[OldLoanCollector]>([])
      let turn = Mutex<Void>(())
      let loans = loans
      let read = try file.read(
        threads: threads,
        {
          let collector = OldLoanCollector(loans, names: names)
          collectors.withLock { $0.append(collector) }
          let cache = WordCache()
          return { row in
            try columns.read(row, cache, grades) { digest, bytes, loan throws(FileFault) in
              try collector.add(digest, bytes, line: row.line, loan, turn)
            }
          }
        }, progress: nil)
      for collector in collectors.withLock({ $0 }) { try collector.finish(turn) }
      sha256 = read.sha256
      try refuseRepeated(threads: threads)
    } catch let fault as TapeFault {
      throw OldOutput.fault(fault, path)
    } catch let fault as FileFault {
      throw OldOutput.fault(.file(fault), path)
    }
  }

  /// A fault of the file as that of an earlier output.
  private static func fault(_ fault: TapeFault, _ path: String) -> TapeFault {
    switch fault {
    // A disk that is full is none of the file's faults.
    case .file(.cannotWrite), .file(.cannotCreate), .previous: fault
    case .file(let fault): .previous(file: path, .file(fault))
    case .empty: .previous(file: path, .empty)
    case .emptyHeader(let column): .previous(file: path, .emptyHeader(column: column))
    case .duplicateColumn(let name): .previous(file: path, .duplicateColumn(name))
    case .missingColumn(let name, _): .previous(file: path, .missingColumn(name))
    case .badRows(let rows, let total): .previous(file: path, .badRows(rows, total: total))
    default: fault
    }
  }

  private func refuseRepeated(threads: Int) throws {
    let found = Mutex<[Grouping.Duplicate]>([])
    try Grouping.overPartitions(ComparedParts.count, threads: threads) { partition, table in
      var records: [OldLoan] = []
      try loans.readPartition(partition, into: &records)
      table.prepare(count: records.count)
      // Lines by the first record with the digest; workers hand their rows in as they come.
      var lines: [Int: [UInt64]] = [:]
      for index in records.indices {
        let first = table.slot(of: records[index].digest, index: index) { records[$0].digest }
        if first != index { lines[first, default: [records[first].line]].append(records[index].line) }
      }
      for repeated in lines.values {
        let first = repeated.min() ?? 0
        let others = repeated.filter { $0 != first }.map { Grouping.Duplicate(line: $0, firstLine: first) }
        found.withLock { $0 += others }
      }
    }
    let duplicates = found.withLock { $0 }
    guard duplicates.isEmpty else {
      throw TapeFault.previous(file: path, PreviousLookup.fault(duplicates, path: path))
    }
  }
}
