/// The two tenors of the loan prime rate (LPR 期限品种).
public enum PrimeRateTenor: UInt8, CodedValue {
  /// 1年期.
  case oneYear
  /// 5年期以上.
  case fiveYear

  /// The code of the contract.
  public var code: String {
    switch self {
    case .oneYear: "1Y"
    case .fiveYear: "5Y"
    }
  }
}
