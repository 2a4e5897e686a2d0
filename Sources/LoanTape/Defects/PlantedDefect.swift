public import Lending

/// A defect of the tape with defects: what the profile must find, or what intake must reject.
public enum PlantedDefect: Hashable, Sendable {
  /// A finding of the profile.
  case finding(QualityRule)
  /// A rejected row, by the code of its reason.
  case rejected(String)

  /// The defects that lie in single loans, one a row, in the order of the tape.
  static let all: [PlantedDefect] =
    QualityRule.allCases.filter { $0 != .amountsInTenThousands }.map { .finding($0) }
    // The second loan of the borrower with two sizes.
    + [.finding(.borrowerSizesDiffer)]
    + ["negative", "not_a_number", "duplicate"].map { .rejected($0) }

  /// `finding` or `rejected`.
  public var kind: String {
    switch self {
    case .finding: "finding"
    case .rejected: "rejected"
    }
  }

  /// The rule or the reason.
  public var code: String {
    switch self {
    case .finding(let rule): rule.code
    case .rejected(let reason): reason
    }
  }
}
