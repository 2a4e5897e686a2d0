/// A result that is not what it must be: the benchmark fails before it is timed.
public struct WrongTotal: Error, CustomStringConvertible {
  /// What was compared.
  public let description: String

  /// Says what differs.
  public init(description: String) {
    self.description = description
  }
}

/// Compares a whole number with the known one.
public func expect<Number: BinaryInteger>(_ name: String, _ found: Number, is known: Number) throws {
  guard found == known else { throw WrongTotal(description: "\(name): found \(found), known \(known)") }
}

/// Compares a number with the known one, to a relative 1e-9.
public func expect(_ name: String, _ found: Double, isCloseTo known: Double) throws {
  guard abs(found - known) <= 1e-9 * abs(known) else {
    throw WrongTotal(description: "\(name): found \(found), known \(known)")
  }
}
