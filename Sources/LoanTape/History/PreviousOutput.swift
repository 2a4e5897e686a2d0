internal import Dispatch
internal import Lending
public import LoanFiles
internal import Synchronization

/// What last month's output says of one loan.
struct PreviousKey: BitwiseCopyable, Sendable {
  var digest: Digest128
  /// Exposure at default, fen.
  var exposure: Int64
  /// Line, class and stage, from the highest bits to the lowest.
  private var packed: UInt64

  init(digest: Digest128, exposure: Int64, line: Int64, riskClass: UInt8, stage: UInt8) {
    self.digest = digest
    self.exposure = exposure
    packed = UInt64(truncatingIfNeeded: line) << 8 | UInt64(riskClass) << 4 | UInt64(stage)
  }

  var line: Int { Int(packed >> 8) }
  var riskClass: UInt8 { UInt8(packed >> 4 & 15) }
  var stage: UInt8 { UInt8(packed & 15) }
}

/// The per-loan output of an earlier rescore, parted by the hash of the loan's identifier like the tape itself.
struct PreviousOutput: Sendable {
  /// Bad rows that an error names.
  static let namedRows = 20

  let path: String
  let keys: KeyedSpill<PreviousKey>
  let sha256: String

  private struct State {
    var faults: [RejectedRow] = []
    var faultCount = 0
    var error: (any Error)?
  }

  /// Reads a file, in blocks and in parallel.
  ///
  /// - Throws: ``TapeFault/previous(file:_:)``
  init(path: String, in folder: TemporaryFolder, threads: Int) throws {
    self.path = path
    do {
      let (reader, hash) = try TapeHash.reader(path)
      keys = try KeyedSpill(in: folder, partitionCount: Grouping.partitions)
      try PreviousOutput.read(reader, into: keys, threads: threads)
      sha256 = hash.hexadecimal
    } catch let fault as FileFault {
      // A disk that is full is none of the file's faults.
      if case .cannotWrite = fault { throw TapeFault.file(fault) }
      throw TapeFault.previous(file: path, .file(fault))
    } catch let fault as PreviousFault {
      throw TapeFault.previous(file: path, fault)
    }
  }

  private static func read(_ reader: BlockReader, into keys: KeyedSpill<PreviousKey>, threads: Int) throws {
    var first = RecordBlock()
    guard try reader.nextBlock(into: &first) else { throw PreviousFault.empty }
    let layout = try PreviousLayout(HeaderRecord(first).read())
    let waiting = Mutex<RecordBlock?>(first)
    let state = Mutex(State())
    // The spill belongs to one owner at a time.
    let turn = Mutex<Void>(())
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do {
        let parser = PreviousParser(layout)
        var block = RecordBlock()
        while state.withLock({ $0.error == nil }) {
          try Interrupt.check()
          if let begun = waiting.withLock({ block in block.take() }) {
            block = begun
          } else if try !reader.nextBlock(into: &block) {
            return
          }
          try parser.begin(block)
          var hasMore = true
          while hasMore {
            hasMore = parser.fill(block)
            try turn.withLock { _ in
              for key in parser.keys { try keys.append(key, key: key.digest.high) }
            }
          }
          let faults = parser.takeFaults()
          if !faults.isEmpty { state.withLock { PreviousOutput.note(faults, in: &$0) } }
        }
      } catch {
        state.withLock { $0.error = $0.error ?? error }
      }
    }
    let (error, faults, count) = state.withLock { ($0.error, $0.faults, $0.faultCount) }
    if let error { throw error }
    if count > 0 { throw PreviousFault.badRows(faults, total: count) }
  }

  private static func note(_ faults: [RejectedRow], in state: inout State) {
    state.faultCount += faults.count
    state.faults = Array((state.faults + faults).sorted { $0.line < $1.line }.prefix(namedRows))
  }
}

/// Why a file is no output of an earlier rescore.
public enum PreviousFault: Error, Sendable {
  /// It cannot be read.
  case file(FileFault)
  /// It has no header.
  case empty
  /// A header field is empty: position from 1.
  case emptyHeader(column: Int)
  /// A name stands twice in its header.
  case duplicateColumn(String)
  /// A column of a rescore's output is missing.
  case missingColumn(String)
  /// Bad rows: the first ones, and how many there are.
  case badRows([RejectedRow], total: Int)
}

/// Where an output's columns stand that are read of it.
struct PreviousLayout: Sendable {
  let header: [String]
  let identifier: Int
  let exposure: Int
  let riskClass: Int
  let stage: Int

  init(_ header: [String]) throws(PreviousFault) {
    var position: [String: Int] = [:]
    for (index, name) in header.enumerated() where position.updateValue(index, forKey: name) != nil {
      throw .duplicateColumn(name)
    }
    func find(_ name: String) throws(PreviousFault) -> Int {
      guard let index = position[name] else { throw .missingColumn(name) }
      return index
    }
    self.header = header
    identifier = try find("loan_id")
    exposure = try find("ead")
    riskClass = try find("risk_class")
    stage = try find("stage")
  }
}
