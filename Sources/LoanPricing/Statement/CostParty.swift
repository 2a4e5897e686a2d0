public import Lending

/// Who receives a flow of a loan (收费主体), or the borrower.
public enum CostParty: Hashable, Sendable {
  /// The receiver of interest or of a fee.
  case payee(FeePayee)
  /// The tax office, for stamp duty (印花税).
  case taxOffice
  /// The borrower: the amount lent, a subsidy, a deposit that comes back.
  case borrower

  /// The lender.
  public static let lender = CostParty.payee(.bank)

  /// The code that files write.
  public var code: String {
    switch self {
    case .payee(let payee): payee.code
    case .taxOffice: "tax_office"
    case .borrower: "borrower"
    }
  }
}
