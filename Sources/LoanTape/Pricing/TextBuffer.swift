internal import LoanFiles

/// The text of a batch: bytes that grow as needed and are used again.
@safe final class TextBuffer {
  /// Bytes in use.
  var count = 0
  private var capacity = 0
  private var start: UnsafeMutablePointer<UInt8>

  init() {
    unsafe start = .allocate(capacity: 1)
  }

  deinit {
    // SAFETY: allocated by this object alone; the elements are trivial.
    unsafe start.deallocate()
  }

  /// Makes room for more bytes.
  @inline(__always) func reserve(_ more: Int) {
    if count &+ more > capacity { grow(to: count &+ more) }
  }

  @inline(never) private func grow(to wanted: Int) {
    let room = max(2 * wanted, 1 << 16)
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: room)
    // SAFETY: the old storage holds `count` bytes, the new one more.
    unsafe grown.initialize(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = grown
    capacity = room
  }

  /// A cursor behind the bytes in use; callers have made room.
  @inline(__always) var cursor: TextCursor { unsafe TextCursor(start: start, count: count) }

  /// The bytes in use; good until the buffer grows.
  @inline(__always) var bytes: UnsafePointer<UInt8> { unsafe UnsafePointer(start) }

  /// Adds bytes.
  func append(_ bytes: Span<UInt8>) {
    reserve(bytes.count)
    // SAFETY: the room was made; the pointer is used within the call.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let source = buffer.baseAddress else { return }
      unsafe (start + count).update(from: source, count: buffer.count)
    }
    count += bytes.count
  }

  /// Writes the bytes in use.
  func write(to output: HeldOutput) throws(FileFault) {
    // SAFETY: the bytes were written; they are used within the call.
    try output.write(unsafe UnsafeBufferPointer(start: start, count: count).span)
  }

  /// A copy of the bytes in use.
  var copy: [UInt8] {
    // SAFETY: the bytes were written.
    unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// Shows the bytes in use to a hash.
  func update(_ hash: TapeHash) {
    // SAFETY: the bytes were written; they are used within the call.
    unsafe hash.update(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Writes the bytes in use.
  func write(to output: OutputSink) throws(FileFault) {
    // SAFETY: the bytes were written; they are used within the call.
    try unsafe output.write(UnsafeRawBufferPointer(start: start, count: count))
  }
}
