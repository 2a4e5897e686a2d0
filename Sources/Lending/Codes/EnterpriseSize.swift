/// The size of the borrower (企业规模): the official four, natural persons in business, and others.
public enum EnterpriseSize: UInt8, CodedValue {
  /// 大型企业.
  case large
  /// 中型企业.
  case medium
  /// 小型企业.
  case small
  /// 微型企业.
  case micro
  /// 个体工商户.
  case soleTrader
  /// 小微企业主.
  case owner
  /// 其他个人.
  case individual
  /// 其他.
  case other

  /// The code of the contract.
  public var code: String {
    switch self {
    case .large: "large"
    case .medium: "medium"
    case .small: "small"
    case .micro: "micro"
    case .soleTrader: "sole-trader"
    case .owner: "owner"
    case .individual: "individual"
    case .other: "other"
    }
  }
}
