import Glibc
import Synchronization

/// A place in a spool.
public struct SpoolExtent: Hashable, Sendable {
  /// Where the bytes begin.
  public let offset: Int
  /// How many they are.
  public let length: Int

  /// The bytes from `offset` on.
  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }
}

/// Bytes written piece by piece and read anywhere: the first in memory, the others in a temporary file without a name;
/// all calls from any thread.
@safe
public final class Spool: @unchecked Sendable {
  private let growing: GrowingFile
  private let memory: UnsafeMutableRawPointer?
  private let memoryBytes: Int
  private let held = Atomic<Int>(0)

  /// Makes the file in the folder and unlinks it.
  ///
  /// - Parameter memoryBytes: So many bytes are kept in memory, which the system gives as they are written.
  /// - Throws: ``FileFault/cannotCreate(path:errno:)``
  public init(in folder: TemporaryFolder, memoryBytes: Int = 0) throws(FileFault) {
    precondition(memoryBytes >= 0)
    growing = try GrowingFile(in: folder, purpose: "spool")
    unsafe memory = memoryBytes > 0 ? malloc(memoryBytes) : nil
    self.memoryBytes = unsafe memory == nil ? 0 : memoryBytes
  }

  deinit {
    // SAFETY: `memory` came from malloc and is freed once.
    unsafe free(memory)
  }

  /// The number of bytes appended so far.
  public var length: Int { held.load(ordering: .relaxed) + growing.length }

  /// Writes bytes behind those written before.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``, among others `ENOSPC`.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(FileFault) -> SpoolExtent {
    if let memory = unsafe memory, let offset = reserve(bytes.count) {
      // SAFETY: the extent lies within the memory, and nobody else has it.
      unsafe UnsafeMutableRawBufferPointer(start: memory + offset, count: bytes.count).copyMemory(from: bytes)
      return SpoolExtent(offset: offset, length: bytes.count)
    }
    let offset = growing.reserve(bytes.count)
    try unsafe growing.file.write(bytes, at: offset)
    return SpoolExtent(offset: memoryBytes + offset, length: bytes.count)
  }

  /// Takes a piece of the memory; nil when it does not fit any more.
  private func reserve(_ length: Int) -> Int? {
    var known = held.load(ordering: .relaxed)
    while known + length <= memoryBytes {
      let (isOurs, now) = held.compareExchange(expected: known, desired: known + length, ordering: .relaxed)
      if isOurs { return known }
      known = now
    }
    return nil
  }

  /// Writes bytes behind those written before.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``, among others `ENOSPC`.
  public func append(_ bytes: Span<UInt8>) throws(FileFault) -> SpoolExtent {
    // SAFETY: the pointer is used within the call only.
    try unsafe bytes.withUnsafeBytes { raw throws(FileFault) in try unsafe append(raw) }
  }

  /// Lends the bytes of an extent for the length of the call.
  ///
  /// - Parameter buffer: Takes the bytes where they are not in memory.
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  public func withBytes<Result>(
    of extent: SpoolExtent, buffer: ByteBuffer, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(FileFault) -> Result {
    if extent.offset + extent.length <= memoryBytes, let memory = unsafe memory {
      // SAFETY: the extent lies within the memory, was written and is not written again.
      return unsafe body(UnsafeRawBufferPointer(start: memory + extent.offset, count: extent.length))
    }
    buffer.truncate(to: 0)
    guard buffer.reserve(extent.length) else { throw .cannotRead(path: growing.file.path, errno: 12) }
    // SAFETY: the free space is exactly `length` bytes after the truncation.
    try unsafe buffer.withFreeSpace(upTo: extent.length) { space throws(FileFault) in
      try unsafe growing.file.read(at: extent.offset - memoryBytes, into: space)
    }
    buffer.grow(by: extent.length)
    return unsafe buffer.withUnsafeBytes(body)
  }
}
