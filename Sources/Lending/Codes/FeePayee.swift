/// Who receives a fee (收费主体).
public enum FeePayee: UInt8, CodedValue {
  /// 银行.
  case bank
  /// 担保机构.
  case guarantor
  /// 保险公司.
  case insurer
  /// 登记机构.
  case registry
  /// 平台.
  case platform
  /// 其他.
  case other

  /// The code of the contract.
  public var code: String {
    switch self {
    case .bank: "bank"
    case .guarantor: "guarantor"
    case .insurer: "insurer"
    case .registry: "registry"
    case .platform: "platform"
    case .other: "other"
    }
  }
}
