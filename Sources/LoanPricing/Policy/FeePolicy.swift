public import Lending

/// Section `fees` of the policy.
public struct FeePolicy: Hashable, Sendable {
  /// Names of fees a bank may not charge small borrowers.
  public var forbidden: [String]
  /// The rule that forbids them.
  public var forbiddenRule: String
  /// Payee of a fee by its name where the application gives none.
  public var defaultPayees: [String: FeePayee]

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    forbidden: [String],
    forbiddenRule: String,
    defaultPayees: [String: FeePayee]
  ) {
    self.forbidden = forbidden
    self.forbiddenRule = forbiddenRule
    self.defaultPayees = defaultPayees
  }
}
