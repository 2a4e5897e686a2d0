/// How often a loan is paid.
public enum PaymentFrequency: UInt8, CaseIterable, Hashable, Sendable {
  /// Every month.
  case monthly
  /// Every third month.
  case quarterly

  /// Reads a code of the contract, in lower case.
  ///
  /// - Parameter code: `monthly` or `quarterly`; nothing else is read.
  public init?(code: String) {
    guard let frequency = Self.allCases.first(where: { $0.code == code }) else { return nil }
    self = frequency
  }

  /// The code that options, columns and keys use.
  public var code: String {
    switch self {
    case .monthly: "monthly"
    case .quarterly: "quarterly"
    }
  }

  /// The months between two payments: 1 or 3.
  public var monthsPerPeriod: Int {
    switch self {
    case .monthly: 1
    case .quarterly: 3
    }
  }

  /// The payments of a year: 12 or 4.
  public var periodsPerYear: Int { 12 / monthsPerPeriod }
}
