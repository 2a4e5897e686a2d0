internal import CKernels

/// One field of each of some rows: what a reader of one kind of field goes through without asking what it reads.
///
/// So few rows that their bytes stay in the first-level cache while column after column is read.
@safe final class FieldColumn {
  /// Rows that are read together.
  static let capacity = 128

  /// The fields; those in use come first.
  let fields: UnsafeMutablePointer<FieldBytes>
  /// What they are as numbers, where their kind is one; NaN for none.
  let numbers: UnsafeMutablePointer<Double>
  /// Content of fields that do not lie in the block as they are read: without quotes, or mapped.
  private var held: [UInt8] = []
  private var places: [(index: Int, offset: Int, count: Int)] = []

  init() {
    unsafe precondition(
      MemoryLayout<FieldBytes>.size == MemoryLayout<lpr_field>.size
        && MemoryLayout<FieldBytes>.offset(of: \.count) == MemoryLayout<lpr_field>.offset(of: \.count))
    unsafe fields = .allocate(capacity: FieldColumn.capacity)
    unsafe numbers = .allocate(capacity: FieldColumn.capacity)
    unsafe numbers.initialize(repeating: .nan, count: FieldColumn.capacity)
  }

  deinit {
    // SAFETY: allocated in `init`; the elements are trivial.
    unsafe fields.deallocate()
    unsafe numbers.deallocate()
  }

  /// Reads the first fields as money with two decimals, in fen; −1 where one is none of up to eight digits before the
  /// point.
  ///
  /// - Returns: How many are none.
  @inline(__always) func readHundredths(count: Int, into fen: UnsafeMutablePointer<Int64>) -> Int {
    // SAFETY: sixteen bytes from the start of any field are readable: blocks and the scratch bytes are padded.
    unsafe lpr_read_hundredths(kernelFields, count, fen)
  }

  /// Reads the first fields into ``numbers``; NaN where one is no plain number of up to fourteen digits.
  ///
  /// - Returns: How many are none.
  @inline(__always) func readNumbers(count: Int) -> Int {
    // SAFETY: as above.
    unsafe lpr_read_numbers(kernelFields, count, numbers)
  }

  /// Reads the first fields as days; ``missingDay`` where one is none, or not of the years of the table.
  ///
  /// - Returns: How many are none.
  @inline(__always) func readDays(
    count: Int, monthStarts: UnsafePointer<Int32>, firstYear: Int, years: Int,
    into days: UnsafeMutablePointer<Int32>
  ) -> Int {
    // SAFETY: as above; the table has a start for each month of its years and one more.
    unsafe lpr_read_days(kernelFields, count, monthStarts, UInt32(firstYear), UInt32(years), days)
  }

  private var kernelFields: UnsafePointer<lpr_field> {
    // SAFETY: both are a pointer and a count, which `init` has checked.
    unsafe UnsafeRawPointer(fields).assumingMemoryBound(to: lpr_field.self)
  }

  /// Finds the fields of one column in rows whose first delimiters are given.
  func locate(_ block: BlockBounds, _ firsts: UnsafePointer<UInt32>, count: Int, source: Int) {
    // SAFETY: a row has the layout's number of delimiters, so the field's two lie within the block's.
    for index in 0..<count {
      let bound = unsafe block.bounds + (Int(firsts[index]) &+ source)
      let begin = unsafe bound[0] &+ 1
      unsafe fields[index] = unsafe FieldBytes(
        start: block.start + Int(begin), count: Int(bound[1] &- begin))
    }
  }

  /// Takes the carriage return off the last field of a record.
  func dropCarriageReturns(count: Int) {
    for index in 0..<count {
      // SAFETY: the index lies below the count; a field is looked at within its bytes.
      let field = unsafe fields[index]
      if !field.isEmpty, field[field.count - 1] == 13 {
        unsafe fields[index] = unsafe FieldBytes(start: field.start, count: field.count - 1)
      }
    }
  }

  /// Begins to replace fields.
  func beginReplacing() {
    held.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  /// Gives a field another content, in force from ``endReplacing()`` on.
  func replace(_ index: Int, by bytes: some Sequence<UInt8>) {
    let offset = held.count
    held.append(contentsOf: bytes)
    places.append((index, offset, held.count - offset))
    // Sixteen readable bytes follow, as in a block.
    for _ in 0..<PackedText.limit { held.append(0) }
  }

  /// Puts the new contents in force; they are good until the next ``beginReplacing()``.
  func endReplacing() {
    // SAFETY: the array is not touched before the fields are used up, so its storage stays where it is.
    unsafe held.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      for place in places {
        unsafe fields[place.index] = unsafe FieldBytes(start: start + place.offset, count: place.count)
      }
    }
  }
}

/// The bytes of a block with its delimiters: pointers that are good while the block is held.
@safe struct BlockBounds {
  let start: UnsafePointer<UInt8>
  /// Where each delimiter stands, after one in front of the first byte: field `k` lies between `k` and `k + 1`.
  let bounds: UnsafePointer<UInt32>
  /// Delimiters, the one in front not counted.
  let count: Int
}
