/// Records parted by the high bits of a key, in constant memory: what groups more rows than memory holds.
///
/// Each partition has a buffer of 32 KiB; full ones go, sixteen at a time, to one shared temporary file, and
/// what is little never touches the disk. ``append(_:key:)`` belongs to one owner at a time; once the
/// appending is over, any thread may read any partition.
@safe
public final class KeyedSpill<Record: BitwiseCopyable>: @unchecked Sendable {
  /// The number of partitions, a power of two.
  public let partitionCount: Int

  // All `let`, so that an append checks no exclusive access.
  @usableFromInline let shift: UInt64
  @usableFromInline let recordsPerBuffer: Int
  /// Where the next record of each partition goes, and the end of the buffer it goes to.
  @usableFromInline let next: UnsafeMutablePointer<UnsafeMutablePointer<Record>>
  @usableFromInline let limits: UnsafeMutablePointer<UnsafeMutablePointer<Record>>
  @usableFromInline let file: ExtentFile
  private let storage: UnsafeMutablePointer<Record>
  private var spare: [UnsafeMutablePointer<Record>]
  private var full: [ExtentFile.FullBuffer] = []

  /// Full buffers wait until one call writes 512 KiB: a quarter to a third less time than sixteen calls (ext4).
  private static var buffersPerWrite: Int { 16 }

  /// Makes the shared file in the folder.
  ///
  /// - Parameters:
  ///   - folder: Where the file lies, without a name.
  ///   - partitionCount: A power of two from 1 to 4,096.
  /// - Throws: ``FileFault/cannotCreate(path:errno:)``
  public init(in folder: TemporaryFolder, partitionCount: Int = 64) throws(FileFault) {
    precondition(partitionCount > 0 && partitionCount <= 4096 && partitionCount.nonzeroBitCount == 1)
    self.partitionCount = partitionCount
    file = try ExtentFile(in: folder, purpose: "keyed", partitionCount: partitionCount)
    shift = UInt64(63 - partitionCount.trailingZeroBitCount)
    let stride = MemoryLayout<Record>.stride
    recordsPerBuffer = max(1, 32 * 1024 / stride)
    // Some records apart, or the buffers' ends would share one set of the first-level cache.
    let spacing = recordsPerBuffer + 320 / stride + 1
    let bufferCount = partitionCount + Self.buffersPerWrite
    unsafe storage = .allocate(capacity: bufferCount * spacing)
    unsafe next = .allocate(capacity: partitionCount)
    unsafe limits = .allocate(capacity: partitionCount)
    unsafe spare = []
    for index in 0..<bufferCount {
      // SAFETY: the storage has `bufferCount` buffers, the first ones for the partitions, the others spare.
      let start = unsafe storage + index * spacing
      if index < partitionCount {
        unsafe (next + index).initialize(to: start)
        unsafe (limits + index).initialize(to: start + recordsPerBuffer)
      } else {
        unsafe spare.append(start)
      }
    }
  }

  deinit {
    // SAFETY: all were allocated in `init`; bitwise-copyable records need no destruction.
    unsafe storage.deallocate()
    unsafe next.deallocate()
    unsafe limits.deallocate()
  }

  /// The partition of a key.
  @inlinable public func partition(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &>> 1) &>> shift)
  }

  /// Adds a record to the partition of its key.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)`` when full buffers do not reach the disk.
  @inlinable
  public func append(_ record: Record, key: UInt64) throws(FileFault) {
    let partition = partition(of: key)
    // SAFETY: the shift leaves fewer than `partitionCount`; a full buffer is replaced before the next record.
    let place = unsafe next[partition]
    unsafe place.initialize(to: record)
    unsafe next[partition] = place + 1
    if unsafe place + 1 == limits[partition] { try replaceBuffer(of: partition) }
  }

  /// Puts a full buffer with those that wait, and an empty one in its place.
  ///
  /// After a fault too, so that whoever appends on in spite of it writes into a buffer of its own.
  @usableFromInline
  func replaceBuffer(of partition: Int) throws(FileFault) {
    // SAFETY: the partition has a buffer, full now; those written are spare, so one is left.
    let start = unsafe limits[partition] - recordsPerBuffer
    let content = unsafe UnsafeRawBufferPointer(UnsafeBufferPointer(start: start, count: recordsPerBuffer))
    full.append(unsafe ExtentFile.FullBuffer(bytes: content, count: recordsPerBuffer, partition: partition))
    defer {
      let empty = unsafe spare.removeLast()
      unsafe next[partition] = empty
      unsafe limits[partition] = empty + recordsPerBuffer
    }
    if full.count == Self.buffersPerWrite { try writeFullBuffers() }
  }

  private func writeFullBuffers() throws(FileFault) {
    defer {
      // SAFETY: the pointers are this object's buffers.
      for buffer in full { unsafe spare.append(records(of: buffer)) }
      full.removeAll(keepingCapacity: true)
    }
    try file.append(full)
  }

  private func records(of buffer: ExtentFile.FullBuffer) -> UnsafeMutablePointer<Record> {
    // SAFETY: the bytes are a buffer of `storage`, bound to Record and never empty.
    let start = unsafe buffer.bytes.assumingMemoryBound(to: Record.self).baseAddress
    return unsafe UnsafeMutablePointer(mutating: start) ?? storage
  }

  /// The records of a partition that were never written: whole buffers that wait, then the one being filled.
  @usableFromInline
  func unwritten(_ partition: Int) -> [UnsafeBufferPointer<Record>] {
    precondition(partition >= 0 && partition < partitionCount)
    // SAFETY: waiting buffers are full, and the current one is initialised up to `next`.
    let waiting = full.filter { $0.partition == partition }
    var parts = unsafe waiting.map { unsafe UnsafeBufferPointer(start: records(of: $0), count: $0.count) }
    let start = unsafe limits[partition] - recordsPerBuffer
    unsafe parts.append(UnsafeBufferPointer(start: start, count: next[partition] - start))
    return unsafe parts
  }

  /// Gives the space of the file back, where no partition is read any more: to read one all the same throws.
  ///
  /// The system takes its time over it, a millisecond for ten megabytes, so that it is best done while others work; and what
  /// is written next finds the pages free.
  public func release() { file.release() }

  /// The number of records in a partition.
  public func count(ofPartition partition: Int) -> Int {
    var total = file.runs(of: partition).reduce(0) { $0 + $1.count }
    // SAFETY: only the counts are read.
    let parts = unsafe unwritten(partition)
    for index in unsafe 0..<parts.count { total += unsafe parts[index].count }
    return total
  }

  /// Replaces the content of `records` by a partition, in the order of the appends.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  @inlinable
  public func readPartition(_ partition: Int, into records: inout [Record]) throws(FileFault) {
    records.removeAll(keepingCapacity: true)
    try appendPartition(partition, to: &records)
  }

  /// Adds a partition to `records`, in the order of the appends.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  @inlinable
  public func appendPartition(_ partition: Int, to records: inout [Record]) throws(FileFault) {
    // Straight into the array, without a page in between.
    try records.append(addingCapacity: count(ofPartition: partition)) { span throws(FileFault) in
      for run in file.runs(of: partition) {
        try unsafe span.withUnsafeMutableBufferPointer { room, held throws(FileFault) in
          // SAFETY: the capacity is that of all runs together, and any bytes are a bitwise-copyable record once written.
          let bytes = unsafe UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(rebasing: room[held..<held &+ run.count]))
          try unsafe file.read(at: run.offset, into: bytes)
          held &+= run.count
        }
      }
    }
    // SAFETY: the parts belong to this object, which is not appended to meanwhile.
    let parts = unsafe unwritten(partition)
    for index in unsafe 0..<parts.count { unsafe records.append(contentsOf: parts[index]) }
  }

  /// Reads one partition after the other into the same array.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``, or what `body` throws.
  @inlinable
  public func forEachPartition(
    _ body: (_ partition: Int, _ records: inout [Record]) throws(FileFault) -> Void
  ) throws(FileFault) {
    var records: [Record] = []
    for partition in 0..<partitionCount {
      try readPartition(partition, into: &records)
      try body(partition, &records)
    }
  }
}
