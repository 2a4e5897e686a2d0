public import Lending

/// A class with the rules that led to it.
public struct ClassVerdict: Hashable, Sendable {
  /// The class so far.
  public var riskClass: RiskClass
  /// Raw value of the ``ClassReason`` that decided, or ``missingCode`` for a normal loan.
  public var rule: UInt8
  /// Bits of all reasons that fired.
  public var reasons: UInt32

  /// Normal, for no reason.
  @inlinable public init() {
    riskClass = .normal
    rule = missingCode
    reasons = 0
  }

  /// A rule that asks for at least a class fires; of two that ask for the same the first in order decides.
  @inlinable public mutating func require(_ atLeast: RiskClass, _ reason: ClassReason) {
    reasons |= reason.bit
    if atLeast.rawValue > riskClass.rawValue {
      riskClass = atLeast
      rule = reason.rawValue
    } else if atLeast == riskClass, atLeast != .normal, reason.rawValue < rule {
      rule = reason.rawValue
    }
  }

  /// A rule of the Order that asks for a class of its own fires.
  @inlinable public mutating func require(_ reason: ClassReason) {
    guard let atLeast = reason.atLeast else {
      note(reason)
      return
    }
    require(atLeast, reason)
  }

  /// An override puts a class in place of what the rules gave; what fired before stays among the reasons.
  @inlinable public mutating func replace(by given: RiskClass) {
    reasons |= ClassReason.override.bit
    riskClass = given
    rule = given == .normal ? missingCode : ClassReason.override.rawValue
  }

  /// A reason that asks for no class.
  @inlinable public mutating func note(_ reason: ClassReason) {
    reasons |= reason.bit
  }
}
