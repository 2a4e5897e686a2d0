internal import CZlib

/// One gzip member after another, turned into bytes by zlib.
///
/// One owner at a time.
@safe
final class Inflater {
  /// What one call did.
  struct Step {
    var consumed: Int
    var produced: Int
    var endsMember: Bool
  }

  /// Why a call did nothing.
  enum Failure: Error {
    case corrupt
    case outOfMemory
  }

  private let stream: UnsafeMutablePointer<z_stream>

  /// A decoder for the gzip format; `nil` without memory.
  init?() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // SAFETY: the stream is initialised and stays at its address, which zlib keeps; 15 + 16 is gzip alone.
    let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { return nil }
  }

  deinit {
    // SAFETY: the stream was initialised in `init`; inflateEnd accepts one that inflateInit2_ refused.
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Decodes as much of `input` as fits into `output`.
  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(Failure) -> Step {
    let most = Int(UInt32.max)
    let taken = min(input.count, most)
    let room = min(output.count, most)
    // SAFETY: zlib reads `taken` bytes and writes `room` at the most, and keeps neither pointer.
    let first = unsafe input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: first)
    unsafe stream.pointee.avail_in = UInt32(taken)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(room)
    let status = unsafe inflate(stream, Z_NO_FLUSH)
    let consumed = unsafe taken - Int(stream.pointee.avail_in)
    let produced = unsafe room - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK: return Step(consumed: consumed, produced: produced, endsMember: false)
    case Z_STREAM_END: return Step(consumed: consumed, produced: produced, endsMember: true)
    case Z_BUF_ERROR where taken == 0 || room == 0: return Step(consumed: 0, produced: 0, endsMember: false)
    case Z_MEM_ERROR: throw .outOfMemory
    default: throw .corrupt
    }
  }

  /// Begins the next member.
  func startMember() {
    // SAFETY: the stream is initialised.
    _ = unsafe inflateReset(stream)
  }
}
