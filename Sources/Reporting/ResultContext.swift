public import LoanPricing
public import LoanUnits

/// What every result says of its circumstances.
public struct ResultContext: Codable, Sendable {
  /// Name of the policy.
  public let policyName: String
  /// Its version.
  public let policyVersion: String
  /// SHA-256 of the resolved policy.
  public let policyDigest: String
  /// Whether it is the built-in policy.
  public let isBuiltIn: Bool
  /// Leaves that were changed on the command line: path and value.
  public let changes: [Change]
  /// Day of the result.
  public let asOf: CalendarDay

  /// Whether the sample model scored the application.
  public var usesSampleModel = false

  /// A changed leaf.
  public struct Change: Hashable, Codable, Sendable {
    /// Its path.
    public let path: String
    /// Its new value.
    public let value: String

    /// Creates a change.
    public init(path: String, value: String) {
      self.path = path
      self.value = value
    }
  }

  /// Creates a context.
  public init(policy: BankPolicy, digest: String, isBuiltIn: Bool, changes: [Change], asOf: CalendarDay) {
    policyName = policy.name
    policyVersion = policy.version
    policyDigest = digest
    self.isBuiltIn = isBuiltIn
    self.changes = changes
    self.asOf = asOf
  }

  /// Warnings that come with the policy.
  public func warnings(_ language: ReportLanguage) -> [String] {
    (isBuiltIn ? [WarningText.builtInPolicy(language)] : [])
      + (usesSampleModel ? [WarningText.sampleModel(language)] : [])
      + changes.map { WarningText.policySet(path: $0.path, value: $0.value) }
  }

  /// The keys that name policy, engine and day.
  public var fields: [JSONValue.Field] {
    [
      .init("policy_name", .text(policyName)), .init("policy_version", .text(policyVersion)),
      .init("policy_sha256", .text(policyDigest)), .init("engine_version", .text(EngineVersion.current)),
      .init("as_of", .day(asOf)),
    ]
  }
}
