import Foundation
import LoanFiles
import Testing

/// Pieces of a file come out as they lie there, in whatever order they are asked for.
@Suite struct WindowedFileTests {
  private static func file(_ count: Int) throws -> (path: String, bytes: [UInt8]) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let path = FileManager.default.temporaryDirectory.appending(path: "lprisk-window-\(UUID().uuidString)")
      .path
    try Data(bytes).write(to: URL(filePath: path))
    return (path, bytes)
  }

  @Test(arguments: [1, 1000, 65_536, 300_000]) func pieces(_ count: Int) throws {
    let (path, bytes) = try Self.file(count)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try WindowedFile(path: path)
    for step in 0..<500 {
      // Primes, so that neighbours and far pieces, short and long ones take turns.
      let start = step * 7_919 % (count + 1)
      let length = step * 104_729 % (min(count - start, 100_000) + 1)
      var piece: [UInt8] = [7]
      try file.append(at: start, count: length, to: &piece)
      #expect(piece == [7] + bytes[start..<(start + length)])
    }
  }

  @Test func beyondTheEnd() throws {
    let (path, _) = try Self.file(10)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try WindowedFile(path: path)
    var piece: [UInt8] = []
    for (offset, count) in [(0, 11), (10, 1), (-1, 1), (11, 0)] {
      #expect(throws: FileFault.self) { try file.append(at: offset, count: count, to: &piece) }
    }
    #expect(piece.isEmpty)
    #expect(throws: FileFault.self) { try WindowedFile(path: path + "-missing") }
  }
}
