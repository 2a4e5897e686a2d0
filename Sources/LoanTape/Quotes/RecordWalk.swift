internal import LoanFiles

/// The records of a block one after another.
struct RecordWalk {
  private let block: BlockBounds
  private let hasQuotes: Bool
  private var next = 0
  private var line: Int

  /// Starts at the block's first record.
  init(_ block: BlockBounds, firstLine: Int, traits: ByteTraits) {
    self.block = block
    hasQuotes = traits.contains(.quote)
    line = firstLine
  }

  /// The next record that is not blank.
  mutating func record() -> Record? {
    while next < block.count {
      let first = next
      // SAFETY: the bounds lie within the block.
      while next + 1 < block.count, unsafe block.start[Int(block.bounds[next + 1])] != 10 { next += 1 }
      next += 1
      let record = Record(block, first: first, fields: next - first, line: line)
      line += 1
      // Line feeds inside a record stand in quotes.
      if hasQuotes { line += unsafe ByteKernels.count(of: 10, in: record.raw) }
      if !record.isBlank { return record }
    }
    return nil
  }
}

extension StructuralScanner {
  /// Lends the bytes of the block that was scanned last with its delimiters; nil where there are none.
  borrowing func withBounds<Result>(
    of block: RecordBlock, _ body: (BlockBounds) throws -> Result
  ) rethrows -> Result? {
    // SAFETY: the pointers are used while the block's bytes and the scanner's positions are held.
    try unsafe block.withUnsafeBytes { raw in
      try withBounds { span in
        try unsafe span.withUnsafeBufferPointer { bounds in
          guard let start = unsafe raw.baseAddress?.assumingMemoryBound(to: UInt8.self),
            let first = bounds.baseAddress
          else { return nil }
          return try body(unsafe BlockBounds(start: start, bounds: first, count: bounds.count - 1))
        }
      }
    }
  }
}
