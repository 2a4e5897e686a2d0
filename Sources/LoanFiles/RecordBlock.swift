/// A run of whole records as the bytes of the input, every record ended by a line feed.
///
/// The storage is used again by the next call of ``BlockReader/nextBlock(into:)``; copies share it.
public struct RecordBlock: Sendable {
  /// The storage; one owner at a time.
  public let buffer: ByteBuffer
  /// The place of the block in the input: 0, 1, 2 and so on.
  public internal(set) var index = 0
  /// The physical line, 1-based, on which the first byte stands.
  public internal(set) var firstLine = 1
  /// The number of line feeds in the block, those inside quotes included.
  public internal(set) var lineCount = 0

  /// A block with storage of its own, empty.
  public init() {
    buffer = ByteBuffer()
  }

  /// The number of bytes.
  public var count: Int { buffer.count }

  /// The bytes, for the length of the call; ``ByteBuffer/padding`` zero bytes follow them.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe buffer.withUnsafeBytes(body)
  }

  /// The bytes as a span, for the length of the call.
  public func withSpan<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try buffer.withSpan(body)
  }
}
