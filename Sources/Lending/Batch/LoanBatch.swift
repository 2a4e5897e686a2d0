/// Some thousand loans as columns: what every stage takes.
///
/// Each kind of column is one flat array, column by column: the value of row `i` in column `c` stands at
/// `c.rawValue * capacity + i`. Absent columns hold the missing value throughout, so no stage asks whether
/// a column was there.
public struct LoanBatch: Sendable {
  /// Rows that fit without growing.
  public private(set) var capacity: Int
  /// Rows in use.
  public var count: Int
  /// `loan_id` of all rows, one after the other, UTF-8.
  public var identifierBytes: [UInt8]
  /// Where each row's identifier ends in ``identifierBytes``.
  public var identifierEnds: [UInt32]
  /// Number of the row on the tape, from 0, one a row.
  public var rowNumbers: [Int64]
  /// Columns of ``MoneyColumn``, fen.
  public var money: [Int64]
  /// Columns of ``NumberColumn``.
  public var numbers: [Double]
  /// Columns of ``DayColumn``, days since 1970-01-01.
  public var days: [Int32]
  /// Columns of ``CodeColumn``.
  public var codes: [UInt8]
  /// Columns of ``WordColumn``, indices of the run's register.
  public var words: [UInt32]
  /// ``LoanFlags`` a row.
  public var flags: [UInt32]
  /// Days past due a row (逾期天数).
  public var daysPastDue: [Int32]
  /// Bin of each binned characteristic of the models, row-major: `count × binnedWidth`.
  public var bins: [UInt8]
  /// Characteristics with bins, a row.
  public let binnedWidth: Int
  /// Values of the linear characteristics, row-major: `count × linearWidth`.
  public var linear: [Double]
  /// Linear characteristics, a row.
  public let linearWidth: Int

  /// Creates an empty batch.
  ///
  /// - Parameters:
  ///   - capacity: Rows to make room for.
  ///   - binnedWidth: Characteristics with bins.
  ///   - linearWidth: Linear characteristics.
  public init(capacity: Int, binnedWidth: Int = 0, linearWidth: Int = 0) {
    self.capacity = capacity
    self.count = 0
    self.identifierBytes = []
    self.identifierEnds = []
    self.rowNumbers = Array(repeating: 0, count: capacity)
    self.money = Array(repeating: missingMoney, count: capacity * MoneyColumn.allCases.count)
    self.numbers = Array(repeating: .nan, count: capacity * NumberColumn.allCases.count)
    self.days = Array(repeating: missingDay, count: capacity * DayColumn.allCases.count)
    self.codes = Array(repeating: missingCode, count: capacity * CodeColumn.allCases.count)
    self.words = Array(repeating: missingWord, count: capacity * WordColumn.allCases.count)
    self.flags = Array(repeating: 0, count: capacity)
    self.daysPastDue = Array(repeating: 0, count: capacity)
    self.binnedWidth = binnedWidth
    self.linearWidth = linearWidth
    self.bins = Array(repeating: 0, count: capacity * binnedWidth)
    self.linear = Array(repeating: 0, count: capacity * linearWidth)
    identifierEnds.reserveCapacity(capacity)
  }

  /// Money of a row in CNY, or nothing where the field was empty.
  public subscript(_ column: MoneyColumn, row: Int) -> Int64 {
    @inlinable get { money[column.rawValue &* capacity &+ row] }
    @inlinable set { money[column.rawValue &* capacity &+ row] = newValue }
  }
  /// A number of a row; NaN where the field was empty.
  public subscript(_ column: NumberColumn, row: Int) -> Double {
    @inlinable get { numbers[column.rawValue &* capacity &+ row] }
    @inlinable set { numbers[column.rawValue &* capacity &+ row] = newValue }
  }
  /// A day of a row.
  public subscript(_ column: DayColumn, row: Int) -> Int32 {
    @inlinable get { days[column.rawValue &* capacity &+ row] }
    @inlinable set { days[column.rawValue &* capacity &+ row] = newValue }
  }
  /// A code of a row.
  public subscript(_ column: CodeColumn, row: Int) -> UInt8 {
    @inlinable get { codes[column.rawValue &* capacity &+ row] }
    @inlinable set { codes[column.rawValue &* capacity &+ row] = newValue }
  }
  /// A word of a row.
  public subscript(_ column: WordColumn, row: Int) -> UInt32 {
    @inlinable get { words[column.rawValue &* capacity &+ row] }
    @inlinable set { words[column.rawValue &* capacity &+ row] = newValue }
  }

  /// The bytes of a row's `loan_id` in ``identifierBytes``.
  @inlinable public func identifierRange(of row: Int) -> Range<Int> {
    (row == 0 ? 0 : Int(identifierEnds[row - 1]))..<Int(identifierEnds[row])
  }
}

extension LoanBatch {
  /// Leaves rows out, by their number on the tape.
  public mutating func removeRows(where isRemoved: (Int64) -> Bool) {
    let removed = (0..<count).filter { isRemoved(rowNumbers[$0]) }
    guard !removed.isEmpty else { return }
    let dropped = Set(removed)
    let kept = (0..<count).filter { !dropped.contains($0) }
    var bytes: [UInt8] = []
    var ends: [UInt32] = []
    for row in kept {
      bytes += identifierBytes[identifierRange(of: row)]
      ends.append(UInt32(bytes.count))
    }
    identifierBytes = bytes
    identifierEnds = ends
    for (target, row) in kept.enumerated() where target != row {
      rowNumbers[target] = rowNumbers[row]
      flags[target] = flags[row]
      daysPastDue[target] = daysPastDue[row]
      for column in MoneyColumn.allCases { self[column, target] = self[column, row] }
      for column in NumberColumn.allCases { self[column, target] = self[column, row] }
      for column in DayColumn.allCases { self[column, target] = self[column, row] }
      for column in CodeColumn.allCases { self[column, target] = self[column, row] }
      for column in WordColumn.allCases { self[column, target] = self[column, row] }
      for index in 0..<binnedWidth { bins[target * binnedWidth + index] = bins[row * binnedWidth + index] }
      for index in 0..<linearWidth {
        linear[target * linearWidth + index] = linear[row * linearWidth + index]
      }
    }
    count = kept.count
  }
}
