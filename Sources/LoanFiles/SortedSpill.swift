import HeapModule
import Synchronization

/// Entries of a key and a payload, given back in the bytewise order of their keys, in constant memory: a sort of more than
/// memory holds.
///
/// Each writer gathers some megabytes, sorts them and puts them as one run into a shared temporary file. A
/// reader merges the runs; so many that their windows would not stay small are merged into longer ones first. The
/// order is total where keys are, so that neither threads nor the order of the appends show.
public final class SortedSpill: Sendable {
  /// Bytes of entries that a writer gathers before it sorts them.
  public static let defaultRunBytes = 4 << 20
  /// Runs that are merged at once.
  static let fanIn = 128
  /// Bytes of a run that a reader holds; an entry may be longer.
  static let windowBytes = 1 << 16
  /// Bytes that are written at once.
  static let pieceBytes = 1 << 19

  private let spool: Spool
  private let runs = Mutex<[SpoolExtent]>([])

  /// Makes the shared file in the folder.
  ///
  /// - Throws: ``FileFault/cannotCreate(path:errno:)``
  public init(in folder: TemporaryFolder) throws(FileFault) {
    spool = try Spool(in: folder)
  }

  /// Makes what one worker appends with.
  public func makeWriter(runBytes: Int = SortedSpill.defaultRunBytes) -> Writer {
    Writer(self, runBytes: runBytes)
  }

  /// A reader before the first entry; every writer has been finished.
  ///
  /// - Throws: ``FileFault/cannotRead(path:errno:)``, ``FileFault/cannotWrite(path:errno:)``
  public func makeReader() throws(FileFault) -> Reader {
    while true {
      let few = runs.withLock { runs -> [SpoolExtent] in
        guard runs.count > SortedSpill.fanIn else { return [] }
        defer { runs.removeFirst(SortedSpill.fanIn) }
        return Array(runs.prefix(SortedSpill.fanIn))
      }
      guard !few.isEmpty else { break }
      try mergeRuns(few)
    }
    return try Reader(spool, runs.withLock { $0 })
  }

  private func mergeRuns(_ few: [SpoolExtent]) throws(FileFault) {
    let reader = try Reader(spool, few)
    var run = RunWriter(spool, length: few.reduce(0) { $0 + $1.length })
    var key: [UInt8] = []
    var payload: [UInt8] = []
    while try reader.next(key: &key, payload: &payload) {
      try Interrupt.check()
      SortedEntry.append(key: key.span, payload: payload.span, to: &run.bytes)
      try run.writeFullPieces()
    }
    add(try run.finish())
  }

  private func add(_ run: SpoolExtent) {
    runs.withLock { $0.append(run) }
  }

  /// Gathers and sorts the entries of one worker; one owner at a time.
  public final class Writer {
    /// The first sixteen bytes of a key, which decide almost every comparison, and where the entry lies.
    private struct Place {
      var high: UInt64
      var low: UInt64
      var offset: Int
    }

    private let spill: SortedSpill
    private let runBytes: Int
    private var bytes: [UInt8] = []
    private var places: [Place] = []

    fileprivate init(_ spill: SortedSpill, runBytes: Int) {
      self.spill = spill
      self.runBytes = runBytes
    }

    /// Adds an entry.
    ///
    /// - Throws: ``FileFault/cannotWrite(path:errno:)``
    public func append(key: Span<UInt8>, payload: Span<UInt8>) throws(FileFault) {
      let length = SortedEntry.headBytes + key.count + payload.count
      if !places.isEmpty, bytes.count + length > runBytes { try finish() }
      places.append(
        Place(
          high: SortedEntry.word(key, at: 0), low: SortedEntry.word(key, at: 8), offset: bytes.count))
      SortedEntry.append(key: key, payload: payload, to: &bytes)
    }

    /// Writes what was gathered; the writer may go on.
    ///
    /// - Throws: ``FileFault/cannotWrite(path:errno:)``
    public func finish() throws(FileFault) {
      guard !places.isEmpty else { return }
      // One owner while it is read, or it would be copied when it is emptied.
      var content: [UInt8] = []
      swap(&content, &bytes)
      places.sort { left, right in
        if left.high != right.high { return left.high < right.high }
        if left.low != right.low { return left.low < right.low }
        return SortedEntry.isKey(content, at: left.offset, before: content, at: right.offset)
      }
      var run = RunWriter(spill.spool, length: content.count)
      for place in places {
        let end = place.offset + SortedEntry.length(content, at: place.offset)
        run.bytes.append(contentsOf: content[place.offset..<end])
        try run.writeFullPieces()
      }
      spill.add(try run.finish())
      content.removeAll(keepingCapacity: true)
      swap(&content, &bytes)
      places.removeAll(keepingCapacity: true)
    }
  }

  /// Gives the entries back in order; one owner at a time.
  public final class Reader {
    /// The runs that have an entry, by that entry.
    private var heap = Heap<RunSource>()

    fileprivate init(_ spool: Spool, _ runs: [SpoolExtent]) throws(FileFault) {
      for run in runs {
        let source = RunSource(spool, run)
        if try source.advance() { heap.insert(source) }
      }
    }

    /// Replaces key and payload by those of the next entry; false at the end.
    ///
    /// - Throws: ``FileFault/cannotRead(path:errno:)``
    public func next(key: inout [UInt8], payload: inout [UInt8]) throws(FileFault) -> Bool {
      guard let first = heap.popMin() else { return false }
      first.take(key: &key, payload: &payload)
      // Its entry decides its place, so it is out of the heap while it moves on.
      if try first.advance() { heap.insert(first) }
      return true
    }
  }
}
