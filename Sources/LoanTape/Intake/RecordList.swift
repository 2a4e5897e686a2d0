internal import LoanFiles

/// The records that go into a batch: where the fields of each begin among the block's, and on which line.
@safe final class RecordList {
  let capacity: Int
  /// Index of the first field of each record among the block's.
  let firsts: UnsafeMutablePointer<UInt32>
  /// Physical line on which each begins.
  let lines: UnsafeMutablePointer<Int64>
  private(set) var count = 0
  // Where the list stands in its block.
  private var next = 0
  private var line = 1
  /// Every record has as many fields as the header, and a line of its own.
  private var isRegular = false
  private var checksBytes = false

  init(capacity: Int) {
    self.capacity = capacity
    unsafe firsts = .allocate(capacity: capacity)
    unsafe lines = .allocate(capacity: capacity)
  }

  deinit {
    // SAFETY: allocated in `init`; the elements are trivial.
    unsafe firsts.deallocate()
    unsafe lines.deallocate()
  }

  /// Starts a block.
  func begin(_ block: RecordBlock, _ bounds: BlockBounds, traits: ByteTraits, fields: Int) {
    next = 0
    line = block.firstLine
    isRegular = false
    checksBytes = traits.contains(.zero)
    if traits.contains(.nonASCII) {
      // SAFETY: the bytes are looked at within the call.
      checksBytes =
        unsafe checksBytes || block.withUnsafeBytes { unsafe ByteKernels.firstInvalidUTF8(in: $0) } != nil
    }
    // As many line feeds as records of that length, each at the end of one: then none stands elsewhere.
    guard !traits.contains(.quote), fields > 1, bounds.count == block.lineCount * fields else { return }
    var end = fields
    while end <= bounds.count {
      // SAFETY: the bounds lie within the block.
      guard unsafe bounds.start[Int(bounds.bounds[end])] == 10 else { return }
      end += fields
    }
    isRegular = true
  }

  /// Passes over the header, the first record of the tape.
  func skipHeader(_ block: BlockBounds) {
    guard let header = nextRecord(block) else { return }
    line += unsafe ByteKernels.count(of: 10, in: header.raw) + 1
  }

  /// Lists the next records that have their number of fields; others are rejected.
  ///
  /// - Returns: Whether records are left.
  func fill(
    _ block: BlockBounds, fields: Int, rejected: (Record, FieldFault) -> Void, header: [String]
  ) -> Bool {
    count = 0
    if isRegular, !checksBytes {
      count = min(capacity, (block.count - next) / fields)
      for index in 0..<count {
        // SAFETY: the count is at most the capacity.
        unsafe firsts[index] = UInt32(truncatingIfNeeded: next &+ index &* fields)
        unsafe lines[index] = Int64(line &+ index)
      }
      next += count * fields
      line += count
      return next < block.count
    }
    while count < capacity, let record = nextRecord(block) {
      line += unsafe ByteKernels.count(of: 10, in: record.raw) + 1
      if record.fields == 1, record.isBlank { continue }
      if record.fields != fields {
        rejected(
          record, FieldFault(value: "", reason: .fieldCount(expected: fields, found: record.fields)))
      } else if checksBytes, let reason = record.byteFault() {
        let place = record.byteFaultField()
        rejected(
          record, FieldFault(column: header[place], value: record.field(place).text, reason: reason))
      } else {
        // SAFETY: the count lies below the capacity.
        unsafe firsts[count] = UInt32(truncatingIfNeeded: record.first)
        unsafe lines[count] = Int64(record.line)
        count += 1
      }
    }
    return next < block.count
  }

  /// A record of the list.
  func record(_ row: Int, _ block: BlockBounds, fields: Int) -> Record {
    // SAFETY: callers name a row of the list.
    unsafe Record(block, first: Int(firsts[row]), fields: fields, line: Int(lines[row]))
  }

  private func nextRecord(_ block: BlockBounds) -> Record? {
    guard next < block.count else { return nil }
    let first = next
    // SAFETY: the bounds lie within the block.
    while next + 1 < block.count, unsafe block.start[Int(block.bounds[next + 1])] != 10 { next += 1 }
    next += 1
    return Record(block, first: first, fields: next - first, line: line)
  }
}
