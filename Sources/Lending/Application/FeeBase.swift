/// What a yearly fee is measured on.
public enum FeeBase: String, CaseIterable, Sendable {
  /// The amount at drawdown.
  case initial
  /// What is owed when the fee falls due.
  case outstanding
}
