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

/// A temporary file without a name, written at its end and read anywhere; all calls from any thread.
public final class Spool: Sendable {
  private let growing: GrowingFile

  /// Makes the file in the folder and unlinks it.
  ///
  /// - Throws: ``FileFault/cannotCreate(path:errno:)``
  public init(in folder: TemporaryFolder) throws(FileFault) {
    growing = try GrowingFile(in: folder, purpose: "spool")
  }

  /// The number of bytes reserved so far.
  public var length: Int { growing.length }

  private var file: Descriptor { growing.file }

  /// Gives the space of the file back, where nothing is read any more: to read all the same throws.
  ///
  /// The system takes its time over it, so that it is best done beside other work.
  public func release() { growing.release() }

  /// Takes the next `length` bytes of the file for the caller, who writes them when it likes.
  public func reserve(_ length: Int) -> SpoolExtent {
    precondition(length >= 0)
    return SpoolExtent(offset: growing.reserve(length), length: length)
  }

  /// Writes bytes at a reserved offset.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``, among others `ENOSPC`.
  public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileFault) {
    try unsafe file.write(bytes, at: offset)
  }

  /// Reserves and writes.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``, among others `ENOSPC`.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(FileFault) -> SpoolExtent {
    let extent = reserve(bytes.count)
    try unsafe file.write(bytes, at: extent.offset)
    return extent
  }

  /// Reserves and writes.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``, among others `ENOSPC`.
  public func append(_ bytes: Span<UInt8>) throws(FileFault) -> SpoolExtent {
    // SAFETY: the pointer is used within the call only.
    try unsafe bytes.withUnsafeBytes { raw throws(FileFault) in try unsafe append(raw) }
  }

  /// Reads as many bytes as the buffer holds.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FileFault) {
    try unsafe file.read(at: offset, into: buffer)
  }

  /// Replaces the content of a buffer by an extent.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  public func read(_ extent: SpoolExtent, into buffer: ByteBuffer) throws(FileFault) {
    buffer.truncate(to: 0)
    guard buffer.reserve(extent.length) else { throw .cannotRead(path: file.path, errno: 12) }
    // SAFETY: the free space is exactly `length` bytes after the truncation.
    try unsafe buffer.withFreeSpace(upTo: extent.length) { space throws(FileFault) in
      try unsafe file.read(at: extent.offset, into: space)
    }
    buffer.grow(by: extent.length)
    buffer.pad()
  }
}
