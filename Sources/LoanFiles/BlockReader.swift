import Synchronization

/// Reads a file or standard input, plain or gzip, in blocks of whole records.
///
/// gzip is known by its first two bytes and may have many members; a UTF-8 byte order mark at the start is
/// dropped; a last record without a line feed gets one. Records end at line feeds outside quotes, by the rule
/// of ``StructuralScanner``. Any thread may call ``nextBlock(into:)``: a lock hands the blocks out in order,
/// each to the caller's own ``RecordBlock``. After a fault every further call throws it again.
public final class BlockReader: @unchecked Sendable {
  /// The size of a block when nothing else is asked for: 1 MiB.
  public static let defaultBlockBytes = 1 << 20
  /// The longest record when nothing else is asked for: 64 MiB.
  public static let defaultMaximumRecordBytes = 64 << 20

  /// The path, `-` for standard input.
  public let path: String
  /// The size of the file as it lies on disk; `nil` for a pipe or a device.
  public var totalBytes: Int? { source.totalBytes }
  /// How many bytes of it were read; any thread may ask, for progress.
  public var bytesRead: Int { source.bytesRead.load(ordering: .relaxed) }

  // All that follows is touched under the lock only.
  private let lock = Mutex<Void>(())
  private let source: ByteSource
  private let blockBytes: Int
  private let maximumRecordBytes: Int
  /// The begin of the next record, scanned already: `state` says how it ends.
  private let tail = ByteBuffer()
  private var state: UInt32 = 0
  private var nextIndex = 0
  private var nextLine = 1
  private var isFinished = false
  private var fault: FileFault?

  /// Opens the input; reads nothing yet.
  ///
  /// - Parameters:
  ///   - path: A path, or `-` for standard input.
  ///   - blockBytes: About how large a block is; at least 16.
  ///   - maximumRecordBytes: The longest record accepted, its line feed included; no block is larger.
  ///   - onRawBytes: Sees the bytes in order as they lie in the file (gzip undecoded), under the lock.
  /// - Throws: ``FileFault/cannotRead(path:errno:)``, with `EISDIR` for a folder.
  @safe
  public init(
    path: String,
    blockBytes: Int = defaultBlockBytes,
    maximumRecordBytes: Int = defaultMaximumRecordBytes,
    onRawBytes: ((UnsafeRawBufferPointer) -> Void)? = nil
  ) throws(FileFault) {
    precondition(blockBytes > 0 && maximumRecordBytes >= 16 && maximumRecordBytes < 1 << 31)
    self.path = path
    self.blockBytes = min(max(blockBytes, 16), maximumRecordBytes)
    self.maximumRecordBytes = maximumRecordBytes
    source = try unsafe ByteSource(path: path, onRawBytes: onRawBytes)
  }

  /// Fills the block with the next records; `false` when there are no more.
  ///
  /// - Throws: What ``FileFault`` says of reading, gzip, records and interruption.
  public func nextBlock(into block: inout RecordBlock) throws(FileFault) -> Bool {
    try lock.withLock { _ throws(FileFault) in
      if let fault { throw fault }
      guard !isFinished else { return false }
      do throws(FileFault) {
        return try advance(&block)
      } catch {
        fault = error
        throw error
      }
    }
  }

  private func advance(_ block: inout RecordBlock) throws(FileFault) -> Bool {
    let buffer = block.buffer
    buffer.shrink(to: 4 * blockBytes)
    var scanned = tail.count
    var target = min(max(blockBytes, 2 * scanned), maximumRecordBytes)
    try reserve(target, in: buffer)
    // SAFETY: the tail is another buffer and lives for the call.
    guard unsafe tail.withUnsafeBytes({ unsafe buffer.append($0) }) else { throw noMemory }
    tail.shrink(to: 4 * blockBytes)
    while true {
      let isEnd = try source.fill(buffer, upTo: target)
      if nextIndex == 0 && scanned == 0 { dropByteOrderMark(buffer) }
      let end = scan(buffer, from: scanned)
      if isEnd { return try finish(buffer, &block) }
      if end > 0 {
        // SAFETY: the tail is another buffer; `end` is an offset inside the content.
        let kept = unsafe buffer.withUnsafeBytes { bytes in
          unsafe tail.append(UnsafeRawBufferPointer(rebasing: bytes[end...]))
        }
        guard kept else { throw noMemory }
        buffer.truncate(to: end)
        publish(&block)
        return true
      }
      guard buffer.count < maximumRecordBytes else {
        throw .recordTooLong(line: nextLine, limit: maximumRecordBytes)
      }
      scanned = buffer.count
      target = min(2 * target, maximumRecordBytes)
      try reserve(target, in: buffer)
    }
  }

  /// The offset after the last record that ends in the bytes not scanned before, 0 when none does.
  private func scan(_ buffer: ByteBuffer, from scanned: Int) -> Int {
    // SAFETY: `scanned` is at most the count.
    unsafe buffer.withUnsafeBytes { bytes in
      let fresh = unsafe UnsafeRawBufferPointer(rebasing: bytes[min(scanned, bytes.count)...])
      let end = unsafe ByteKernels.lastRecordEnd(fresh, state: &state)
      return end > 0 ? scanned + end : 0
    }
  }

  /// The last block: whole, or ended inside quotes.
  private func finish(_ buffer: ByteBuffer, _ block: inout RecordBlock) throws(FileFault) -> Bool {
    isFinished = true
    if ByteKernels.isQuoted(state) {
      // SAFETY: the slice ends at an offset inside the content.
      let lines = unsafe buffer.withUnsafeBytes { bytes in
        let opened = unsafe ByteKernels.openQuote(bytes) ?? 0
        return unsafe ByteKernels.count(of: 0x0a, in: UnsafeRawBufferPointer(rebasing: bytes[..<opened]))
      }
      throw .unclosedQuote(line: nextLine + lines)
    }
    guard buffer.count > 0 else { return false }
    if buffer.withSpan({ $0[$0.count - 1] }) != 0x0a {
      let lineFeed: [UInt8] = [0x0a]
      // SAFETY: the array lives for the call.
      guard unsafe lineFeed.withUnsafeBytes({ unsafe buffer.append($0) }) else { throw noMemory }
    }
    publish(&block)
    return true
  }

  private func publish(_ block: inout RecordBlock) {
    block.buffer.pad()
    block.index = nextIndex
    block.firstLine = nextLine
    // SAFETY: the bytes are used within the call only.
    block.lineCount = unsafe block.buffer.withUnsafeBytes { unsafe ByteKernels.count(of: 0x0a, in: $0) }
    nextIndex += 1
    nextLine += block.lineCount
  }

  private func dropByteOrderMark(_ buffer: ByteBuffer) {
    let marked = buffer.withSpan { $0.count >= 3 && $0[0] == 0xef && $0[1] == 0xbb && $0[2] == 0xbf }
    if marked { buffer.dropFirst(3) }
  }

  private func reserve(_ target: Int, in buffer: ByteBuffer) throws(FileFault) {
    guard buffer.reserve(target + 1) else { throw noMemory }
  }

  private var noMemory: FileFault { .cannotRead(path: path, errno: 12) }
}
