internal import CreditRisk
internal import LoanPricing
internal import Dispatch
internal import Lending
internal import LoanFiles
internal import Rescoring
internal import Scoring
internal import Synchronization

/// What intake leaves for the later phases.
struct IntakeResult: Sendable {
  /// A batch in the spool: where it lies and which lines it covers.
  struct Segment: Sendable {
    var extent: SpoolExtent
    var firstLine: UInt64
    var lastLine: UInt64
    var rows: Int
    /// Names of its borrowers and groups, where the tape has any.
    var names: SpoolExtent?
    /// Keys of borrowers and groups, where they are added up later.
    var keys: SpoolExtent?

    /// Its lines.
    var lines: Range<UInt64> { firstLine..<(lastLine + 1) }
  }
  var layout: TapeLayout
  var segments: [Segment] = []
  var codec: BatchCodec
  var spool: Spool
  var grouping: Grouping
  var industry: WordRegister
  var region: WordRegister
  var inputRows: Int64 = 0
  var inputBalance: Int128 = 0
  var rejectedRows: Int64 = 0
  var rejectedBalance: Int128 = 0
  var unreadableBalances: Int64 = 0
  var tapeSHA256 = ""
  /// Lines of duplicates that were set aside.
  var dropped: Set<UInt64> = []
  /// What the loans say of their borrowers; nil where the tape is not profiled.
  var sizeStandings: KeyedSpill<StandingKey>?
  /// Why rows were rejected, where the tape is profiled.
  var rejectProfile = RejectProfile()

  /// What is known of the loans beside the tape; nil: nothing.
  var histories: LoanHistories?
  /// SHA-256 of the earlier output, where there is one.
  var previousSHA256: String?

  /// A batch that segments fit.
  func makeBatch() -> LoanBatch {
    LoanBatch(
      capacity: RecordParser.batchRows, binnedWidth: codec.binnedWidth, linearWidth: codec.linearWidth)
  }

  /// Reads the keys of a segment's borrowers and groups back.
  func loadKeys(_ segment: Int, into keys: inout RowKeys, buffer: ByteBuffer) throws {
    guard let extent = segments[segment].keys else {
      throw TapeFault.internalFault("the spool holds no keys of borrowers")
    }
    try spool.read(extent, into: buffer)
    // SAFETY: the bytes are read within the call.
    let words = unsafe buffer.withUnsafeBytes { raw in
      (0..<raw.count / 8).map { unsafe raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
    }
    keys.unpack(words, count: segments[segment].rows)
  }

  /// Reads a segment back into a batch.
  func load(_ segment: Int, into batch: inout LoanBatch, buffer: ByteBuffer) throws {
    try spool.read(segments[segment].extent, into: buffer)
    // SAFETY: the bytes are read within the call.
    let isWhole = unsafe buffer.withUnsafeBytes { unsafe codec.decode($0, into: &batch) }
    guard isWhole else { throw TapeFault.internalFault("the spool holds other bytes than were written") }
  }
}

/// Reads the tape once, in blocks: workers parse in parallel and hand in their batches in the tape's order.
final class IntakePhase: Sendable {
  /// Bad rows that an error names.
  static let namedRows = 20
  /// About a batch of rows: of a block with several, all but the first would be read while the worker of the next block
  /// waits for its turn.
  private static let blockBytes = 256 << 10

  private struct State {
    var result: IntakeResult
    var firstBad: [RejectedRow] = []
    var fault: (any Error)?
  }

  private let run: TapeRun
  private let rejects: RejectsFile?
  private let reader: BlockReader
  let layout: TapeLayout
  private let names: TapeNames
  private let state: Mutex<State>
  private let handover: OrderedHandover<ParsedBlock>
  /// Sees the tape as it is read; nil where no hash is asked for.
  private let hash: TapeHash?
  private let first: Mutex<RecordBlock?>
  /// Where the loans go by themselves, when nothing is to be priced: then no batch is kept, and duplicates that are
  /// not set aside are left to who joins the loans.
  private let standings: StandingSpill?
  /// Where the loans go by borrower for the measures of the supervisor; nothing is to be priced then either.
  private let supervision: SupervisionSpill?
  private var isLight: Bool { standings != nil || supervision != nil }

  init(
    _ run: TapeRun, rejects: RejectsFile?, standings: StandingSpill? = nil,
    supervision: SupervisionSpill? = nil
  ) throws {
    self.run = run
    self.rejects = rejects
    self.standings = standings
    self.supervision = supervision
    handover = OrderedHandover(threads: run.plan.threads) { ParsedBlock() }
    let hash = run.plan.hashesTape ? TapeHash() : nil
    self.hash = hash
    do {
      // SAFETY: the bytes are hashed within the call, under the reader's lock.
      reader = try BlockReader(path: run.plan.tape, blockBytes: IntakePhase.blockBytes) { bytes in
        unsafe hash?.update(bytes)
      }
      var block = RecordBlock()
      guard try reader.nextBlock(into: &block) else { throw TapeFault.empty }
      var header = HeaderRecord(block)
      header.fields = try header.read()
      layout = try TapeLayout(
        header: header.fields, mapping: run.plan.mapping, models: run.models,
        isModelGiven: run.plan.areModelsGiven)
      names = standings == nil && supervision == nil ? TapeNames(layout) : TapeNames()
      first = Mutex(block)
    } catch let fault as FileFault {
      throw TapeFault.file(fault)
    }
    let usesModels = layout.usesModels
    let folder = run.folder
    do {
      state = Mutex(
        State(
          result: IntakeResult(
            layout: layout,
            codec: standings != nil || supervision != nil
              ? BatchCodec()
              : BatchCodec(
                layout, binnedWidth: usesModels ? run.models?.binned.count ?? 0 : 0,
                linearWidth: usesModels ? run.models?.linear.count ?? 0 : 0),
            spool: try Spool(in: folder),
            grouping: try Grouping(in: folder), industry: WordRegister(),
            region: WordRegister(),
            sizeStandings: run.plan.profilesQuality
              ? try KeyedSpill(in: folder, partitionCount: Grouping.partitions) : nil)))
    } catch {
      throw TapeFault.file(error)
    }
  }

  /// Reads all, then finds duplicates.
  func accept() throws -> IntakeResult {
    if let rejects {
      do {
        try rejects.writeHeader()
      } catch {
        throw TapeFault.file(error)
      }
    }
    DispatchQueue.concurrentPerform(iterations: run.plan.threads) { _ in
      do {
        try work()
      } catch {
        state.withLock { $0.fault = $0.fault ?? error }
        handover.stop()
      }
    }
    if let fault = state.withLock({ $0.fault }) {
      if let fault = fault as? FileFault { throw TapeFault.file(fault) }
      throw fault
    }
    if standings == nil || rejects != nil { try findDuplicates() }
    let (result, firstBad) = state.withLock { state in
      state.result.tapeSHA256 = hash?.hexadecimal ?? ""
      return (state.result, state.firstBad)
    }
    if rejects == nil, result.rejectedRows > 0 {
      throw TapeFault.badRows(firstBad.sorted { $0.line < $1.line }, total: Int(result.rejectedRows))
    }
    return result
  }

  private func work() throws {
    let shared = state.withLock { $0.result }
    let parser = RecordParser(
      layout: layout, models: run.models,
      ratings: run.plan.policy.pd.ratings.map { ($0.name, $0.probability) },
      registers: (shared.industry, shared.region))
    var block = RecordBlock()
    var workspace = run.rescore.makeStandingWorkspace()
    while let parsed = handover.take(), try next(&block) {
      try Interrupt.check()
      try parser.begin(block)
      if block.index == 0 { parser.skipHeader(block) }
      parsed.count = 0
      var hasMore = true
      while hasMore {
        if parsed.count == parsed.batches.count { parsed.batches.append(makeBatch()) }
        hasMore = fill(&parsed.batches[parsed.count], from: block, parser, &workspace, shared.codec)
        parsed.count += 1
      }
      try handover.give(parsed, at: block.index) { parsed in
        for index in 0..<parsed.count { try handIn(parsed.batches[index], shared) }
      }
    }
  }

  private func makeBatch() -> ParsedBatch {
    ParsedBatch(
      loans: LoanBatch(
        capacity: RecordParser.batchRows, binnedWidth: layout.usesModels ? run.models?.binned.count ?? 0 : 0,
        linearWidth: layout.usesModels ? run.models?.linear.count ?? 0 : 0), names: NamePacker(names))
  }

  /// Parses rows of a block and packs them; false when they were the last.
  private func fill(
    _ parsed: inout ParsedBatch, from block: RecordBlock, _ parser: RecordParser,
    _ workspace: inout BatchRescore.Workspace, _ codec: BatchCodec
  ) -> Bool {
    parsed.rejected.removeAll(keepingCapacity: true)
    let hasMore = parser.fill(block, batch: &parsed.loans, keys: &parsed.keys, rejects: &parsed.rejected)
    codec.encode(parsed.loans, into: &parsed.packer)
    if !names.isEmpty { parsed.names.encode(parsed.keys, count: parsed.loans.count) }
    if isLight {
      run.rescore.ownStandings(
        parsed.loans, workspace: &workspace, into: &parsed.standings, contributions: &parsed.contributions)
    } else if !run.plan.hasHistory {
      // Where more is known of the loans than the tape says, they are added up once it is joined.
      run.rescore.contributions(parsed.loans, into: &parsed.contributions)
    }
    supervision?.loans(parsed.loans, parsed.keys, into: &parsed.supervised)
    return hasMore
  }

  private func next(_ block: inout RecordBlock) throws -> Bool {
    if let waiting = first.withLock({ waiting -> RecordBlock? in
      defer { waiting = nil }
      return waiting
    }) {
      block = waiting
      return true
    }
    return try reader.nextBlock(into: &block)
  }

  /// Takes a batch in, in the tape's order.
  private func handIn(_ parsed: ParsedBatch, _ shared: IntakeResult) throws {
    let batch = parsed.loans
    let keys = parsed.keys
    let contributions = parsed.contributions
    let rejected = parsed.rejected
    let extent = try shared.spool.append(parsed.packer.packed.span)
    var keyExtent: SpoolExtent?
    if run.plan.hasHistory {
      let words = keys.packed(count: batch.count)
      // SAFETY: the bytes are written within the call.
      keyExtent = try unsafe words.withUnsafeBytes { try unsafe shared.spool.append($0) }
    }
    let named = names.isEmpty ? nil : try shared.spool.append(parsed.names.packer.packed.span)
    var balance: Int128 = 0
    if let standings {
      try standings.append(batch, keys, contributions, parsed.standings)
      for row in 0..<batch.count {
        balance += Int128(contributions[row].balance)
        guard rejects != nil else { continue }
        let loan = keys.loan[row]
        try shared.grouping.loans.append(
          LoanKey(digest: loan, line: UInt64(batch.rowNumbers[row])), key: loan.high)
      }
    } else if let supervision {
      try supervision.append(parsed.supervised, keys, contributions, parsed.standings)
      for row in 0..<batch.count {
        let loan = keys.loan[row]
        try shared.grouping.loans.append(
          LoanKey(digest: loan, line: UInt64(batch.rowNumbers[row])), key: loan.high)
        balance += Int128(contributions[row].balance)
      }
    } else {
      balance = try group(batch, keys, keyExtent == nil ? contributions : [], shared)
      if let standings = shared.sizeStandings { try IntakePhase.stand(batch, keys, in: standings) }
    }
    if let rejects, !rejected.isEmpty { try rejects.write(rejected) }
    let rows = state.withLock { state in
      if batch.count > 0 {
        state.result.segments.append(
          IntakeResult.Segment(
            extent: extent, firstLine: UInt64(batch.rowNumbers[0]),
            lastLine: UInt64(batch.rowNumbers[batch.count - 1]), rows: batch.count, names: named,
            keys: keyExtent))
      }
      state.result.inputRows += Int64(batch.count + rejected.count)
      state.result.inputBalance += balance
      for row in rejected { IntakePhase.count(row, in: &state.result) }
      if shared.sizeStandings != nil { for row in rejected { state.result.rejectProfile.add(row) } }
      if state.firstBad.count < IntakePhase.namedRows {
        state.firstBad += rejected.prefix(IntakePhase.namedRows - state.firstBad.count)
      }
      return state.result.inputRows
    }
    if let progress = run.progress {
      progress(
        TapeProgress(
          phase: .intake, rows: rows,
          share: reader.totalBytes.map { Double(reader.bytesRead) / Double(max(1, $0)) }))
    }
  }

  /// Keys of the rows of a batch for the grouping; gives their balance.
  ///
  /// - Parameter contributions: What each row adds to its borrower; empty: that is found out later.
  private func group(
    _ batch: LoanBatch, _ keys: RowKeys, _ contributions: [BorrowerContribution], _ shared: IntakeResult
  ) throws -> Int128 {
    var balance: Int128 = 0
    for row in 0..<batch.count {
      let line = UInt64(batch.rowNumbers[row])
      let loan = keys.loan[row]
      try shared.grouping.loans.append(LoanKey(digest: loan, line: line), key: loan.high)
      balance += Int128(batch[.balance, row])
      if !contributions.isEmpty {
        try shared.grouping.add(
          contributions[row], line: line, keys, row, hasBorrowers: names.hasBorrowers)
      }
    }
    return balance
  }

  /// What the loans of a batch say of their borrowers, for the profile.
  private static func stand(
    _ batch: LoanBatch, _ keys: RowKeys, in standings: KeyedSpill<StandingKey>
  ) throws {
    for row in 0..<batch.count where keys.present[row] & 1 != 0 {
      let reason = QualityCheck.hasReason(batch, row: row) ? StandingKey.hasReason : 0
      try standings.append(
        StandingKey(
          digest: keys.borrower[row], line: UInt64(batch.rowNumbers[row]),
          bits: UInt64(batch[.size, row]) | reason), key: keys.borrower[row].high)
    }
  }

  private static func count(_ row: RejectedRow, in result: inout IntakeResult) {
    result.rejectedRows += 1
    if let balance = row.balance {
      result.inputBalance += Int128(balance)
      result.rejectedBalance += Int128(balance)
    } else {
      result.unreadableBalances += 1
    }
  }

  /// Sets later rows with a known identifier aside.
  private func findDuplicates() throws {
    let shared = state.withLock { $0.result }
    let duplicates = try shared.grouping.duplicates(threads: run.plan.threads)
    guard !duplicates.isEmpty else { return }
    var lookup = SpooledRows(shared)
    var named: [RejectedRow] = []
    for duplicate in duplicates {
      let row = try lookup.row(line: duplicate.line)
      let rejected = RejectedRow(
        line: Int(duplicate.line), column: "loan_id", value: row.identifier,
        reason: .duplicate(firstLine: Int(duplicate.firstLine)), row: Array(row.identifier.utf8),
        balance: row.balance, identifier: row.identifier)
      state.withLock { state in
        if shared.sizeStandings != nil { state.result.rejectProfile.add(rejected) }
        state.result.rejectedRows += 1
        state.result.rejectedBalance += Int128(row.balance)
        state.result.dropped.insert(duplicate.line)
      }
      named.append(rejected)
      if named.count == 4096 {
        if let rejects { try rejects.write(named) }
        keep(&named)
      }
    }
    if let rejects { try rejects.write(named) }
    keep(&named)
  }

  private func keep(_ named: inout [RejectedRow]) {
    state.withLock { state in
      let merged = (state.firstBad + named).sorted { $0.line < $1.line }
      state.firstBad = Array(merged.prefix(IntakePhase.namedRows))
    }
    named.removeAll(keepingCapacity: true)
  }
}

/// What a worker makes of a block, until it is the block's turn: batches that are used again.
private final class ParsedBlock {
  var batches: [ParsedBatch] = []
  /// How many of them are in use.
  var count = 0
}

/// A batch of rows with all that is kept of them.
private struct ParsedBatch {
  var loans: LoanBatch
  var names: NamePacker
  var keys = RowKeys()
  var packer = ColumnPacker()
  var contributions: [BorrowerContribution] = []
  var standings: [OwnStanding] = []
  var supervised: [SupervisedLoan] = []
  var rejected: [RejectedRow] = []
}

/// The header line of a tape.
struct HeaderRecord {
  private let block: RecordBlock
  var fields: [String] = []

  init(_ block: RecordBlock) {
    self.block = block
  }

  /// Names of the columns; quotes are taken off.
  func read() throws(FileFault) -> [String] {
    var scanner = StructuralScanner()
    try scanner.scan(block)
    // SAFETY: the bytes are read within the call.
    return unsafe block.withUnsafeBytes { raw in
      scanner.withPositions { positions in
        var names: [String] = []
        var start = 0
        for index in 0..<positions.count {
          let end = Int(positions[index])
          var bytes = unsafe Array(raw[start..<end])
          if bytes.last == 13 { bytes.removeLast() }
          if bytes.count >= 2, bytes.first == 34, bytes.last == 34 {
            bytes = Array(bytes.dropFirst().dropLast())
          }
          names.append(String(decoding: bytes, as: UTF8.self))
          start = end + 1
          if unsafe raw[end] == 10 { break }
        }
        return names
      }
    }
  }
}
