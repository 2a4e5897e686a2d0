public import Lending
public import LoanUnits

/// A class that a person gives a loan, in place of what the rules give (人工调整).
public struct ClassOverride: Hashable, Sendable {
  /// `loan_id`.
  public var identifier: String
  /// The class given.
  public var riskClass: RiskClass
  /// Why.
  public var reason: String
  /// Who approved it; empty: nobody, which is enough for a worse class only.
  public var approver: String
  /// The last day on which it holds; nil: no end, which is allowed for a worse class only.
  public var expires: CalendarDay?
  /// Line of its file.
  public var line: Int

  /// Creates an override.
  public init(
    identifier: String, riskClass: RiskClass, reason: String, approver: String, expires: CalendarDay?,
    line: Int
  ) {
    self.identifier = identifier
    self.riskClass = riskClass
    self.reason = reason
    self.approver = approver
    self.expires = expires
    self.line = line
  }

  /// Whether it holds on a day.
  public func isInForce(on day: CalendarDay) -> Bool {
    expires.map { day <= $0 } ?? true
  }
}

/// The overrides of a file; each loan once.
public struct ClassOverrides: Sendable {
  /// The file's name, for messages.
  public var file: String
  /// They, in the file's order.
  public var entries: [ClassOverride]

  /// Creates a list.
  public init(file: String, entries: [ClassOverride]) {
    self.file = file
    self.entries = entries
  }
}
