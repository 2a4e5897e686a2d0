/// Walks the records of an ``OrderedMerge`` in ascending row ranges.
///
/// One owner at a time.
@safe
public final class OrderedMergeCursor<Record: BitwiseCopyable>: @unchecked Sendable {
  /// Where one partition stands: numbers alone, or each look at one would retain a list that the other processor
  /// released last.
  @usableFromInline
  struct Position: BitwiseCopyable {
    @usableFromInline var run = 0
    @usableFromInline var usedOfRun = 0
    @usableFromInline var next = 0
    @usableFromInline var end = 0

    init() {}
  }

  @usableFromInline let file: ExtentFile
  @usableFromInline let row: @Sendable (Record) -> UInt64
  /// 16 KiB of records a partition.
  @usableFromInline let pages: UnsafeMutablePointer<Record>
  @usableFromInline let recordsPerPage: Int
  @usableFromInline var positions: [Position]
  /// The runs of each partition.
  @usableFromInline let runs: [[ExtentFile.Extent]]
  @usableFromInline var reached: UInt64 = 0
  @usableFromInline var starts: [Int] = []
  @usableFromInline var sorted: [Record] = []

  init(file: ExtentFile, partitionCount: Int, row: @escaping @Sendable (Record) -> UInt64) {
    self.file = file
    self.row = row
    recordsPerPage = max(1, 16_384 / MemoryLayout<Record>.stride)
    unsafe pages = .allocate(capacity: partitionCount * recordsPerPage)
    runs = (0..<partitionCount).map { file.runs(of: $0) }
    positions = Array(repeating: Position(), count: partitionCount)
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
        guard try unsafe refill(&position, of: partition, page: page) else { break }
      }
      positions[partition] = position
    }
    Self.order(&records, rows, row, &starts, &sorted)
  }

  /// Reads the next page of a partition; `false` at its end.
  @inlinable
  func refill(
    _ position: inout Position, of partition: Int, page: UnsafeMutablePointer<Record>
  ) throws(FileFault) -> Bool {
    guard position.run < runs[partition].count else { return false }
    let run = runs[partition][position.run]
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
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: records)
    do {
      // Spans, since an array asks at each store who else holds it.
      let records = records.span
      var starts = starts.mutableSpan
      var places = sorted.mutableSpan
      for index in 0..<records.count { starts[Int(row(records[index]) - rows.lowerBound) + 1] += 1 }
      for index in 1..<starts.count { starts[index] += starts[index - 1] }
      for index in 0..<records.count {
        let start = Int(row(records[index]) - rows.lowerBound)
        places[starts[start]] = records[index]
        starts[start] += 1
      }
    }
    swap(&sorted, &records)
  }
}
