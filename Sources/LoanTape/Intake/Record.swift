internal import LoanFiles

/// One record of a block: where its bytes and its delimiters lie.
@safe struct Record {
  let block: BlockBounds
  let offset: Int
  let end: Int
  /// Index of its first field among the block's.
  let first: Int
  let fields: Int
  /// Physical line on which it begins.
  let line: Int

  init(_ block: BlockBounds, first: Int, fields: Int, line: Int) {
    self.block = block
    self.first = first
    self.fields = fields
    self.line = line
    // SAFETY: the record's delimiters lie within the block's.
    offset = unsafe Int(block.bounds[first] &+ 1)
    end = unsafe Int(block.bounds[first + fields])
  }

  /// A field by position; the carriage return of the last one is no part of it.
  func field(_ index: Int) -> FieldBytes {
    // SAFETY: begin ≤ finish ≤ end, all within the block.
    let begin = unsafe Int(block.bounds[first + index] &+ 1)
    var finish = unsafe Int(block.bounds[first + index + 1])
    if index == fields - 1, finish > begin, unsafe block.start[finish - 1] == 13 { finish -= 1 }
    return unsafe FieldBytes(start: block.start + begin, count: finish - begin)
  }

  /// Whether the line is empty.
  var isBlank: Bool {
    // SAFETY: within the block.
    unsafe end == offset || (end == offset + 1 && block.start[offset] == 13)
  }

  /// The bytes with the line end's carriage return.
  var raw: UnsafeRawBufferPointer {
    // SAFETY: within the block.
    unsafe UnsafeRawBufferPointer(start: block.start + offset, count: end - offset)
  }

  /// The bytes without the line end.
  var bytes: [UInt8] {
    var bytes = unsafe Array(raw)
    if bytes.last == 13 { bytes.removeLast() }
    return bytes
  }

  /// Position of the first field with a NUL byte or ill-formed UTF-8.
  func byteFaultField() -> Int {
    for index in 0..<fields {
      let field = field(index)
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
    if unsafe ByteKernels.count(of: 0, in: raw) > 0 { return .nulByte }
    return unsafe ByteKernels.firstInvalidUTF8(in: raw) == nil ? nil : .notUTF8
  }
}
