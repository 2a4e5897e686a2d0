import Glibc
import Synchronization

/// Standard output, unbuffered: a fault shows at the write that meets it.
///
/// Any thread may write.
public final class StandardOutput: Sendable {
  private let file = Mutex(Descriptor(STDOUT_FILENO, path: "-", closes: false))

  /// Standard output.
  public init() {}

  /// Writes bytes after those written before.
  ///
  /// - Throws: ``FileFault/brokenPipe``, ``FileFault/cannotWrite(path:errno:)`` with the path `-`
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    try file.withLock { file throws(FileFault) in try unsafe file.write(bytes) }
  }
}
