/// Why the credit loss of a loan differs from that of an earlier output, in the order in which the causes are told apart.
///
/// Each is what the loss moves by when that one input goes from old to new, those before it being new already and those
/// after it still old.
public enum LossCause: String, CaseIterable, Sendable {
  /// Loans that the earlier output does not have (新增).
  case new
  /// Loans of the earlier output that the run does not have (消失).
  case vanished
  /// What an output does not hold: remaining life, plan and rates, scenarios, term structure, timing, overlays (计量假设).
  case assumptions
  /// Exposure at default (违约风险暴露).
  case exposure
  /// Loss given default (违约损失率).
  case lgd
  /// Twelve-month PD (违约概率).
  case pd
  /// The stage, and with it whether the loan is non-performing (阶段).
  case stage

  /// Its place among all.
  public var place: Int {
    switch self {
    case .new: 0
    case .vanished: 1
    case .assumptions: 2
    case .exposure: 3
    case .lgd: 4
    case .pd: 5
    case .stage: 6
    }
  }
}

/// Why the risk-weighted assets of a loan differ from those of an earlier output, likewise.
public enum WeightedCause: String, CaseIterable, Sendable {
  /// Loans that the earlier output does not have (新增).
  case new
  /// Loans of the earlier output that the run does not have (消失).
  case vanished
  /// The exposure that is weighted, net of provisions under the weighting approach (风险暴露).
  case exposure
  /// The risk weight (风险权重).
  case weight

  /// Its place among all.
  public var place: Int {
    switch self {
    case .new: 0
    case .vanished: 1
    case .exposure: 2
    case .weight: 3
    }
  }
}
