import Foundation
import LoanFiles

/// A generator whose seed a failing test prints.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// Files of a test, in a folder that goes with the value.
struct Workplace {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  func file(_ bytes: [UInt8], named name: String = "input") throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

/// What a reader gave: the blocks' bytes and where they begin.
struct ReadBlocks {
  var bytes: [UInt8] = []
  var blocks: [(index: Int, firstLine: Int, lineCount: Int, bytes: [UInt8])] = []

  init(_ path: String, blockBytes: Int = 1 << 20, limit: Int = 64 << 20) throws(FileFault) {
    try self.init(BlockReader(path: path, blockBytes: blockBytes, maximumRecordBytes: limit))
  }

  init(_ reader: BlockReader) throws(FileFault) {
    var block = RecordBlock()
    while try reader.nextBlock(into: &block) {
      let content = block.withSpan { span in span.indices.map { span[$0] } }
      blocks.append((block.index, block.firstLine, block.lineCount, content))
      bytes += content
    }
  }
}

/// A gzip member that stores its bytes without compressing them (RFC 1951 and 1952).
func storedGzip(_ bytes: [UInt8]) -> [UInt8] {
  var member: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
  var start = 0
  repeat {
    let length = min(65_535, bytes.count - start)
    let isLast: UInt8 = start + length == bytes.count ? 1 : 0
    member += [
      isLast, UInt8(length & 255), UInt8(length >> 8), UInt8(~length & 255), UInt8((~length >> 8) & 255),
    ]
    member += bytes[start..<start + length]
    start += length
  } while start < bytes.count
  for word in [checksum(bytes), UInt32(bytes.count)] {
    member += (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
  }
  return member
}

private func checksum(_ bytes: [UInt8]) -> UInt32 {
  var sum = ~UInt32(0)
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 {
      let carry: UInt32 = sum & 1 == 1 ? 0xedb8_8320 : 0
      sum = carry ^ (sum >> 1)
    }
  }
  return ~sum
}

/// The definition of a record's structure, one byte after another: what the kernels are held against.
struct NaiveScan {
  enum State {
    case fieldStart, bare, quoted, quoteInQuoted
  }

  var positions: [UInt32] = []
  var lastRecordEnd = 0
  var openQuote: Int?

  init(_ bytes: [UInt8]) {
    var state = State.fieldStart
    for (index, byte) in bytes.enumerated() {
      switch (state, byte) {
      case (.quoted, UInt8(ascii: "\"")): state = .quoteInQuoted
      case (.quoted, _): break
      case (.fieldStart, UInt8(ascii: "\"")):
        state = .quoted
        openQuote = index
      case (.quoteInQuoted, UInt8(ascii: "\"")): state = .quoted
      case (_, UInt8(ascii: ",")), (_, UInt8(ascii: "\n")):
        positions.append(UInt32(index))
        if byte == UInt8(ascii: "\n") { lastRecordEnd = index + 1 }
        state = .fieldStart
      default: state = .bare
      }
    }
    if state != .quoted { openQuote = nil }
  }
}
