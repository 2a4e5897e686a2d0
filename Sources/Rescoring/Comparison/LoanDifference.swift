/// One loan in an earlier output and in the run at hand, with why its loss and its risk-weighted assets differ.
public struct LoanDifference: BitwiseCopyable, Sendable {
  /// Which of the two has the loan.
  public enum Presence: UInt8, BitwiseCopyable, Sendable {
    /// Both.
    case both
    /// The run alone.
    case new
    /// The earlier output alone.
    case vanished
  }

  /// Which of the two has the loan.
  public let presence: Presence
  /// What the earlier output says; of a new loan the same as ``new``.
  public let old: ComparedLoan
  /// What the run says; of a vanished loan the same as ``old``.
  public let new: ComparedLoan
  /// Balance on the run's tape, fen; 0 of a vanished loan.
  public let balance: Int64
  /// Amounts by place of ``LossCause``, fen: their sum is the difference.
  public var lossCauses = InlineArray<7, Int64>(repeating: 0)
  /// Amounts by place of ``WeightedCause``, fen: their sum is the difference.
  public var weightedCauses = InlineArray<4, Int64>(repeating: 0)

  /// A loan of the run alone.
  init(new: PricedLoan) {
    presence = .new
    old = new.result
    self.new = new.result
    balance = new.inputs.balance
    lossCauses[LossCause.new.place] = new.result.loss
    weightedCauses[WeightedCause.new.place] = new.result.riskWeighted
  }

  /// A loan of the earlier output alone.
  init(vanished old: ComparedLoan) {
    presence = .vanished
    self.old = old
    new = old
    balance = 0
    lossCauses[LossCause.vanished.place] = -old.loss
    weightedCauses[WeightedCause.vanished.place] = -old.riskWeighted
  }

  /// A loan of both, without causes yet.
  init(old: ComparedLoan, new: PricedLoan) {
    presence = .both
    self.old = old
    self.new = new.result
    balance = new.inputs.balance
  }

  /// Difference of the credit loss, fen.
  public var loss: Int64 {
    switch presence {
    case .both: new.loss - old.loss
    case .new: new.loss
    case .vanished: -old.loss
    }
  }

  /// Difference of the risk-weighted assets, fen.
  public var riskWeighted: Int64 {
    switch presence {
    case .both: new.riskWeighted - old.riskWeighted
    case .new: new.riskWeighted
    case .vanished: -old.riskWeighted
    }
  }

  /// Whether the two outputs print anything different of the loan.
  public var isDifferent: Bool { presence != .both || !new.isSame(as: old) }
}
