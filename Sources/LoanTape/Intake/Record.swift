internal import LoanFiles

/// One record of a block: where its bytes and its delimiters lie.
@safe struct Record {
  let start: UnsafePointer<UInt8>
  let offset: Int
  let end: Int
  /// Index of its first delimiter among the block's.
  let first: Int
  let fields: Int
  /// Physical line on which it begins.
  let line: Int

  init(start: UnsafePointer<UInt8>, offset: Int, end: Int, first: Int, fields: Int, line: Int) {
    unsafe self.start = unsafe start
    self.offset = offset
    self.end = end
    self.first = first
    self.fields = fields
    self.line = line
  }

  /// A field by position; the carriage return of the last one is no part of it.
  @inline(__always) func field(_ index: Int, _ positions: Span<UInt32>) -> FieldBytes {
    let begin = index == 0 ? offset : Int(positions[first + index - 1]) + 1
    var finish = Int(positions[first + index])
    // SAFETY: begin ≤ finish ≤ end, all within the block.
    if index == fields - 1, finish > begin, unsafe start[finish - 1] == 13 { finish -= 1 }
    return unsafe FieldBytes(start: start + begin, count: finish - begin)
  }

  /// Whether the line is empty.
  var isBlank: Bool {
    // SAFETY: within the block.
    unsafe end == offset || (end == offset + 1 && start[offset] == 13)
  }

  /// The bytes without the line end.
  var bytes: [UInt8] {
    // SAFETY: within the block.
    var finish = end
    if finish > offset, unsafe start[finish - 1] == 13 { finish -= 1 }
    return unsafe Array(UnsafeBufferPointer(start: start + offset, count: finish - offset))
  }

  /// Position of the first field with a NUL byte or ill-formed UTF-8.
  func byteFaultField(_ positions: Span<UInt32>) -> Int {
    for index in 0..<fields {
      let field = field(index, positions)
      // SAFETY: within the block.
      let zeros = unsafe ByteKernels.count(of: 0, in: field.raw)
      let invalid = unsafe ByteKernels.firstInvalidUTF8(in: field.raw)
      if zeros > 0 || invalid != nil {
        return index
      }
    }
    return 0
  }

  /// A NUL byte or ill-formed UTF-8 in the record.
  func byteFault() -> RejectReason? {
    // SAFETY: within the block.
    let raw = unsafe UnsafeRawBufferPointer(start: start + offset, count: end - offset)
    if unsafe ByteKernels.count(of: 0, in: raw) > 0 { return .nulByte }
    return unsafe ByteKernels.firstInvalidUTF8(in: raw) == nil ? nil : .notUTF8
  }
}
