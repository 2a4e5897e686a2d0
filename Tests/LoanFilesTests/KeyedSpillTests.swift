import Foundation
import LoanFiles
import Testing

/// 48 bytes, as a tape's key record.
struct KeyRecord: BitwiseCopyable, Equatable {
  var key: UInt64
  var row: UInt64
  var rest: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)

  static func == (left: KeyRecord, right: KeyRecord) -> Bool {
    left.key == right.key && left.row == right.row && left.rest == right.rest
  }
}

@Suite struct KeyedSpillTests {
  @Test(arguments: [(1, 0), (1, 5), (2, 3000), (64, 100), (64, 200_000), (4096, 10_000)])
  func givesBackEveryPartitionInOrder(partitionCount: Int, count: Int) throws {
    let spill = try KeyedSpill<KeyRecord>(in: TemporaryFolder(), partitionCount: partitionCount)
    var generator = SeededGenerator(seed: UInt64(count))
    var expected = [[KeyRecord]](repeating: [], count: partitionCount)
    for row in 0..<count {
      let record = KeyRecord(key: generator.next(), row: UInt64(row))
      try spill.append(record, key: record.key)
      let index = partitionCount == 1 ? 0 : Int(record.key >> (64 - partitionCount.trailingZeroBitCount))
      expected[index].append(record)
    }
    for _ in 0..<2 {
      var seen = 0
      try spill.forEachPartition { partition, records throws(FileFault) in
        #expect(records == expected[partition])
        #expect(spill.count(ofPartition: partition) == records.count)
        seen += records.count
      }
      #expect(seen == count)
    }
  }

  @Test func oneKeyFillsOnePartition() throws {
    let spill = try KeyedSpill<UInt8>(in: TemporaryFolder())
    for index in 0..<100_000 { try spill.append(UInt8(truncatingIfNeeded: index), key: .max) }
    var records: [UInt8] = []
    try spill.readPartition(63, into: &records)
    #expect(records == (0..<100_000).map { UInt8(truncatingIfNeeded: $0) })
    try spill.readPartition(0, into: &records)
    #expect(records.isEmpty)
  }

  /// A limit on file sizes stands for a full disk.
  @Test func aFullDiskIsAFaultAndNoMore() async {
    await #expect(processExitsWith: .exitCode(7)) {
      var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
      // SAFETY: setrlimit reads the one struct.
      _ = signal(SIGXFSZ, SIG_IGN)
      guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(1) }
      let spill = try KeyedSpill<UInt64>(in: TemporaryFolder(), partitionCount: 4)
      var faults = 0
      for index in 0..<1_000_000 as Range<UInt64> {
        do throws(FileFault) {
          try spill.append(index, key: index << 62)
        } catch {
          guard case .cannotWrite(_, EFBIG) = error else { exit(2) }
          faults += 1
        }
      }
      exit(faults > 1 ? 7 : 3)
    }
  }
}
