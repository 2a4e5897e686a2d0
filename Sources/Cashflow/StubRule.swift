/// What becomes of a first or last period that is shorter than the others.
public enum StubRule: String, CaseIterable, Hashable, Sendable {
  /// It stands alone.
  case short
  /// It is joined to the period beside it.
  case long
}
