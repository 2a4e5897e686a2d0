/// What can go wrong between a path and its bytes: values only, the sentence is the caller's.
public enum FileFault: Error, Hashable, Sendable {
  /// The path cannot be opened or read; `path` is `-` for standard input.
  case cannotRead(path: String, errno: Int32)
  /// Bytes did not reach the file: no space, quota, device.
  case cannotWrite(path: String, errno: Int32)
  /// The file or folder cannot be made: no parent, no right, a folder in its place.
  case cannotCreate(path: String, errno: Int32)
  /// The output exists, and replacing it was not asked for.
  case exists(path: String)
  /// The reader of our output is gone.
  case brokenPipe
  /// A signal asked the process to end; see ``Interrupt``.
  case interrupted
  /// A gzip file ends inside a member.
  case gzipTruncated(path: String)
  /// A gzip file is damaged, or has something else than gzip after a member.
  case gzipCorrupt(path: String)
  /// The record that begins on `line` (physical, 1-based) is longer than `limit` bytes.
  case recordTooLong(line: Int, limit: Int)
  /// The input ends inside quotes that were opened on `line` (physical, 1-based).
  case unclosedQuote(line: Int)
}
