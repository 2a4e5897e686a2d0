/// Records parted by the high bits of a key, in constant memory: what groups more rows than memory holds.
///
/// Each partition has a buffer of 32 KiB; full ones go to one shared temporary file, and what never fills a
/// buffer never touches the disk. ``append(_:key:)`` belongs to one owner at a time; once the appending is
/// over, any thread may read any partition.
@safe
public final class KeyedSpill<Record: BitwiseCopyable>: @unchecked Sendable {
  /// The number of partitions, a power of two.
  public let partitionCount: Int

  // All `let`, so that an append checks no exclusive access: 4 ns a record less.
  @usableFromInline let shift: UInt64
  @usableFromInline let recordsPerBuffer: Int
  @usableFromInline let spacing: Int
  @usableFromInline let buffers: UnsafeMutablePointer<Record>
  @usableFromInline let counts: UnsafeMutablePointer<Int>
  @usableFromInline let file: ExtentFile

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
    spacing = recordsPerBuffer + 320 / stride + 1
    unsafe buffers = .allocate(capacity: partitionCount * spacing)
    unsafe counts = .allocate(capacity: partitionCount)
    unsafe counts.initialize(repeating: 0, count: partitionCount)
  }

  deinit {
    // SAFETY: both were allocated in `init`; bitwise-copyable records need no destruction.
    unsafe buffers.deallocate()
    unsafe counts.deallocate()
  }

  /// Adds a record to the partition of its key.
  ///
  /// - Throws: ``FileFault/cannotWrite(path:errno:)`` when a full buffer does not reach the disk.
  @inlinable
  public func append(_ record: Record, key: UInt64) throws(FileFault) {
    let partition = Int(truncatingIfNeeded: (key &>> 1) &>> shift)
    // SAFETY: the shift leaves fewer than `partitionCount`; a full buffer is emptied before the next record.
    let used = unsafe counts[partition]
    unsafe (buffers + (partition &* spacing &+ used)).initialize(to: record)
    unsafe counts[partition] = used &+ 1
    if used &+ 1 == recordsPerBuffer { try flush(partition) }
  }

  /// Puts a full buffer at the end of its partition.
  @usableFromInline
  func flush(_ partition: Int) throws(FileFault) {
    // SAFETY: the first `counts[partition]` records of the buffer are initialised.
    let used = unsafe counts[partition]
    let bytes = unsafe UnsafeRawBufferPointer(
      start: buffers + partition * spacing, count: used * MemoryLayout<Record>.stride)
    unsafe counts[partition] = 0
    try unsafe file.append(bytes, count: used, partition: partition)
  }

  /// The number of records in a partition.
  public func count(ofPartition partition: Int) -> Int {
    precondition(partition >= 0 && partition < partitionCount)
    // SAFETY: the index was checked.
    return file.runs(of: partition).reduce(unsafe counts[partition]) { $0 + $1.count }
  }

  /// Replaces the content of `records` by a partition, in the order of the appends.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  @inlinable
  public func readPartition(_ partition: Int, into records: inout [Record]) throws(FileFault) {
    records.removeAll(keepingCapacity: true)
    records.reserveCapacity(count(ofPartition: partition))
    let page = UnsafeMutablePointer<Record>.allocate(capacity: recordsPerBuffer)
    defer { unsafe page.deallocate() }
    for run in file.runs(of: partition) {
      // SAFETY: a run is at most one buffer long, and any bytes are a bitwise-copyable record once written.
      let bytes = unsafe UnsafeMutableRawBufferPointer(
        start: page, count: run.count &* MemoryLayout<Record>.stride)
      try unsafe file.read(at: run.offset, into: bytes)
      unsafe records.append(contentsOf: UnsafeBufferPointer(start: page, count: run.count))
    }
    // SAFETY: the partition was checked by `count(ofPartition:)`; its first `counts` records are initialised.
    let rest = unsafe UnsafeBufferPointer(start: buffers + partition &* spacing, count: counts[partition])
    unsafe records.append(contentsOf: rest)
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
