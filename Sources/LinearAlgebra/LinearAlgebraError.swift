/// Why a product cannot be formed.
public enum LinearAlgebraError: Error, Hashable, Sendable {
  /// A buffer has another length than the shape asks for.
  case shapeMismatch(expected: Int, found: Int)
  /// A dimension is beyond what the library's 32-bit interface takes.
  case tooLarge(Int)
}
