internal import LoanMath

/// A book carried forward as it moved between two dates, with the new business of that time in every period.
///
/// x′ = x·M + n. By count, M is the share of a state's loans that are in a state at the end: rows fall short of 1 by
/// those that vanished. By balance, M is the closing balance of a state's loans ÷ their opening balance, so
/// repayments and further drawdowns are in it. n is what is new on the later tape. Default is left again at the rate
/// seen. From the earlier book the first step gives the later one.
public struct PortfolioProjection: Hashable, Sendable {
  /// A book at the end of a period.
  public struct Step: Hashable, Sendable {
    /// Loans of each state.
    public let counts: [Double]
    /// Balance of each state, CNY.
    public let balances: [Double]
  }

  /// Books, the first being the start.
  public let steps: [Step]
  /// States without a loan at the start of the observed period: what comes into them stays there.
  public let unseenStates: [Int]

  /// Projects a book.
  ///
  /// - Parameters:
  ///   - tally: What was seen.
  ///   - periods: Periods as long as the observed one, 0 or more.
  ///   - fromOpening: Starts with the earlier book instead of the later one.
  public init(_ tally: TransitionTally, periods: Int, fromOpening: Bool = false) {
    let states = tally.states
    var byCount = SquareMatrix(size: states)
    var byBalance = SquareMatrix(size: states)
    var unseen: [Int] = []
    for row in 0..<states {
      let start = tally.start(row)
      if start.count == 0 { unseen.append(row) }
      for column in 0..<states {
        let cell = tally.cell(row, column)
        let own = row == column ? 1.0 : 0
        byCount[row, column] = start.count > 0 ? Double(cell.count) / Double(start.count) : own
        byBalance[row, column] = start.opening > 0 ? Double(cell.closing) / Double(start.opening) : own
      }
    }
    func book(_ cell: (Int) -> TransitionTally.Cell, _ balance: (TransitionTally.Cell) -> Int128) -> Step {
      let cells = (0..<states).map(cell)
      return Step(counts: cells.map { Double($0.count) }, balances: cells.map { Double(balance($0)) / 100 })
    }
    let new = book({ tally.new(in: $0) }, { $0.closing })
    var step =
      fromOpening ? book({ tally.start($0) }, { $0.opening }) : book({ tally.end($0) }, { $0.closing })
    var steps = [step]
    for _ in 0..<max(0, periods) {
      step = Step(
        counts: zip(byCount.applied(toRow: step.counts), new.counts).map { $0 + $1 },
        balances: zip(byBalance.applied(toRow: step.balances), new.balances).map { $0 + $1 })
      steps.append(step)
    }
    self.steps = steps
    unseenStates = unseen
  }
}
