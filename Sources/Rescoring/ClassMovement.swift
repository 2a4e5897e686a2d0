internal import CreditRisk
public import Lending

/// A number of loans with an amount, fen.
public struct CountedBalance: Hashable, Sendable {
  /// Loans.
  public var count: Int64 = 0
  /// Their amount.
  public var balance: Int128 = 0

  /// Nothing.
  public init() {}

  /// Adds a loan.
  public mutating func add(_ fen: Int64) {
    count += 1
    balance += Int128(fen)
  }

  /// Adds others.
  public mutating func merge(_ other: CountedBalance) {
    count += other.count
    balance += other.balance
  }
}

/// How loans moved between last month's classes and this month's (迁徙), by count and today's balance.
public struct ClassMovement: Hashable, Sendable {
  /// Class before × class now, row by row in the order of ``RiskClass``.
  public var cells = Array(
    repeating: CountedBalance(), count: RiskClass.allCases.count * RiskClass.allCases.count)
  /// Loans that last month's output does not have.
  public var new = CountedBalance()

  /// No loans.
  public init() {}

  /// A cell.
  public subscript(_ before: RiskClass, _ now: RiskClass) -> CountedBalance {
    cells[Int(before.rawValue) * RiskClass.allCases.count + Int(now.rawValue)]
  }

  /// Loans whose class became better.
  public var upgraded: CountedBalance { sum { $1.rawValue < $0.rawValue } }
  /// Loans whose class became worse.
  public var downgraded: CountedBalance { sum { $1.rawValue > $0.rawValue } }
  /// Loans whose class stayed.
  public var unchanged: CountedBalance { sum { $0 == $1 } }

  private func sum(_ isCounted: (RiskClass, RiskClass) -> Bool) -> CountedBalance {
    var sum = CountedBalance()
    for before in RiskClass.allCases {
      for now in RiskClass.allCases where isCounted(before, now) { sum.merge(self[before, now]) }
    }
    return sum
  }

  /// Adds a rescored batch; without histories nothing is added.
  mutating func add(_ batch: LoanBatch, _ result: RescoredBatch, _ history: [LoanHistory]) {
    guard !history.isEmpty else { return }
    for row in 0..<batch.count {
      let before = history[row].previousClass
      if before == missingCode {
        new.add(batch[.balance, row])
      } else {
        let now = Int(result.verdict[row].riskClass.rawValue)
        cells[Int(before) * RiskClass.allCases.count + now].add(batch[.balance, row])
      }
    }
  }

  mutating func merge(_ other: ClassMovement) {
    for index in cells.indices { cells[index].merge(other.cells[index]) }
    new.merge(other.new)
  }
}
