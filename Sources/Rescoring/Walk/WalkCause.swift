/// Why the credit loss of a portfolio changed from one day to another, in the order in which the causes are told apart.
///
/// Each is what the loss moves by when that one input goes from old to new, those before it being new already and
/// those after it still old.
public enum WalkCause: String, CaseIterable, Sendable {
  /// Loans that are only on the new tape (新发放).
  case new
  /// Loans that are only on the old tape: repaid, written off, sold (终止确认).
  case repaid
  /// The discount of the months between the days unwinds (折现回拨): the same losses, valued on the new day.
  case unwind
  /// The months between the days have passed: less life is left, balance and contract unchanged.
  case time
  /// Balance and undrawn part (余额变动).
  case balance
  /// Maturity, repayment, contract rate and effective rate (条款变动).
  case terms
  /// The stage by the rules (阶段转移).
  case stage
  /// Twelve-month PD: facts, model, floor and cap (违约概率).
  case pd
  /// Loss given default: collateral, guarantor, policy (违约损失率).
  case lgd
  /// Scenarios with weights and multipliers, and the correlation of their factor (前瞻性情景).
  case scenario
  /// Term structure and timing of default (计量方法).
  case method
  /// Management overlays (管理层叠加).
  case overlay
  /// Stages that experts' classes and overrides give (人工调整).
  case override
}
