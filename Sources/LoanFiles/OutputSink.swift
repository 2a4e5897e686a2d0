/// Where a result goes: a file that appears whole, or standard output.
public enum OutputSink: Sendable {
  /// A file; nothing is there before ``commit()``.
  case file(AtomicFile)
  /// Standard output; what is written is gone.
  case standardOutput(StandardOutput)

  /// Opens a path, or standard output for `-`.
  ///
  /// - Throws: ``FileFault/exists(path:)``, ``FileFault/cannotCreate(path:errno:)``
  public static func open(
    _ path: String, existing: ExistingOutput = .refuse
  ) throws(FileFault) -> OutputSink {
    if path == "-" { return .standardOutput(StandardOutput()) }
    return .file(try AtomicFile(path: path, existing: existing))
  }

  /// Whether nothing is seen of the bytes before ``commit()``.
  public var isHeld: Bool {
    if case .file(let file) = self { file.isHeld } else { false }
  }

  /// Writes bytes after those written before.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``, ``FileFault/brokenPipe``, ``FileFault/interrupted``
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileFault) {
    switch self {
    case .file(let file): try unsafe file.write(bytes)
    case .standardOutput(let output): try unsafe output.write(bytes)
    }
  }

  /// Writes bytes after those written before; the same faults.
  public func write(_ bytes: Span<UInt8>) throws(FileFault) {
    // SAFETY: the pointer is used within the call only.
    try unsafe bytes.withUnsafeBytes { raw throws(FileFault) in try unsafe write(raw) }
  }

  /// Writes bytes after those written before; the same faults.
  public func write(_ bytes: [UInt8]) throws(FileFault) {
    try write(bytes.span)
  }

  /// Writes a text as UTF-8; the same faults.
  public func write(_ text: String) throws(FileFault) {
    try write(Array(text.utf8))
  }

  /// Gives the file its name; nothing for standard output.
  ///
  /// - Throws: ``FileFault/exists(path:)``, ``FileFault/cannotWrite(path:errno:)``
  public func commit() throws(FileFault) {
    if case .file(let file) = self { try file.commit() }
  }

  /// Removes the file; nothing for standard output.
  public func discard() {
    if case .file(let file) = self { file.discard() }
  }
}
