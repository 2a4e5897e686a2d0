import LoanFiles
import Testing

@Suite struct SpoolTests {
  @Test(arguments: [0, 100_000, 1 << 24])
  func givesBackWhatManyThreadsWrote(memoryBytes: Int) async throws {
    let spool = try Spool(in: TemporaryFolder(), memoryBytes: memoryBytes)
    let written = try await withThrowingTaskGroup(of: [(SpoolExtent, [UInt8])].self) { group in
      for worker in 0..<4 {
        group.addTask {
          var generator = SeededGenerator(seed: UInt64(worker))
          var mine: [(SpoolExtent, [UInt8])] = []
          for _ in 0..<200 {
            let length = Int.random(in: 0...5000, using: &generator)
            let bytes = [UInt8](repeating: UInt8.random(in: 0...255, using: &generator), count: length)
            let extent = try spool.append(bytes.span)
            mine.append((extent, bytes))
          }
          return mine
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(spool.length == written.reduce(0) { $0 + $1.0.length })
    let buffer = ByteBuffer()
    for (extent, bytes) in written {
      let read = try unsafe spool.withBytes(of: extent, buffer: buffer) { unsafe Array($0) }
      #expect(read == bytes)
    }
  }

  @Test func refusesToReadPastTheEnd() throws {
    let spool = try Spool(in: TemporaryFolder())
    let buffer = ByteBuffer()
    #expect(throws: FileFault.self) {
      try unsafe spool.withBytes(of: SpoolExtent(offset: 0, length: 1), buffer: buffer) { _ in }
    }
  }
}
