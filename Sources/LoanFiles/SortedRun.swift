/// An entry as it lies in a run: lengths of key and payload, then both.
enum SortedEntry {
  static let headBytes = 8

  static func append(key: Span<UInt8>, payload: Span<UInt8>, to bytes: inout [UInt8]) {
    for length in [UInt32(truncatingIfNeeded: key.count), UInt32(truncatingIfNeeded: payload.count)] {
      for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }
    for index in 0..<key.count { bytes.append(key[index]) }
    for index in 0..<payload.count { bytes.append(payload[index]) }
  }

  /// Length of the key of an entry.
  static func keyCount(_ bytes: [UInt8], at offset: Int) -> Int { number(bytes, at: offset) }

  /// Length of the payload of an entry.
  static func payloadCount(_ bytes: [UInt8], at offset: Int) -> Int { number(bytes, at: offset + 4) }

  /// Length of an entry.
  static func length(_ bytes: [UInt8], at offset: Int) -> Int {
    headBytes + keyCount(bytes, at: offset) + payloadCount(bytes, at: offset)
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
    Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 | Int(bytes[offset + 2]) << 16
      | Int(bytes[offset + 3]) << 24
  }

  /// Eight bytes of a key as a number of the same order; zeros behind its end.
  static func word(_ key: Span<UInt8>, at start: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in start..<start + 8 { word = word << 8 | (index < key.count ? UInt64(key[index]) : 0) }
    return word
  }

  /// The same of an entry's key.
  static func word(_ bytes: [UInt8], ofEntryAt offset: Int, at start: Int) -> UInt64 {
    let count = keyCount(bytes, at: offset)
    var word: UInt64 = 0
    for index in start..<start + 8 {
      word = word << 8 | (index < count ? UInt64(bytes[offset + headBytes + index]) : 0)
    }
    return word
  }

  /// Whether one entry's key is the smaller, byte by byte.
  static func isKey(
    _ left: [UInt8], at leftStart: Int, before right: [UInt8], at rightStart: Int
  ) -> Bool {
    let (leftCount, rightCount) = (keyCount(left, at: leftStart), keyCount(right, at: rightStart))
    for index in 0..<min(leftCount, rightCount) {
      let one = left[leftStart + headBytes + index]
      let other = right[rightStart + headBytes + index]
      if one != other { return one < other }
    }
    return leftCount < rightCount
  }
}

/// Writes a run of a known length piece by piece.
struct RunWriter {
  private let spool: Spool
  private let extent: SpoolExtent
  private var written = 0
  /// What waits to be written.
  var bytes: [UInt8] = []

  init(_ spool: Spool, length: Int) {
    self.spool = spool
    extent = spool.reserve(length)
  }

  mutating func writeFullPieces() throws(FileFault) {
    if bytes.count >= SortedSpill.pieceBytes { try write() }
  }

  mutating func finish() throws(FileFault) -> SpoolExtent {
    try write()
    return extent
  }

  private mutating func write() throws(FileFault) {
    let (spool, offset) = (spool, extent.offset + written)
    // SAFETY: the pointer is used within the call only.
    try unsafe bytes.span.withUnsafeBytes { raw throws(FileFault) in try unsafe spool.write(raw, at: offset) }
    written += bytes.count
    bytes.removeAll(keepingCapacity: true)
  }
}

/// A run that is read entry by entry through a window; runs are ordered by the keys of the entries at hand.
final class RunSource: Comparable {
  private let spool: Spool
  private let extent: SpoolExtent
  private var window: [UInt8] = []
  /// Bytes of the run before the window.
  private var start = 0
  /// Where the entry at hand begins in the window, and its length.
  private var offset = 0
  private var length = 0
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  init(_ spool: Spool, _ extent: SpoolExtent) {
    self.spool = spool
    self.extent = extent
  }

  /// Goes to the next entry; false at the end.
  func advance() throws(FileFault) -> Bool {
    offset += length
    guard start + offset < extent.length else { return false }
    if window.count - offset < SortedEntry.headBytes { try refill(SortedEntry.headBytes) }
    length = SortedEntry.length(window, at: offset)
    if window.count - offset < length { try refill(length) }
    high = SortedEntry.word(window, ofEntryAt: offset, at: 0)
    low = SortedEntry.word(window, ofEntryAt: offset, at: 8)
    return true
  }

  /// Moves the window so that it begins with the entry at hand and holds so many bytes of it.
  private func refill(_ wanted: Int) throws(FileFault) {
    start += offset
    offset = 0
    let count = min(max(wanted, SortedSpill.windowBytes), extent.length - start)
    // One owner while it is filled, or it would be copied.
    var bytes = window.count == count ? window : Array(repeating: 0, count: count)
    window = []
    let (spool, place) = (spool, extent.offset + start)
    do {
      var span = bytes.mutableSpan
      // SAFETY: the array holds as many bytes as are wanted, and lives for the call.
      try unsafe span.withUnsafeMutableBytes { raw throws(FileFault) in
        try unsafe spool.read(at: place, into: raw)
      }
    }
    window = bytes
  }

  func take(key: inout [UInt8], payload: inout [UInt8]) {
    let first = offset + SortedEntry.headBytes
    let middle = first + SortedEntry.keyCount(window, at: offset)
    key.removeAll(keepingCapacity: true)
    key.append(contentsOf: window[first..<middle])
    payload.removeAll(keepingCapacity: true)
    payload.append(contentsOf: window[middle..<offset + length])
  }

  static func == (left: RunSource, right: RunSource) -> Bool { !(left < right) && !(right < left) }

  static func < (left: RunSource, right: RunSource) -> Bool {
    if left.high != right.high { return left.high < right.high }
    if left.low != right.low { return left.low < right.low }
    return SortedEntry.isKey(left.window, at: left.offset, before: right.window, at: right.offset)
  }
}
