/// Fixed or floating (固定利率, 浮动利率).
public enum RateType: UInt8, CodedValue {
  /// 固定利率.
  case fixed
  /// 浮动利率.
  case floating

  /// The code of the contract.
  public var code: String {
    switch self {
    case .fixed: "fixed"
    case .floating: "floating"
    }
  }
}
