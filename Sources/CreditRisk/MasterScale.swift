/// The bank's grades (主标尺): bands of the probability of default, lower bound inclusive.
public struct MasterScale: Sendable {
  /// Exclusive upper bounds, ascending, fractions.
  @usableFromInline let uppers: [Double]
  /// Names of the grades, the default grade last.
  public let names: [String]

  /// Lays the scale out.
  public init(_ policy: DefaultPolicy) {
    uppers = policy.masterScale.map(\.upper)
    names = policy.masterScale.map(\.name) + [policy.defaultGrade]
  }

  /// Position of the default grade in ``names``.
  @inlinable public var defaultGrade: Int { uppers.count }

  /// Position of the grade of a probability of default; at and above the last bound of the scale the last
  /// performing grade holds, since only a defaulted loan has the default grade.
  @inlinable public func grade(of probability: Double) -> Int {
    // As many bounds as the probability has reached: a dozen comparisons without a branch cost less than four
    // branches that nothing predicts.
    var reached = 0
    for index in 0..<max(0, uppers.count - 1) { reached &+= probability < uppers[index] ? 0 : 1 }
    return reached
  }
}
