/// An output of which nothing is seen before ``release()``: for results that the end of the input may still refuse.
///
/// A file that appears whole holds the bytes itself; for standard output, a device or a pipe an unnamed temporary
/// file does.
public final class HeldOutput: Sendable {
  private let sink: OutputSink
  private let spool: Spool?

  /// Holds what goes to a sink.
  ///
  /// - Parameter folder: Asked for a folder only where a temporary file is needed.
  /// - Throws: ``FileFault/cannotCreate(path:errno:)``
  public init(
    _ sink: OutputSink, folder: () throws(FileFault) -> TemporaryFolder
  ) throws(FileFault) {
    self.sink = sink
    spool = sink.isHeld ? nil : try Spool(in: try folder())
  }

  /// Adds bytes after those added before; one thread at a time.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``, ``FileFault/interrupted``
  public func write(_ bytes: Span<UInt8>) throws(FileFault) {
    if let spool { _ = try spool.append(bytes) } else { try sink.write(bytes) }
  }

  /// Lets everything go to the sink; a file still waits for its commit.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``, ``FileFault/cannotWrite(path:errno:)``,
  ///   ``FileFault/brokenPipe``, ``FileFault/interrupted``
  public func release() throws(FileFault) {
    guard let spool else { return }
    let buffer = ByteBuffer()
    var offset = 0
    while offset < spool.length {
      let length = min(BlockReader.defaultBlockBytes, spool.length - offset)
      try spool.read(SpoolExtent(offset: offset, length: length), into: buffer)
      // SAFETY: the bytes are written within the call.
      try unsafe buffer.withUnsafeBytes { bytes throws(FileFault) in try unsafe sink.write(bytes) }
      offset += length
    }
  }
}
