/// When a floating loan takes the new prime rate (重定价周期).
public enum RepricingCycle: UInt8, CodedValue {
  /// 对年对月对日.
  case anniversary
  /// 每年1月1日.
  case january
  /// 每季首日.
  case quarter
  /// 每月首日.
  case month

  /// The code of the contract.
  public var code: String {
    switch self {
    case .anniversary: "anniversary"
    case .january: "january"
    case .quarter: "quarter"
    case .month: "month"
    }
  }
}
