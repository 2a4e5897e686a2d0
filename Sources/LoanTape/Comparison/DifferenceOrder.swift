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

/// A difference in that order.
struct RankedDifference: Comparable, Sendable {
  var key: [UInt8]
  var loan: LoanDifference

  static func == (left: RankedDifference, right: RankedDifference) -> Bool { left.key == right.key }

  static func < (left: RankedDifference, right: RankedDifference) -> Bool {
    left.key.lexicographicallyPrecedes(right.key)
  }
}

/// The largest differences.
typealias LargestDifferences = FirstEntries<RankedDifference>

extension FirstEntries where Entry == RankedDifference {
  /// Whether a loan may be among them, whatever its identifier.
  func accepts(_ loan: LoanDifference) -> Bool {
    guard let last else { return hasRoom }
    let (one, other) = (loan.loss.magnitude, last.loan.loss.magnitude)
    return one == other ? loan.riskWeighted.magnitude >= last.loan.riskWeighted.magnitude : one > other
  }
}
