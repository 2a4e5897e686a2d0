public import Lending

/// Section `inclusive` of the policy: what counts as an inclusive small-business loan (普惠型小微企业贷款).
public struct InclusivePolicy: Hashable, Sendable {
  /// Largest total line of the borrower, CNY, inclusive.
  public var limit: Double
  /// Sizes that count.
  public var sizes: Set<EnterpriseSize>

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    limit: Double,
    sizes: Set<EnterpriseSize>
  ) {
    self.limit = limit
    self.sizes = sizes
  }
}
