/// What secures a mortgage or pledge (押品类型).
public enum CollateralType: UInt8, CodedValue {
  /// 存单.
  case deposit
  /// 债券.
  case bond
  /// 应收账款.
  case receivable
  /// 住房.
  case housing
  /// 商用房.
  case commercial
  /// 土地.
  case land
  /// 设备.
  case equipment
  /// 其他.
  case other

  /// The code of the contract.
  public var code: String {
    switch self {
    case .deposit: "deposit"
    case .bond: "bond"
    case .receivable: "receivable"
    case .housing: "housing"
    case .commercial: "commercial"
    case .land: "land"
    case .equipment: "equipment"
    case .other: "other"
    }
  }
}
