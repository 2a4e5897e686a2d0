/// The priority fields of the 2025 notice (重点领域); a loan may carry several.
public enum PrioritySector: UInt8, CodedValue {
  /// 外贸.
  case foreignTrade
  /// 民营.
  case privateFirm
  /// 科技.
  case technology
  /// 消费.
  case consumption

  /// The code of the contract.
  public var code: String {
    switch self {
    case .foreignTrade: "foreign-trade"
    case .privateFirm: "private"
    case .technology: "technology"
    case .consumption: "consumption"
    }
  }
}
