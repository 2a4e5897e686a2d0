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

  /// The code of the contract.
  public var code: String {
    switch self {
    case .upfront: "upfront"
    case .monthly: "monthly"
    case .annual: "annual"
    case .end: "end"
    }
  }
}
