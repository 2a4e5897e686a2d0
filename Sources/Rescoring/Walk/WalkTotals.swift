/// What a walk adds up: fen and counts, the same in any order.
public struct WalkTotals: Sendable {
  /// What one cause did.
  public struct Amount: Hashable, Sendable {
    /// Loans whose loss it changed; for new and repaid loans all of them.
    public var count: Int64 = 0
    /// By how much, fen.
    public var loss: Int128 = 0
  }

  /// Loans with their balance and loss, fen.
  public struct Loans: Hashable, Sendable {
    /// Loans.
    public var count: Int64 = 0
    /// Balance.
    public var balance: Int128 = 0
    /// Credit loss.
    public var loss: Int128 = 0

    mutating func add(_ inputs: LossInputs) {
      count += 1
      balance += Int128(inputs.balance)
      loss += Int128(inputs.loss)
    }

    mutating func merge(_ other: Loans) {
      count += other.count
      balance += other.balance
      loss += other.loss
    }
  }

  /// Loans that changed from one stage to another, or stayed.
  public struct Transfer: Hashable, Sendable {
    /// Loans, with balance and loss on the old day.
    public var before = Loans()
    /// The same loans on the new day.
    public var after = Loans()
  }

  /// By ``WalkCause``, in its order.
  public private(set) var causes = Array(repeating: Amount(), count: WalkCause.allCases.count)
  /// The old tape by stage 1, 2, 3.
  public private(set) var opening = Array(repeating: Loans(), count: 3)
  /// The new tape likewise.
  public private(set) var closing = Array(repeating: Loans(), count: 3)
  /// Loans on both tapes by old stage, then new stage.
  public private(set) var transfers = Array(repeating: Transfer(), count: 9)
  /// Loans whose way does not end at the new loss: none, or the engine is at fault.
  public private(set) var unexplained: Int64 = 0

  /// Nothing.
  public init() {}

  mutating func add(_ cause: WalkCause, _ loss: Int128) {
    guard loss != 0 else { return }
    causes[cause.place].count += 1
    causes[cause.place].loss += loss
  }

  /// Ends the way of a loan on both tapes.
  mutating func closeLoan(old: LossInputs, new: LossInputs, reached: Int64) {
    opening[Int(old.stage) - 1].add(old)
    closing[Int(new.stage) - 1].add(new)
    let place = (Int(old.stage) - 1) * 3 + Int(new.stage) - 1
    transfers[place].before.add(old)
    transfers[place].after.add(new)
    if reached != new.loss { unexplained += 1 }
  }

  /// Adds a loan on the old tape alone.
  mutating func add(repaid loan: LossInputs) {
    opening[Int(loan.stage) - 1].add(loan)
    causes[WalkCause.repaid.place].count += 1
    causes[WalkCause.repaid.place].loss -= Int128(loan.loss)
  }

  /// Adds a loan on the new tape alone.
  mutating func add(new loan: LossInputs) {
    closing[Int(loan.stage) - 1].add(loan)
    causes[WalkCause.new.place].count += 1
    causes[WalkCause.new.place].loss += Int128(loan.loss)
  }

  /// Adds a loan by the tapes it is on.
  public mutating func add(old: LossInputs?, new: LossInputs?, _ walk: LossWalk) {
    switch (old, new) {
    case (let old?, let new?): walk.add(old: old, new: new, to: &self)
    case (let old?, nil): add(repaid: old)
    case (nil, let new?): add(new: new)
    case (nil, nil): break
    }
  }

  /// Adds another part.
  public mutating func merge(_ other: WalkTotals) {
    for index in causes.indices {
      causes[index].count += other.causes[index].count
      causes[index].loss += other.causes[index].loss
    }
    for stage in 0..<3 {
      opening[stage].merge(other.opening[stage])
      closing[stage].merge(other.closing[stage])
    }
    for index in transfers.indices {
      transfers[index].before.merge(other.transfers[index].before)
      transfers[index].after.merge(other.transfers[index].after)
    }
    unexplained += other.unexplained
  }
}

extension WalkCause {
  /// Its place among all.
  public var place: Int { WalkCause.allCases.firstIndex(of: self) ?? 0 }
}
