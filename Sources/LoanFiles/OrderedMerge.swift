/// Records that were made partition by partition, given back in the order of their rows.
///
/// Each partition is written with its rows ascending; different partitions may be written by different
/// threads. A cursor then walks over all of them at once.
public final class OrderedMerge<Record: BitwiseCopyable>: Sendable {
  /// The number of partitions.
  public let partitionCount: Int

  private let row: @Sendable (Record) -> UInt64
  private let file: ExtentFile

  /// Makes the shared file in the folder.
  ///
  /// - Parameters:
  ///   - folder: Where the file lies, without a name.
  ///   - partitionCount: At least 1.
  ///   - row: The row a record belongs to.
  /// - Throws: ``FileFault/cannotCreate(path:errno:)``
  public init(
    in folder: TemporaryFolder, partitionCount: Int = 64, row: @escaping @Sendable (Record) -> UInt64
  ) throws(FileFault) {
    precondition(partitionCount > 0)
    self.partitionCount = partitionCount
    self.row = row
    file = try ExtentFile(in: folder, purpose: "merge", partitionCount: partitionCount)
  }

  /// Adds records, rows ascending, to the end of a partition; one thread a partition.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)``
  public func append(_ records: [Record], partition: Int) throws(FileFault) {
    precondition(partition >= 0 && partition < partitionCount)
    guard !records.isEmpty else { return }
    let file = self.file
    // SAFETY: the bytes are written within the call; the records are bitwise copyable. Whole strides, which a cursor
    // reads: the bytes of a span of one record end before its padding.
    try unsafe records.span.withUnsafeBufferPointer { records throws(FileFault) in
      let bytes = unsafe UnsafeRawBufferPointer(
        start: records.baseAddress, count: records.count * MemoryLayout<Record>.stride)
      try unsafe file.append(bytes, count: records.count, partition: partition)
    }
  }

  /// A cursor before the first row, over what was appended until now.
  public func makeCursor() -> OrderedMergeCursor<Record> {
    OrderedMergeCursor(file: file, partitionCount: partitionCount, row: row)
  }
}
