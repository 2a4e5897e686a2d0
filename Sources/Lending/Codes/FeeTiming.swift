/// When a fee falls due.
public enum FeeTiming: UInt8, CodedValue {
  /// 放款时.
  case upfront
  /// 每月.
  case monthly
  /// 每年.
  case annual
  /// 到期.
  case end
  /// 计入贷款: added to the amount lent and paid at drawdown out of it.
  case financed

  /// The code of the contract.
  public var code: String {
    switch self {
    case .upfront: "upfront"
    case .monthly: "monthly"
    case .annual: "annual"
    case .end: "end"
    case .financed: "financed"
    }
  }
}
