internal import CreditRisk
public import Lending

/// What a comparison adds up: fen and counts, the same in any order.
public struct ComparisonTotals: Codable, Sendable {
  /// What one cause did.
  public struct Amount: Hashable, Codable, Sendable {
    /// Loans it changed; for new and vanished loans all of them.
    public var count: Int64 = 0
    /// By how much, fen.
    public var amount: Int128 = 0
  }

  /// One side: sums over its loans, fen.
  public struct Side: Hashable, Codable, Sendable {
    /// Exposure at default.
    public var exposure: Int128 = 0
    /// Credit loss.
    public var loss: Int128 = 0
    /// Risk-weighted assets.
    public var riskWeighted: Int128 = 0
    /// Capital.
    public var capital: Int128 = 0

    mutating func add(_ loan: ComparedLoan) {
      exposure += Int128(loan.exposure)
      loss += Int128(loan.loss)
      riskWeighted += Int128(loan.riskWeighted)
      capital += Int128(loan.capital)
    }

    mutating func merge(_ other: Side) {
      exposure += other.exposure
      loss += other.loss
      riskWeighted += other.riskWeighted
      capital += other.capital
    }
  }

  /// Required rates of loans on both sides.
  public struct Rates: Hashable, Codable, Sendable {
    /// Loans whose rate rose.
    public var up: Int64 = 0
    /// Loans whose rate fell.
    public var down: Int64 = 0
    /// Loans with the same rate.
    public var unchanged: Int64 = 0
    /// Loans that have a rate now and had none.
    public var gained: Int64 = 0
    /// Loans that have none now and had one.
    public var lost: Int64 = 0
    /// Σ exposure × change, fen × 10⁻⁹ percent, of loans with both rates.
    public var weightedChange: Int128 = 0
    /// Their exposure now, fen.
    public var exposure: Int128 = 0

    /// Mean change, weighted with today's exposure, basis points; nil where nothing is weighted.
    public var meanChange: Double? {
      exposure == 0 ? nil : Double(weightedChange) / Double(exposure) / 1e7
    }

    mutating func add(_ old: ComparedLoan, _ new: ComparedLoan) {
      switch (old.requiredRate.isNaN, new.requiredRate.isNaN) {
      case (true, true): return
      case (true, false): gained += 1
      case (false, true): lost += 1
      case (false, false):
        if new.requiredRate > old.requiredRate { up += 1 }
        if new.requiredRate < old.requiredRate { down += 1 }
        if new.requiredRate == old.requiredRate { unchanged += 1 }
        let change =
          PortfolioSummary.billionths(new.requiredRate) - PortfolioSummary.billionths(old.requiredRate)
        weightedChange += Int128(change) * Int128(new.exposure)
        exposure += Int128(new.exposure)
      }
    }

    mutating func merge(_ other: Rates) {
      up += other.up
      down += other.down
      unchanged += other.unchanged
      gained += other.gained
      lost += other.lost
      weightedChange += other.weightedChange
      exposure += other.exposure
    }
  }

  /// Loans on both sides.
  public private(set) var matched: Int64 = 0
  /// Those of them of which the outputs print anything different.
  public private(set) var changed: Int64 = 0
  /// Loans of the run alone.
  public private(set) var new: Int64 = 0
  /// Loans of the earlier output alone.
  public private(set) var vanished: Int64 = 0
  /// Sums over the earlier output.
  public private(set) var before = Side()
  /// Sums over the run.
  public private(set) var after = Side()
  /// By ``LossCause``, in its order.
  public private(set) var lossCauses = Array(repeating: Amount(), count: LossCause.allCases.count)
  /// By ``WeightedCause``, in its order.
  public private(set) var weightedCauses = Array(repeating: Amount(), count: WeightedCause.allCases.count)
  /// Old class × new class of loans on both sides, row by row, with today's balance.
  public private(set) var classes = Array(
    repeating: CountedBalance(), count: RiskClass.allCases.count * RiskClass.allCases.count)
  /// Old stage × new stage likewise.
  public private(set) var stages = Array(repeating: CountedBalance(), count: 9)
  /// Loans whose grade is another, with today's balance.
  public private(set) var grades = CountedBalance()
  /// Required rates.
  public private(set) var rates = Rates()
  /// Loans whose causes do not add up: none, or the engine is at fault.
  public private(set) var unexplained: Int64 = 0

  /// Nothing.
  public init() {}

  /// A cell of the classes.
  public subscript(_ before: RiskClass, _ now: RiskClass) -> CountedBalance {
    classes[Int(before.rawValue) * RiskClass.allCases.count + Int(now.rawValue)]
  }

  /// Loans whose class is another, with today's balance.
  public var changedClasses: CountedBalance {
    ComparisonTotals.offDiagonal(classes, RiskClass.allCases.count)
  }

  /// Loans whose stage is another, with today's balance.
  public var changedStages: CountedBalance { ComparisonTotals.offDiagonal(stages, 3) }

  private static func offDiagonal(_ cells: [CountedBalance], _ width: Int) -> CountedBalance {
    cells.indices.reduce(into: CountedBalance()) { sum, index in
      if index / width != index % width { sum.merge(cells[index]) }
    }
  }

  /// Adds a loan.
  public mutating func add(_ loan: LoanDifference, isExplained: Bool = true) {
    if !isExplained { unexplained += 1 }
    switch loan.presence {
    case .both:
      matched += 1
      if loan.isDifferent { changed += 1 }
      before.add(loan.old)
      after.add(loan.new)
      addMoves(loan)
      for place in LossCause.assumptions.place..<lossCauses.count {
        ComparisonTotals.add(loan.lossCauses[place], to: &lossCauses[place])
      }
      for place in WeightedCause.exposure.place..<weightedCauses.count {
        ComparisonTotals.add(loan.weightedCauses[place], to: &weightedCauses[place])
      }
    case .new:
      new += 1
      after.add(loan.new)
      count(loan, LossCause.new.place, WeightedCause.new.place)
    case .vanished:
      vanished += 1
      before.add(loan.old)
      count(loan, LossCause.vanished.place, WeightedCause.vanished.place)
    }
  }

  private mutating func addMoves(_ loan: LoanDifference) {
    classes[Int(loan.old.riskClass) * RiskClass.allCases.count + Int(loan.new.riskClass)].add(loan.balance)
    stages[(Int(loan.old.stage) - 1) * 3 + Int(loan.new.stage) - 1].add(loan.balance)
    if loan.old.grade != loan.new.grade { grades.add(loan.balance) }
    rates.add(loan.old, loan.new)
  }

  private static func add(_ fen: Int64, to amount: inout Amount) {
    guard fen != 0 else { return }
    amount.count += 1
    amount.amount += Int128(fen)
  }

  private mutating func count(_ loan: LoanDifference, _ lossPlace: Int, _ weightedPlace: Int) {
    lossCauses[lossPlace].count += 1
    lossCauses[lossPlace].amount += Int128(loan.lossCauses[lossPlace])
    weightedCauses[weightedPlace].count += 1
    weightedCauses[weightedPlace].amount += Int128(loan.weightedCauses[weightedPlace])
  }

  /// Adds another part.
  public mutating func merge(_ other: ComparisonTotals) {
    func merge(_ amounts: inout [Amount], _ others: [Amount]) {
      for index in amounts.indices {
        amounts[index].count += others[index].count
        amounts[index].amount += others[index].amount
      }
    }
    matched += other.matched
    changed += other.changed
    new += other.new
    vanished += other.vanished
    before.merge(other.before)
    after.merge(other.after)
    merge(&lossCauses, other.lossCauses)
    merge(&weightedCauses, other.weightedCauses)
    for index in classes.indices { classes[index].merge(other.classes[index]) }
    for index in stages.indices { stages[index].merge(other.stages[index]) }
    grades.merge(other.grades)
    rates.merge(other.rates)
    unexplained += other.unexplained
  }
}
