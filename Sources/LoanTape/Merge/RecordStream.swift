internal import LoanFiles

/// Reads a CSV file record by record, on one thread: what asks for a few fields and for places, not for a batch.
enum RecordStream {
  /// Calls the body for every record but blank lines, the header first, with its place in the (decoded) file.
  ///
  /// - Parameter hash: Sees the file's bytes as they lie there.
  static func read(_ path: String, hash: TapeHash, _ body: (Record, Int) throws -> Void) throws {
    // SAFETY: the bytes are hashed within the call, under the reader's lock.
    let reader = try BlockReader(path: path) { bytes in unsafe hash.update(bytes) }
    var scanner = StructuralScanner()
    var block = RecordBlock()
    var offset = 0
    while try reader.nextBlock(into: &block) {
      try Interrupt.check()
      try scanner.scan(block)
      // SAFETY: the pointers are used while the block's bytes and the scanner's positions are held.
      try unsafe block.withUnsafeBytes { raw in
        try scanner.withBounds { span in
          try unsafe span.withUnsafeBufferPointer { bounds in
            guard let start = unsafe raw.baseAddress?.assumingMemoryBound(to: UInt8.self),
              let first = bounds.baseAddress
            else { return }
            try records(
              unsafe BlockBounds(start: start, bounds: first, count: bounds.count - 1), line: block.firstLine
            ) { try body($0, offset + $0.offset) }
          }
        }
      }
      offset += block.count
    }
  }

  private static func records(_ block: BlockBounds, line: Int, _ body: (Record) throws -> Void) throws {
    var next = 0
    while next < block.count {
      let first = next
      // SAFETY: the bounds lie within the block.
      while next + 1 < block.count, unsafe block.start[Int(block.bounds[next + 1])] != 10 { next += 1 }
      next += 1
      let record = Record(block, first: first, fields: next - first, line: line)
      if record.fields == 1, record.isBlank { continue }
      try body(record)
    }
  }

  /// The hash of a field's content, as intake forms it; nil for an empty one.
  static func digest(_ field: FieldBytes) -> Digest128? {
    if let content = field.unquoted { return content.isEmpty ? nil : Digest128(content.span) }
    // SAFETY: the bytes are hashed within the call.
    return field.isEmpty ? nil : unsafe Digest128(field.raw)
  }
}
