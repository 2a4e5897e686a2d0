import Glibc

/// Bytes that grow and are used again: the storage of a ``RecordBlock``.
///
/// One owner at a time: it may move between threads, it is not guarded. At least ``padding`` readable zero
/// bytes follow the content, so that a reader of eight or sixty-four bytes at a time needs no special end.
@safe
public final class ByteBuffer: @unchecked Sendable {
  /// How many zero bytes follow the content.
  public static let padding = 64

  private var start: UnsafeMutableRawPointer?
  private var held = 0
  private var room = 0

  /// An empty buffer without storage.
  public init() {
    unsafe start = nil
  }

  deinit {
    // SAFETY: `start` came from realloc and is freed once, by its only owner.
    unsafe free(start)
  }

  /// The number of bytes held.
  public var count: Int { held }

  /// The number of bytes that fit without growing.
  public var capacity: Int { room }

  /// The bytes held, for the length of the call.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // SAFETY: `start` holds at least `held` bytes, and the one owner does not grow it within the call.
    try unsafe body(UnsafeRawBufferPointer(start: start, count: held))
  }

  /// The bytes held as a span, for the length of the call.
  public func withSpan<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // SAFETY: as above; bytes are bound as UInt8 by nobody else.
    let bytes = unsafe UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: held)
    return try unsafe body(bytes.span)
  }

  /// Makes room for `wanted` bytes in all; `false` when the system has no memory.
  func reserve(_ wanted: Int) -> Bool {
    guard wanted > room else { return true }
    // SAFETY: realloc keeps the old bytes and frees the old storage only when it succeeds.
    guard let grown = unsafe realloc(start, wanted + Self.padding) else { return false }
    unsafe start = grown
    room = wanted
    return true
  }

  /// Gives storage back that is larger than `limit`; the content is lost with it.
  func shrink(to limit: Int) {
    held = 0
    guard room > limit else { return }
    // SAFETY: the content was given up in the line above.
    unsafe free(start)
    unsafe start = nil
    room = 0
  }

  /// The bytes after the content that may be filled before ``grow(by:)``.
  func withFreeSpace<Result, Failure: Error>(
    upTo limit: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let free = max(0, min(limit, room) - held)
    // SAFETY: `held + free` is at most `room`.
    return try unsafe body(UnsafeMutableRawBufferPointer(start: start.map { unsafe $0 + held }, count: free))
  }

  /// Counts `added` bytes as content after they were written into the free space.
  func grow(by added: Int) {
    precondition(added >= 0 && held + added <= room)
    held += added
  }

  /// Holds only the first `count` bytes.
  func truncate(to count: Int) {
    precondition(count >= 0 && count <= held)
    held = count
  }

  /// Drops the first `count` bytes.
  func dropFirst(_ count: Int) {
    precondition(count >= 0 && count <= held)
    held -= count
    guard count > 0, held > 0, let start = unsafe start else { return }
    // SAFETY: memmove allows the overlap; both ranges lie inside the content.
    unsafe memmove(start, start + count, held)
  }

  /// Appends bytes; `false` when the system has no memory.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard reserve(held + bytes.count) else { return false }
    guard let start = unsafe start, let source = bytes.baseAddress else { return true }
    // SAFETY: the room was made above, and the source is another buffer's.
    unsafe memcpy(start + held, source, bytes.count)
    held += bytes.count
    return true
  }

  /// Writes the zero bytes that follow the content.
  func pad() {
    guard let start = unsafe start else { return }
    // SAFETY: the storage is `room + padding` bytes long.
    unsafe memset(start + held, 0, Self.padding)
  }
}
