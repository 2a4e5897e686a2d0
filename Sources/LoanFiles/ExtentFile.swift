import Glibc
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

  /// A full buffer of one partition, which its owner keeps until it is written.
  @safe
  struct FullBuffer {
    let bytes: UnsafeRawBufferPointer
    let count: Int
    let partition: Int
  }

  private let growing: GrowingFile
  private let extents: Mutex<[[Extent]]>

  init(in folder: TemporaryFolder, purpose: String, partitionCount: Int) throws(FileFault) {
    growing = try GrowingFile(in: folder, purpose: purpose)
    extents = Mutex(Array(repeating: [], count: partitionCount))
  }

  /// Writes a run of `count` records at the end of a partition.
  @usableFromInline
  func append(_ bytes: UnsafeRawBufferPointer, count: Int, partition: Int) throws(FileFault) {
    let offset = growing.reserve(bytes.count)
    try unsafe growing.file.write(bytes, at: offset)
    extents.withLock { $0[partition].append(Extent(offset: offset, count: count)) }
  }

  /// Writes several buffers, one after another, with one call.
  func append(_ buffers: [FullBuffer]) throws(FileFault) {
    let start = growing.reserve(buffers.reduce(0) { unsafe $0 + $1.bytes.count })
    // SAFETY: the buffers live for the call, and writing changes nothing in them.
    let pieces = unsafe buffers.map { buffer in
      unsafe iovec(
        iov_base: UnsafeMutableRawPointer(mutating: buffer.bytes.baseAddress), iov_len: buffer.bytes.count)
    }
    let put = unsafe pwritev(growing.file.raw, pieces, Int32(pieces.count), off_t(start))
    var offset = start
    for buffer in buffers {
      let bytes = unsafe buffer.bytes
      if put < offset - start + bytes.count {
        // Short, interrupted or refused: the single write finds out, and repeats what is there already.
        try unsafe growing.file.write(bytes, at: offset)
      }
      let extent = Extent(offset: offset, count: buffer.count)
      extents.withLock { $0[buffer.partition].append(extent) }
      offset += bytes.count
    }
  }

  /// Gives the space back; to read a run from then on is a fault, not an empty partition.
  func release() { growing.release() }

  /// The runs of a partition in the order in which they were appended.
  @usableFromInline
  func runs(of partition: Int) -> [Extent] {
    extents.withLock { $0[partition] }
  }

  @usableFromInline
  func read(at offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws(FileFault) {
    try unsafe growing.file.read(at: offset, into: bytes)
  }
}
