internal import Lending

/// Identifiers of some rows, one after the other: those of a batch while it is filled, or names beside it.
@safe struct IdentifierColumn {
  private(set) var bytes: [UInt8] = []
  /// Where each row's identifier ends.
  private(set) var ends: [UInt32] = []
  private(set) var used = 0

  /// An empty column.
  init() {}

  /// Takes the storage of a batch's identifiers.
  init(_ batch: inout LoanBatch) {
    bytes = batch.identifierBytes
    ends = batch.identifierEnds
    batch.identifierBytes = []
    batch.identifierEnds = []
    begin(capacity: batch.capacity)
  }

  /// Forgets what it holds, and makes room for as many rows.
  mutating func begin(capacity: Int) {
    used = 0
    if ends.count < capacity { ends = Array(repeating: 0, count: capacity) }
  }

  /// Appends the identifiers of some rows.
  mutating func append(_ fields: UnsafePointer<FieldBytes>, rows: Range<Int>) {
    var total = 0
    for index in 0..<rows.count { total &+= unsafe fields[index].count }
    let needed = used + total + PackedText.limit
    if bytes.count < needed { bytes.append(contentsOf: repeatElement(0, count: max(needed, 1 << 16) * 2)) }
    // SAFETY: room for all fields and one whole word more was made above; sixteen bytes beyond a field can be read.
    used = unsafe bytes.withUnsafeMutableBytes { target in
      guard let target = target.baseAddress else { return used }
      return unsafe ends.withUnsafeMutableBufferPointer { ends in
        var place = used
        for index in 0..<rows.count {
          let field = unsafe fields[index]
          var copied = 0
          repeat {
            let word = unsafe UnsafeRawPointer(field.start + copied).loadUnaligned(as: (UInt64, UInt64).self)
            unsafe (target + place + copied).storeBytes(of: word, as: (UInt64, UInt64).self)
            copied &+= PackedText.limit
          } while copied < field.count
          place &+= field.count
          unsafe ends[rows.lowerBound &+ index] = UInt32(truncatingIfNeeded: place)
        }
        return place
      }
    }
  }

  /// Takes rows out; those behind move up.
  mutating func remove(count: Int, where isRemoved: (Int) -> Bool) {
    var start = 0
    var target = 0
    var kept: [UInt8] = []
    for row in 0..<count {
      let end = Int(ends[row])
      if !isRemoved(row) {
        kept += bytes[start..<end]
        ends[target] = UInt32(truncatingIfNeeded: kept.count)
        target += 1
      }
      start = end
    }
    bytes.replaceSubrange(0..<kept.count, with: kept)
    used = kept.count
  }

  /// Gives the storage back; the bytes may be more than the last end says.
  consuming func give(to batch: inout LoanBatch) {
    batch.identifierBytes = bytes
    batch.identifierEnds = ends
  }
}
