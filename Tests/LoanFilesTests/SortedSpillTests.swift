import LoanFiles
import TestSupport
import Testing

/// A sort outside memory against the sort of an array.
@Suite struct SortedSpillTests {
  private struct Entry: Hashable {
    var key: [UInt8]
    var payload: [UInt8]
  }

  private static func entries(_ count: Int, seed: UInt64) -> [Entry] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      // Long common beginnings, and keys that are the beginning of others.
      let common = Array(repeating: UInt8(7), count: Int.random(in: 0...20, using: &generator))
      let tail = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let number = (0..<4).map { UInt8(truncatingIfNeeded: index >> (24 - 8 * $0)) }
      let payload = (0..<Int.random(in: 0...40, using: &generator)).map { UInt8(truncatingIfNeeded: $0) }
      return Entry(key: common + tail + number, payload: payload)
    }
  }

  /// Few long runs, more runs than are merged at once, and every entry a run of its own.
  @Test(arguments: [(0, 1 << 20, 1), (1, 1, 1), (1000, 1 << 20, 1), (5000, 700, 3), (3000, 1, 2)])
  func sorts(_ count: Int, _ runBytes: Int, _ writers: Int) throws {
    let entries = Self.entries(count, seed: UInt64(count))
    let spill = try SortedSpill(in: try TemporaryFolder())
    let all = (0..<writers).map { _ in spill.makeWriter(runBytes: runBytes) }
    for (index, entry) in entries.enumerated() {
      try all[index % writers].append(key: entry.key.span, payload: entry.payload.span)
    }
    for writer in all { try writer.finish() }
    let reader = try spill.makeReader()
    var found: [Entry] = []
    var entry = Entry(key: [], payload: [])
    while try reader.next(key: &entry.key, payload: &entry.payload) { found.append(entry) }
    #expect(found == entries.sorted { $0.key.lexicographicallyPrecedes($1.key) })
    #expect(try !reader.next(key: &entry.key, payload: &entry.payload))
  }

  @Test func anEntryMayBeLongerThanAWindow() throws {
    let spill = try SortedSpill(in: try TemporaryFolder())
    let writer = spill.makeWriter(runBytes: 1000)
    let long = Array(repeating: UInt8(3), count: 300_000)
    try writer.append(key: [2].span, payload: long.span)
    try writer.append(key: [1].span, payload: [9].span)
    try writer.append(key: [3].span, payload: [8].span)
    try writer.finish()
    let reader = try spill.makeReader()
    var (key, payload): ([UInt8], [UInt8]) = ([], [])
    for (first, last) in [([UInt8(1)], [UInt8(9)]), ([2], long), ([3], [8])] {
      #expect(try reader.next(key: &key, payload: &payload))
      #expect(key == first && payload == last)
    }
    #expect(try !reader.next(key: &key, payload: &payload))
  }
}
