import Glibc

/// Pieces of a file, read where they lie; neighbours come from one read.
///
/// One owner at a time.
@safe
public final class WindowedFile {
  /// Bytes that are read at once.
  private static let windowBytes = 1 << 16

  private let descriptor: Descriptor
  private let length: Int
  private var window: [UInt8] = []
  private var start = 0

  /// Opens a file.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  public init(path: String) throws(FileFault) {
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw .cannotRead(path: path, errno: errno) }
    descriptor = Descriptor(number, path: path)
    length = max(0, Int(lseek(number, 0, SEEK_END)))
  }

  /// Appends a piece of the file to some bytes.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``, with `EIO` beyond the file's end.
  public func append(at offset: Int, count: Int, to bytes: inout [UInt8]) throws(FileFault) {
    guard offset >= 0, count >= 0, offset <= length, count <= length - offset else {
      throw .cannotRead(path: descriptor.path, errno: EIO)
    }
    if offset < start || offset + count > start + window.count {
      start = offset
      let wanted = min(max(count, WindowedFile.windowBytes), length - offset)
      if window.count != wanted { window = Array(repeating: 0, count: wanted) }
      do throws(FileFault) {
        let descriptor = descriptor
        // SAFETY: the array holds as many bytes as are wanted, and lives for the call.
        var span = window.mutableSpan
        try unsafe span.withUnsafeMutableBytes { raw throws(FileFault) in
          try unsafe descriptor.read(at: offset, into: raw)
        }
      } catch {
        window = []
        throw error
      }
    }
    bytes.append(contentsOf: window[(offset - start)..<(offset - start + count)])
  }
}
