import LoanFiles
import Testing

@Suite struct SpoolTests {
  @Test func givesBackWhatManyThreadsWrote() async throws {
    let spool = try Spool(in: TemporaryFolder())
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
      try spool.read(extent, into: buffer)
      #expect(buffer.withSpan { span in span.indices.map { span[$0] } } == bytes)
    }
  }

  @Test func refusesToReadPastTheEnd() throws {
    let spool = try Spool(in: TemporaryFolder())
    let buffer = ByteBuffer()
    #expect(throws: FileFault.self) { try spool.read(SpoolExtent(offset: 0, length: 1), into: buffer) }
  }
}
