/// The bank's grades (主标尺): bands of the probability of default, lower bound inclusive.
public struct MasterScale: Sendable {
  /// Exclusive upper bounds of all grades but the last performing one, ascending, fractions; infinity beyond.
  @usableFromInline let uppers: [SIMD8<Double>]
  /// Names of the grades, the default grade last.
  public let names: [String]

  /// Lays the scale out.
  public init(_ policy: DefaultPolicy) {
    let bounds = policy.masterScale.map(\.upper).dropLast()
    uppers = stride(from: 0, to: bounds.count, by: 8).map { start in
      var lanes = SIMD8<Double>(repeating: .infinity)
      for (lane, bound) in bounds[start..<min(start + 8, bounds.count)].enumerated() { lanes[lane] = bound }
      return lanes
    }
    defaultGrade = policy.masterScale.count
    names = policy.masterScale.map(\.name) + [policy.defaultGrade]
  }

  /// Position of the default grade in ``names``.
  public let defaultGrade: Int

  /// Position of the grade of a probability of default; at and above the last bound of the scale the last
  /// performing grade holds, since only a defaulted loan has the default grade.
  @inlinable public func grade(of probability: Double) -> Int {
    // As many bounds as the probability has reached: a dozen comparisons without a branch cost less than four
    // branches that nothing predicts.
    var reached = SIMD8<Int64>.zero
    for bounds in uppers { reached.replace(with: reached &+ 1, where: .!(bounds .> probability)) }
    return min(Int(reached.wrappedSum()), max(0, defaultGrade - 1))
  }
}
