/// How a loan is secured (担保方式).
public enum Guarantee: UInt8, CodedValue {
  /// 信用.
  case credit
  /// 保证.
  case guarantee
  /// 抵押.
  case mortgage
  /// 质押.
  case pledge

  /// The code of the contract.
  public var code: String {
    switch self {
    case .credit: "credit"
    case .guarantee: "guarantee"
    case .mortgage: "mortgage"
    case .pledge: "pledge"
    }
  }
}
