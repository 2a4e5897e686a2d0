internal import CreditRisk
internal import Lending

/// What last month's output and a file of overrides say of a loan, beside its row on the tape.
public struct LoanHistory: Hashable, Sendable {
  /// Code of its class in last month's output, or ``missingCode``.
  public var previousClass = missingCode
  /// Its stage there; 0 where it was not in it.
  public var previousStage: UInt8 = 0
  /// Code of the class that an override in force gives, or ``missingCode``.
  public var overrideClass = missingCode
  /// Whether it has an override whose expiry lies before the day.
  public var hasExpiredOverride = false

  /// Nothing is known.
  public init() {}
}

extension Classification.Facts {
  /// Adds what is known beside the tape: of two classes before the worse holds.
  mutating func add(_ history: LoanHistory) {
    overrideClass = history.overrideClass
    if history.previousClass != missingCode,
      previousClass == missingCode || history.previousClass > previousClass
    {
      previousClass = history.previousClass
    }
  }
}
