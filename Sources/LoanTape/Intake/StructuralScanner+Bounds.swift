internal import LoanFiles

extension StructuralScanner {
  /// Lends the bytes of the block that was scanned last, with its delimiters; nil where there are none.
  borrowing func withBlockBounds<Result>(_ block: RecordBlock, _ body: (BlockBounds) -> Result) -> Result? {
    // SAFETY: the pointers are used while the block's bytes and the scanner's positions are held.
    unsafe block.withUnsafeBytes { raw in
      withBounds { span in
        unsafe span.withUnsafeBufferPointer { bounds in
          guard let start = unsafe raw.baseAddress?.assumingMemoryBound(to: UInt8.self),
            let first = bounds.baseAddress
          else { return nil }
          return body(unsafe BlockBounds(start: start, bounds: first, count: bounds.count - 1))
        }
      }
    }
  }
}
