/// Who stands for the borrower (保证人).
public enum Guarantor: UInt8, CodedValue {
  /// 政府性融资担保机构.
  case governmentFund
  /// 担保公司或企业.
  case company
  /// 保险公司.
  case insurer
  /// 自然人.
  case person

  /// The code of the contract.
  public var code: String {
    switch self {
    case .governmentFund: "government-fund"
    case .company: "company"
    case .insurer: "insurer"
    case .person: "person"
    }
  }
}
