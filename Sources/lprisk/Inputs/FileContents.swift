internal import LoanFiles

/// A whole file in memory; a byte-order mark is dropped and gzip undone.
enum FileContents {
  /// Reads a path, or standard input for `-`.
  static func read(_ path: String) throws(FileFault) -> [UInt8] {
    let reader = try BlockReader(path: path)
    var block = RecordBlock()
    var bytes: [UInt8] = []
    while try reader.nextBlock(into: &block) {
      block.withSpan { span in
        bytes.reserveCapacity(bytes.count + span.count)
        for index in 0..<span.count { bytes.append(span[index]) }
      }
    }
    return bytes
  }
}
