internal import Lending

/// Weights of the part that a pledge covers (合格质物), percent; Order 4 of 2023, annex 3 after form G4B-1.
public struct PledgeWeights: Hashable, Sendable {
  /// Deposits and margin with the bank itself (存单、保证金); nil: no effect.
  public var deposit: Double?
  /// Bonds (债券); nil: no effect.
  public var bond: Double?
  /// Least weight of a pledge other than the bank's own deposits.
  public var floor: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(deposit: Double?, bond: Double?, floor: Double) {
    self.deposit = deposit
    self.bond = bond
    self.floor = floor
  }

  /// Weight of the part that a pledge covers; nil for a type that is not eligible.
  ///
  /// - Parameter type: Code of ``CollateralType``, or ``missingCode``, which is not eligible.
  func percent(of type: UInt8) -> Double? {
    switch type {
    case CollateralType.deposit.rawValue: deposit
    case CollateralType.bond.rawValue: bond.map { max($0, floor) }
    default: nil
    }
  }
}
