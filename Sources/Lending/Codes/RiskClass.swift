/// The five categories (五级分类), better to worse.
public enum RiskClass: UInt8, CodedValue {
  /// 正常.
  case normal
  /// 关注.
  case specialMention
  /// 次级.
  case substandard
  /// 可疑.
  case doubtful
  /// 损失.
  case loss

  /// The code of the contract.
  public var code: String {
    switch self {
    case .normal: "normal"
    case .specialMention: "special_mention"
    case .substandard: "substandard"
    case .doubtful: "doubtful"
    case .loss: "loss"
    }
  }

  /// Whether the class is one of the three non-performing ones (不良).
  @inlinable public var isNonPerforming: Bool { rawValue >= RiskClass.substandard.rawValue }

  /// The worse of two classes.
  @inlinable public static func worse(_ left: RiskClass, _ right: RiskClass) -> RiskClass {
    left.rawValue >= right.rawValue ? left : right
  }
}
