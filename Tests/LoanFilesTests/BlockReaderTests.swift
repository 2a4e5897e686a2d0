import Glibc
import LoanFiles
import Synchronization
import Testing

@Suite struct BlockReaderTests {
  @Test(arguments: [
    ("", ""), ("a,b\n", "a,b\n"), ("a,b", "a,b\n"), ("\n", "\n"), ("a\r\nb\r\n", "a\r\nb\r\n"),
    ("\u{feff}a,b\n", "a,b\n"), ("\u{feff}", ""), ("\u{1f}", "\u{1f}\n"), ("\"a\"", "\"a\"\n"),
    ("a,\"x\ny\"", "a,\"x\ny\"\n"), ("x\"y\n", "x\"y\n"),
  ])
  func givesTheRecords(input: String, expected: String) throws {
    let place = try Workplace()
    let bytes = Array(input.utf8)
    for content in [bytes, storedGzip(bytes)] {
      let path = try place.file(content)
      for blockBytes in [1, 17, 1 << 20] {
        #expect(
          String(decoding: try ReadBlocks(path, blockBytes: blockBytes).bytes, as: UTF8.self) == expected)
      }
    }
  }

  @Test(arguments: [16, 17, 31, 64, 100, 1000, 100_000])
  func blocksEndAtRecordsAndKnowTheirLines(blockBytes: Int) throws {
    let place = try Workplace()
    var generator = SeededGenerator(seed: UInt64(blockBytes))
    for round in 0..<20 {
      let bytes = Self.randomRecords(100, &generator)
      let path = try place.file(round % 2 == 0 ? bytes : storedGzip(bytes))
      let read = try ReadBlocks(path, blockBytes: blockBytes)
      #expect(read.bytes == bytes, "seed \(blockBytes), round \(round)")
      var line = 1
      for (index, block) in read.blocks.enumerated() {
        #expect(block.index == index)
        #expect(block.firstLine == line)
        #expect(block.lineCount == block.bytes.count { $0 == 10 })
        #expect(NaiveScan(block.bytes).lastRecordEnd == block.bytes.count)
        line += block.lineCount
      }
    }
  }

  private static func randomRecords(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    let fields = [
      "", "abc", "12.50", "\"a,b\"", "\"two\nlines\"", "\"say \"\"no\"\"\n\"", "款", "5\"", "\"\"",
    ]
    return (0..<count).flatMap { _ in
      let row = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        fields[Int.random(in: 0..<fields.count, using: &generator)]
      }
      return Array((row.joined(separator: ",") + (Bool.random(using: &generator) ? "\n" : "\r\n")).utf8)
    }
  }

  @Test func countsAndShowsRawBytes() throws {
    let place = try Workplace()
    let packed = storedGzip(Array("a,b\nc,d\n".utf8))
    let path = try place.file(packed)
    let seen = Mutex<[UInt8]>([])
    let reader = try BlockReader(path: path) { bytes in
      // SAFETY: copied within the call.
      let copy = unsafe Array(bytes)
      seen.withLock { $0 += copy }
    }
    #expect(reader.totalBytes == packed.count)
    #expect(reader.bytesRead == 0)
    #expect(try ReadBlocks(reader).bytes.count == 8)
    #expect(seen.withLock { $0 } == packed)
    #expect(reader.bytesRead == packed.count)
  }

  @Test func workersShareAReader() async throws {
    let place = try Workplace()
    let rows = (0..<50_000).map { "\($0),x\n" }.joined()
    let reader = try BlockReader(path: place.file(Array(rows.utf8)), blockBytes: 1000)
    let parts = try await withThrowingTaskGroup(of: [Int: [UInt8]].self) { group in
      for _ in 0..<4 {
        group.addTask {
          var block = RecordBlock()
          var mine: [Int: [UInt8]] = [:]
          while try reader.nextBlock(into: &block) {
            mine[block.index] = block.withSpan { span in span.indices.map { span[$0] } }
          }
          return mine
        }
      }
      return try await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
    let joined = parts.sorted { $0.key < $1.key }.flatMap(\.value)
    #expect(joined == Array(rows.utf8))
  }

  @Test(arguments: [
    ("a\nb,\"c\n", 2), ("\"", 1), ("a,\"x\ny\"\nb,c,\"\n\n\n", 3), ("\"a\"\"", 1),
  ])
  func refusesAnOpenQuote(input: String, line: Int) throws {
    let place = try Workplace()
    let path = try place.file(Array(input.utf8))
    for blockBytes in [16, 1 << 20] {
      #expect(throws: FileFault.unclosedQuote(line: line)) { try ReadBlocks(path, blockBytes: blockBytes) }
    }
  }

  @Test(arguments: [1 << 10, 1 << 16])
  func refusesALongRecord(limit: Int) throws {
    let place = try Workplace()
    let fits = Array("h\n".utf8) + [UInt8](repeating: 120, count: limit - 1) + [10]
    #expect(try ReadBlocks(place.file(fits), blockBytes: 64, limit: limit).bytes == fits)
    let exceeds = Array("h\n".utf8) + [UInt8](repeating: 120, count: limit) + [10]
    for content in [exceeds, storedGzip(exceeds)] {
      let path = try place.file(content)
      let reader = try BlockReader(path: path, blockBytes: 64, maximumRecordBytes: limit)
      for _ in 0..<2 {
        #expect(throws: FileFault.recordTooLong(line: 2, limit: limit)) { _ = try ReadBlocks(reader) }
      }
    }
  }

  @Test func refusesWhatIsNoFile() throws {
    let place = try Workplace()
    let missing = place.path("none")
    #expect(throws: FileFault.cannotRead(path: missing, errno: ENOENT)) { try BlockReader(path: missing) }
    let folder = place.folder.path
    #expect(throws: FileFault.cannotRead(path: folder, errno: EISDIR)) { try BlockReader(path: folder) }
  }

  @Test func readsAPipe() throws {
    var ends: [Int32] = [0, 0]
    // SAFETY: two descriptors are written into the array of two.
    #expect(unsafe pipe(&ends) == 0)
    // SAFETY: as many bytes as the string has.
    _ = unsafe write(ends[1], "a,b\nc", 5)
    close(ends[1])
    let reader = try BlockReader(path: "/dev/fd/\(ends[0])")
    close(ends[0])
    #expect(reader.totalBytes == nil)
    #expect(try ReadBlocks(reader).bytes == Array("a,b\nc\n".utf8))
  }
}
