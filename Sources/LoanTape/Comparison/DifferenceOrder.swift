internal import Rescoring

/// The order in which differences are written: the largest difference of the credit loss first, then of the
/// risk-weighted assets, whatever their sign, then the identifier byte by byte.
enum DifferenceOrder {
  /// A key whose bytewise order is that order.
  static func key(_ loan: LoanDifference, name: [UInt8]) -> [UInt8] {
    var key: [UInt8] = []
    key.reserveCapacity(16 + name.count)
    for magnitude in [loan.loss.magnitude, loan.riskWeighted.magnitude] {
      for shift in stride(from: 56, through: 0, by: -8) {
        key.append(~UInt8(truncatingIfNeeded: magnitude >> UInt64(shift)))
      }
    }
    return key + name
  }

  /// The identifier in a key.
  static func name(_ key: [UInt8]) -> ArraySlice<UInt8> { key.dropFirst(16) }
}

/// The first differences of all in their order: what is kept depends on no order of the offers.
struct LargestDifferences: Sendable {
  struct Entry: Sendable {
    var key: [UInt8]
    var loan: LoanDifference
  }

  let limit: Int
  /// In order.
  private(set) var entries: [Entry] = []

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether a loan may be among them, whatever its identifier.
  func accepts(_ loan: LoanDifference) -> Bool {
    guard entries.count == limit, let last = entries.last else { return limit > 0 }
    let (one, other) = (loan.loss.magnitude, last.loan.loss.magnitude)
    return one == other ? loan.riskWeighted.magnitude >= last.loan.riskWeighted.magnitude : one > other
  }

  mutating func insert(_ entry: Entry) {
    let place = entries.firstIndex { entry.key.lexicographicallyPrecedes($0.key) } ?? entries.count
    guard place < limit else { return }
    entries.insert(entry, at: place)
    if entries.count > limit { entries.removeLast() }
  }

  mutating func merge(_ other: LargestDifferences) {
    for entry in other.entries { insert(entry) }
  }
}
