/// How a loan is repaid (还款方式).
///
/// - SeeAlso: The table of repayment plans in the field reference, 11.2.
public enum RepaymentMethod: UInt8, CaseIterable, Hashable, Sendable {
  /// Level payments of interest and principal (等额本息).
  case annuity
  /// The same principal each period, interest on the balance (等额本金).
  case linear
  /// Interest each period, all principal at maturity (先息后本).
  case interestOnly
  /// Interest and principal in one payment at maturity (利随本清).
  case bullet
  /// A line that is drawn and repaid at will (循环); planned as ``interestOnly``.
  case revolving

  /// Reads a code of the contract, in lower case.
  ///
  /// - Parameter code: `annuity`, `linear`, `interest-only`, `bullet` or `revolving`; nothing else is read.
  public init?(code: String) {
    guard let method = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = method
  }

  /// The code that options, columns and keys use.
  public var code: String {
    switch self {
    case .annuity: "annuity"
    case .linear: "linear"
    case .interestOnly: "interest-only"
    case .bullet: "bullet"
    case .revolving: "revolving"
    }
  }

  /// Whether principal is repaid before maturity.
  public var amortises: Bool {
    switch self {
    case .annuity, .linear: true
    case .interestOnly, .bullet, .revolving: false
    }
  }
}
