internal import Dispatch
public import LoanFiles
internal import Synchronization

/// Goes through a file of applications in blocks: workers quote them in parallel, the results are handed in in
/// the file's order and held until the whole input has been accepted.
///
/// Memory does not grow with the file: a worker holds one block and a few megabytes of text.
public final class QuoteRun: Sendable {
  /// Bad rows that an error names.
  static let namedRows = 20
  /// So much of the input is a turn: its text stays near the caches.
  static let blockBytes = 1 << 17
  /// Text beyond it is handed in before the block is done.
  static let heldText = 1 << 22

  /// What a run leaves beside its output.
  public struct Outcome: Sendable {
    /// Records that were quoted.
    public var quoted = 0
    /// The first bad records, ascending.
    public var firstBad: [BadApplication] = []
    /// How many there are.
    public var bad = 0
  }

  private struct State {
    var outcome = Outcome()
    var failure: (any Error)?
    var readFault: FileFault?
  }

  private let reader: BlockReader
  private let threads: Int
  private let first: Mutex<RecordBlock?>
  private let state = Mutex(State())
  private let turns = OrderedTurns()
  private let progress: (@Sendable (TapeProgress) -> Void)?
  /// The bytes of the first record without its line end; nil where the input has none.
  public let header: [UInt8]?

  /// Opens the input and reads its header.
  ///
  /// - Parameters:
  ///   - input: A path, or `-`.
  ///   - threads: At least 1.
  ///   - progress: Called from time to time, from any thread.
  /// - Throws: ``FileFault``.
  public init(
    input: String, threads: Int, progress: (@Sendable (TapeProgress) -> Void)? = nil
  ) throws(FileFault) {
    self.threads = threads
    self.progress = progress
    reader = try BlockReader(path: input, blockBytes: QuoteRun.blockBytes)
    var block = RecordBlock()
    var header: [UInt8]?
    // A block of blank lines only has no header yet.
    while header == nil, try reader.nextBlock(into: &block) {
      var scanner = StructuralScanner()
      try scanner.scan(block)
      let traits = scanner.traits
      header =
        scanner.withBounds(of: block) { bounds in
          var walk = RecordWalk(bounds, firstLine: block.firstLine, traits: traits)
          return walk.record()?.bytes
        } ?? nil
    }
    self.header = header
    first = Mutex(header == nil ? nil : block)
  }

  /// Quotes all records.
  ///
  /// - Parameters:
  ///   - output: Takes the quotes.
  ///   - rejects: Takes what is said of bad records; nil: after the first one nothing more is written.
  ///   - quick: Quotes plain rows of CSV in the same bytes; nil: `quote` quotes all.
  ///   - quote: Quotes one record that begins on a line; from any thread. What it throws ends the run: the first
  ///     error in the file's order does.
  /// - Throws: ``FileFault``, or what `quote` throws.
  public func run(
    output: HeldOutput, rejects: HeldOutput?, quick: QuickApplications? = nil,
    quote: @escaping @Sendable (_ record: [UInt8], _ line: Int) throws -> QuotedRecord
  ) throws -> Outcome {
    let destination = Destination(output: output, rejects: rejects)
    if let block = first.withLock({ $0 }) { turns.start(at: block.index) }
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        try work(destination, quick, quote)
      } catch {
        state.withLock { $0.failure = $0.failure ?? error }
        turns.stop()
      }
    }
    let ended = state.withLock { $0 }
    if let failure = ended.failure { throw failure }
    if let fault = ended.readFault { throw fault }
    return ended.outcome
  }

  /// Where a run writes.
  private struct Destination: Sendable {
    let output: HeldOutput
    let rejects: HeldOutput?
  }

  private func work(
    _ destination: Destination, _ quick: QuickApplications?,
    _ quote: @Sendable ([UInt8], Int) throws -> QuotedRecord
  ) throws {
    let quickQuotes = quick.map { QuickQuotes($0) }
    var block = RecordBlock()
    var scanner = StructuralScanner()
    var batch = QuotedBatch()
    while let isFirst = next(&block) {
      try Interrupt.check()
      try scanner.scan(block)
      let traits = scanner.traits
      var isTurn = false
      // An error counts when its turn comes, so that the first one in the file ends the run.
      var failure: (any Error)?
      let goesOn = try scanner.withBounds(of: block) { bounds in
        var walk = RecordWalk(bounds, firstLine: block.firstLine, traits: traits)
        if isFirst { _ = walk.record() }
        while let record = walk.record() {
          do {
            // A zero byte would pass for the padding of a short code.
            if let quickQuotes, !traits.contains(.zero), quickQuotes.quote(record, into: batch.text) {
              batch.quoted += 1
            } else {
              batch.add(try quote(record.bytes, record.line))
            }
          } catch {
            failure = error
            return true
          }
          guard batch.text.count >= QuoteRun.heldText else { continue }
          if !isTurn { isTurn = turns.wait(for: block.index) }
          guard isTurn else { return false }
          try handIn(&batch, destination)
        }
        return true
      }
      guard goesOn ?? true else { return }
      if !isTurn { isTurn = turns.wait(for: block.index) }
      guard isTurn else { return }
      try handIn(&batch, destination)
      if let failure { throw failure }
      turns.advance()
    }
  }

  /// The next block: whether it is the one with the header; nil after the last.
  private func next(_ block: inout RecordBlock) -> Bool? {
    let waiting = first.withLock { waiting -> RecordBlock? in
      defer { waiting = nil }
      return waiting
    }
    if let waiting {
      block = waiting
      return true
    }
    do {
      return try reader.nextBlock(into: &block) ? false : nil
    } catch {
      // What was read before it is quoted all the same: an error there comes first.
      state.withLock { $0.readFault = $0.readFault ?? error }
      return nil
    }
  }

  /// Takes results in, in the file's order.
  private func handIn(_ batch: inout QuotedBatch, _ destination: Destination) throws {
    let (isRefused, rows) = state.withLock { state in
      state.outcome.quoted += batch.quoted
      state.outcome.bad += batch.bad.count
      state.outcome.firstBad += batch.bad.prefix(QuoteRun.namedRows - state.outcome.firstBad.count)
      return (
        destination.rejects == nil && state.outcome.bad > 0, state.outcome.quoted + state.outcome.bad
      )
    }
    if let rejects = destination.rejects {
      for row in batch.bad { try rejects.write(row.rejected.span) }
    }
    if !isRefused { try batch.text.write(to: destination.output) }
    batch.removeAll()
    if let progress {
      let share = reader.totalBytes.map { Double(reader.bytesRead) / Double(max(1, $0)) }
      progress(TapeProgress(phase: .pricing, rows: Int64(rows), share: share))
    }
  }
}

/// Results of a worker that were not handed in yet.
private struct QuotedBatch {
  let text = TextBuffer()
  var quoted = 0
  var bad: [BadApplication] = []

  mutating func add(_ result: QuotedRecord) {
    switch result {
    case .quoted(let bytes):
      text.append(bytes.span)
      quoted += 1
    case .bad(let row): bad.append(row)
    }
  }

  mutating func removeAll() {
    text.count = 0
    quoted = 0
    bad.removeAll(keepingCapacity: true)
  }
}
