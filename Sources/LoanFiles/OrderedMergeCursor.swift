/// Walks the records of an ``OrderedMerge`` in ascending row ranges.
///
/// One owner at a time.
@safe
public final class OrderedMergeCursor<Record: BitwiseCopyable>: @unchecked Sendable {
  /// Where one partition stands.
  @usableFromInline
  struct Position {
    @usableFromInline let runs: [ExtentFile.Extent]
    @usableFromInline var run = 0
    @usableFromInline var usedOfRun = 0
    @usableFromInline var next = 0
    @usableFromInline var end = 0

    init(runs: [ExtentFile.Extent]) {
      self.runs = runs
    }
  }

  @usableFromInline let file: ExtentFile
  @usableFromInline let row: @Sendable (Record) -> UInt64
  /// 16 KiB of records a partition.
  @usableFromInline let pages: UnsafeMutablePointer<Record>
  @usableFromInline let recordsPerPage: Int
  @usableFromInline var positions: [Position]
  @usableFromInline var reached: UInt64 = 0
  @usableFromInline var starts: [Int] = []
  @usableFromInline var sorted: [Record] = []

  init(file: ExtentFile, partitionCount: Int, row: @escaping @Sendable (Record) -> UInt64) {
    self.file = file
    self.row = row
    recordsPerPage = max(1, 16_384 / MemoryLayout<Record>.stride)
    unsafe pages = .allocate(capacity: partitionCount * recordsPerPage)
    positions = (0..<partitionCount).map { Position(runs: file.runs(of: $0)) }
  }

  deinit {
    // SAFETY: allocated in `init`; bitwise-copyable records need no destruction.
    unsafe pages.deallocate()
  }

  /// Replaces the content of `records` by all records with a row in `rows`, rows ascending; those of one row
  /// in the order of their partitions.
  ///
  /// - Parameter rows: Begins at or after the end of the range before; rows between are passed over.
  /// - Throws: ``FileFault/cannotRead(path:errno:)``
  @inlinable
  public func take(rows: Range<UInt64>, into records: inout [Record]) throws(FileFault) {
    precondition(rows.lowerBound >= reached, "row ranges ascend")
    reached = rows.upperBound
    records.removeAll(keepingCapacity: true)
    let row = self.row
    for partition in positions.indices {
      // SAFETY: `pages` has a page for each partition; `next..<end` of it is initialised by `refill`.
      let page = unsafe pages + partition &* recordsPerPage
      var position = positions[partition]
      search: while true {
        while position.next < position.end {
          let record = unsafe page[position.next]
          let at = row(record)
          if at >= rows.upperBound { break search }
          if at >= rows.lowerBound { records.append(record) }
          position.next &+= 1
        }
        guard try unsafe refill(&position, page: page) else { break }
      }
      positions[partition] = position
    }
    Self.order(&records, rows, row, &starts, &sorted)
  }

  /// Reads the next page of a partition; `false` at its end.
  @inlinable
  func refill(_ position: inout Position, page: UnsafeMutablePointer<Record>) throws(FileFault) -> Bool {
    guard position.run < position.runs.count else { return false }
    let run = position.runs[position.run]
    let stride = MemoryLayout<Record>.stride
    let count = min(recordsPerPage, run.count - position.usedOfRun)
    // SAFETY: `count` is at most a page, and the run has as many records left.
    let bytes = unsafe UnsafeMutableRawBufferPointer(start: page, count: count * stride)
    try unsafe file.read(at: run.offset + position.usedOfRun * stride, into: bytes)
    position.next = 0
    position.end = count
    position.usedOfRun += count
    if position.usedOfRun == run.count {
      position.run += 1
      position.usedOfRun = 0
    }
    return true
  }

  /// Sorts by row, stably: by counting where rows are dense, which is the use of a tape, else by comparing.
  ///
  /// The arrays come as `inout`, so that exclusive access is checked once: 30 against 80 ns a record.
  @inlinable
  static func order(
    _ records: inout [Record], _ rows: Range<UInt64>, _ row: (Record) -> UInt64,
    _ starts: inout [Int], _ sorted: inout [Record]
  ) {
    guard records.count > 1 else { return }
    let width = rows.upperBound - rows.lowerBound
    guard width <= UInt64(4 * records.count + 1024) else {
      // Swift's sort is stable.
      records.sort { row($0) < row($1) }
      return
    }
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: Int(width) + 1))
    for record in records { starts[Int(row(record) - rows.lowerBound) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: records)
    for record in records {
      let index = Int(row(record) - rows.lowerBound)
      sorted[starts[index]] = record
      starts[index] += 1
    }
    swap(&sorted, &records)
  }
}
