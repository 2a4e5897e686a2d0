/// Credit conversion factors (信用转换系数), fractions.
public struct CreditConversion: Hashable, Sendable {
  /// Undrawn commitment.
  public var commitment: Double
  /// Undrawn and cancellable at any time without notice.
  public var cancellable: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    commitment: Double,
    cancellable: Double
  ) {
    self.commitment = commitment
    self.cancellable = cancellable
  }
}
