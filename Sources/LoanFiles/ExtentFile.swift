import Synchronization

/// One unnamed temporary file that holds the runs of many partitions, with the list of each partition's runs.
///
/// One descriptor for all: 64 files of their own would meet the limit on open files in a server.
@usableFromInline
final class ExtentFile: Sendable {
  /// A run of records in the file.
  @usableFromInline
  struct Extent: Sendable {
    @usableFromInline let offset: Int
    @usableFromInline let count: Int

    init(offset: Int, count: Int) {
      self.offset = offset
      self.count = count
    }
  }

  private let file: Descriptor
  private let end = Atomic<Int>(0)
  private let extents: Mutex<[[Extent]]>

  init(in folder: TemporaryFolder, purpose: String, partitionCount: Int) throws(FileFault) {
    file = try folder.makeUnnamedFile(purpose)
    extents = Mutex(Array(repeating: [], count: partitionCount))
  }

  /// Writes a run of `count` records at the end of a partition.
  @usableFromInline
  func append(_ bytes: UnsafeRawBufferPointer, count: Int, partition: Int) throws(FileFault) {
    let offset = end.add(bytes.count, ordering: .relaxed).oldValue
    try unsafe file.write(bytes, at: offset)
    extents.withLock { $0[partition].append(Extent(offset: offset, count: count)) }
  }

  /// The runs of a partition in the order in which they were appended.
  @usableFromInline
  func runs(of partition: Int) -> [Extent] {
    extents.withLock { $0[partition] }
  }

  @usableFromInline
  func read(at offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws(FileFault) {
    try unsafe file.read(at: offset, into: bytes)
  }
}
