/// Loans by where they stood at the start of a period and where at its end: counts and balances, exact in any order.
public struct TransitionTally: Hashable, Sendable {
  /// Loans that went the same way.
  public struct Cell: Hashable, Sendable {
    /// Loans.
    public var count: Int64 = 0
    /// Their balance at the start, fen.
    public var opening: Int128 = 0
    /// Their balance at the end, fen.
    public var closing: Int128 = 0
    /// What of the opening balance is still owed: the smaller of both balances, loan by loan, fen.
    public var remaining: Int128 = 0

    /// Nothing.
    public init() {}

    /// Adds another cell.
    public mutating func merge(_ other: Cell) {
      count += other.count
      opening += other.opening
      closing += other.closing
      remaining += other.remaining
    }
  }

  /// States, in order.
  public let states: Int
  /// Row by row; the column after the last state is that of the vanished, the row after it that of the new.
  private var cells: [Cell]
  /// Sum of squared opening balances of each row, in squares of whole CNY.
  private var squares: [UInt128]

  /// An empty tally.
  public init(states: Int) {
    precondition(states > 0)
    self.states = states
    cells = Array(repeating: Cell(), count: (states + 1) * (states + 1))
    squares = Array(repeating: 0, count: states)
  }

  /// Adds a loan.
  ///
  /// - Parameters:
  ///   - old: Its state at the start; nil for a new loan.
  ///   - new: Its state at the end; nil for one that vanished.
  ///   - opening: Balance at the start, fen, 0 for a new loan.
  ///   - closing: Balance at the end, fen, 0 for one that vanished.
  @inlinable public mutating func add(from old: Int?, to new: Int?, opening: Int64, closing: Int64) {
    add(row: old ?? states, column: new ?? states, isNew: old == nil, opening: opening, closing: closing)
  }

  @usableFromInline
  mutating func add(row: Int, column: Int, isNew: Bool, opening: Int64, closing: Int64) {
    let place = row * (states + 1) + column
    cells[place].count &+= 1
    cells[place].opening += Int128(opening)
    cells[place].closing += Int128(closing)
    cells[place].remaining += Int128(min(opening, closing))
    guard !isNew, opening > 0 else { return }
    let yuan = UInt128((opening + 50) / 100)
    let (sum, isOver) = squares[row].addingReportingOverflow(yuan * yuan)
    squares[row] = isOver ? .max : sum
  }

  /// Adds another tally of the same states.
  public mutating func merge(_ other: TransitionTally) {
    precondition(states == other.states)
    for place in cells.indices { cells[place].merge(other.cells[place]) }
    for row in squares.indices {
      let (sum, isOver) = squares[row].addingReportingOverflow(other.squares[row])
      squares[row] = isOver ? .max : sum
    }
  }

  /// Loans that went from a state to a state.
  public func cell(_ old: Int, _ new: Int) -> Cell { cells[old * (states + 1) + new] }
  /// Loans of a state that are not on the later tape: repaid, written off, sold.
  public func vanished(from old: Int) -> Cell { cells[old * (states + 1) + states] }
  /// Loans that are on the later tape alone.
  public func new(in new: Int) -> Cell { cells[states * (states + 1) + new] }

  /// All loans of a state at the start.
  public func start(_ old: Int) -> Cell {
    var sum = vanished(from: old)
    for new in 0..<states { sum.merge(cell(old, new)) }
    return sum
  }

  /// All loans of a state at the end.
  public func end(_ new: Int) -> Cell {
    var sum = self.new(in: new)
    for old in 0..<states { sum.merge(cell(old, new)) }
    return sum
  }

  /// The number of equal loans whose share of balance would be as uncertain as that of a row: (Σb)² ÷ Σb².
  ///
  /// - SeeAlso: Kish, *Survey Sampling* (1965): the effective sample size of unequal weights.
  public func effectiveCount(_ old: Int) -> Double {
    let sum = Double(start(old).opening) / 100
    return squares[old] > 0 ? sum * sum / Double(squares[old]) : 0
  }

  /// Survivors by count, a row for each state: the weights of a cohort matrix.
  public var survivorCounts: [[Double]] {
    (0..<states).map { old in (0..<states).map { Double(cell(old, $0).count) } }
  }
}
