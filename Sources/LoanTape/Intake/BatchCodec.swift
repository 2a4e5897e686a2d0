internal import Lending
internal import LoanFiles

/// A batch as bytes for the spool: the columns that the tape has, one after the other.
///
/// A column that no field of the tape fills holds its missing value in every row and is not stored.
struct BatchCodec: Sendable {
  private let money: [Int]
  private let numbers: [Int]
  private let days: [Int]
  private let codes: [Int]
  private let words: [Int]
  private let hasFlags: Bool
  let binnedWidth: Int
  let linearWidth: Int

  init(_ layout: TapeLayout, binnedWidth: Int, linearWidth: Int) {
    var money: Set<Int> = []
    var numbers: Set<Int> = []
    var days: Set<Int> = []
    var codes: Set<Int> = []
    var words: Set<Int> = []
    var hasFlags = layout.usesModels
    for plan in layout.plans {
      switch plan.field {
      case .money(let column): money.insert(column.rawValue)
      case .number(let column, _, _), .rating(let column): numbers.insert(column.rawValue)
      case .day(let column): days.insert(column.rawValue)
      case .code(let column, _): codes.insert(column.rawValue)
      case .sectors: codes.insert(CodeColumn.sectors.rawValue)
      case .word(let column): words.insert(column.rawValue)
      case .flag: hasFlags = true
      case .identifier, .borrower, .group, .daysPastDue, .text, nil: break
      }
    }
    self.money = money.sorted()
    self.numbers = numbers.sorted()
    self.days = days.sorted()
    self.codes = codes.sorted()
    self.words = words.sorted()
    self.hasFlags = hasFlags
    self.binnedWidth = layout.usesModels ? binnedWidth : 0
    self.linearWidth = layout.usesModels ? linearWidth : 0
  }

  /// Keeps lines, identifiers, balances and overdue days alone: what a message about a row needs.
  init() {
    money = [MoneyColumn.balance.rawValue]
    numbers = []
    days = []
    codes = []
    words = []
    hasFlags = false
    binnedWidth = 0
    linearWidth = 0
  }

  /// Packs a batch.
  func encode(_ batch: LoanBatch, into packer: inout ColumnPacker) {
    packer.begin()
    let count = batch.count
    let capacity = batch.capacity
    let identifiers = count == 0 ? 0 : batch.identifierRange(of: count - 1).upperBound
    packer.put([UInt32(count), UInt32(identifiers)].span)
    // Lines follow one another but for rows that were set aside, and identifiers are about as long as each other.
    var steps = Array(repeating: UInt32(0), count: count)
    let first = count == 0 ? 0 : batch.rowNumbers[0]
    for row in 0..<count {
      steps[row] = UInt32(truncatingIfNeeded: batch.rowNumbers[row] - first - Int64(row))
    }
    packer.put([first].span, missing: .min)
    packer.put(steps.span)
    var end: UInt32 = 0
    for row in 0..<count {
      steps[row] = batch.identifierEnds[row] &- end
      end = batch.identifierEnds[row]
    }
    packer.put(steps.span)
    packer.put(batch.identifierBytes.span.extracting(0..<identifiers))
    func rows(_ column: Int) -> Range<Int> { column * capacity..<column * capacity + count }
    for column in money { packer.put(batch.money.span.extracting(rows(column)), missing: missingMoney) }
    for column in numbers { packer.put(batch.numbers.span.extracting(rows(column))) }
    packer.put(batch.linear.span.extracting(0..<count * linearWidth))
    packer.put(batch.daysPastDue.span.extracting(0..<count))
    for column in days { packer.put(batch.days.span.extracting(rows(column))) }
    for column in words { packer.put(batch.words.span.extracting(rows(column))) }
    if hasFlags { packer.put(batch.flags.span.extracting(0..<count)) }
    for column in codes { packer.put(batch.codes.span.extracting(rows(column))) }
    packer.put(batch.bins.span.extracting(0..<count * binnedWidth))
  }

  /// Fills a batch from bytes of ``encode(_:into:)``.
  ///
  /// - Returns: Whether they were such bytes.
  func decode(_ bytes: UnsafeRawBufferPointer, into batch: inout LoanBatch) -> Bool {
    // SAFETY: the bytes are read within the call.
    var unpacker = unsafe ColumnUnpacker(bytes)
    func take<Value>(
      _ values: inout [Value], _ rows: Range<Int>,
      _ body: (inout MutableSpan<Value>, inout ColumnUnpacker) -> Void
    ) {
      var all = values.mutableSpan
      var some = all._mutatingExtracting(rows)
      body(&some, &unpacker)
    }
    var sizes: [UInt32] = [0, 0]
    take(&sizes, 0..<2) { $1.take(&$0) }
    let count = Int(sizes[0])
    let identifiers = Int(sizes[1])
    let capacity = batch.capacity
    guard count <= capacity, identifiers <= bytes.count else { return false }
    batch.count = count
    var first: [Int64] = [0]
    take(&first, 0..<1) { $1.take(&$0, missing: .min) }
    if batch.identifierEnds.count < capacity { batch.identifierEnds = Array(repeating: 0, count: capacity) }
    take(&batch.identifierEnds, 0..<count) { $1.take(&$0) }
    for row in 0..<count { batch.rowNumbers[row] = first[0] + Int64(row) + Int64(batch.identifierEnds[row]) }
    take(&batch.identifierEnds, 0..<count) { $1.take(&$0) }
    var end: UInt32 = 0
    for row in 0..<count {
      end &+= batch.identifierEnds[row]
      batch.identifierEnds[row] = end
    }
    guard end == identifiers else { return false }
    let missing = identifiers - batch.identifierBytes.count
    if missing > 0 { batch.identifierBytes.append(contentsOf: repeatElement(0, count: missing * 2)) }
    take(&batch.identifierBytes, 0..<identifiers) { $1.take(&$0) }
    func rows(_ column: Int) -> Range<Int> { column * capacity..<column * capacity + count }
    for column in money { take(&batch.money, rows(column)) { $1.take(&$0, missing: missingMoney) } }
    for column in numbers { take(&batch.numbers, rows(column)) { $1.take(&$0) } }
    take(&batch.linear, 0..<count * linearWidth) { $1.take(&$0) }
    take(&batch.daysPastDue, 0..<count) { $1.take(&$0) }
    for column in days { take(&batch.days, rows(column)) { $1.take(&$0) } }
    for column in words { take(&batch.words, rows(column)) { $1.take(&$0) } }
    if hasFlags { take(&batch.flags, 0..<count) { $1.take(&$0) } }
    for column in codes { take(&batch.codes, rows(column)) { $1.take(&$0) } }
    take(&batch.bins, 0..<count * binnedWidth) { $1.take(&$0) }
    return !unpacker.isBroken
  }
}
