/// The quantitative test for a significant increase in credit risk (信用风险显著增加, IFRS 9.5.5.9).
public struct SignificantIncrease: Sendable {
  private let policy: ImpairmentPolicy
  private let scale: MasterScale
  private let structure: DefaultTermStructure
  /// The bounds are inclusive; this absorbs the binary error of a decimal difference.
  private let slack = 1e-12

  /// Prepares the test.
  public init(_ policy: ImpairmentPolicy, scale: MasterScale) {
    self.policy = policy
    self.scale = scale
    structure = DefaultTermStructure(policy)
  }

  /// Whether the test needs the age of a loan: the constant hazard has none.
  public var needsAge: Bool {
    policy.increaseMeasure == .lifetime && structure.shape != nil
  }

  /// Whether credit risk has increased significantly; never where the PD at origination is not known.
  ///
  /// - Parameters:
  ///   - probability: Twelve-month PD now, a fraction.
  ///   - origination: That at origination, or NaN.
  ///   - months: Remaining life.
  ///   - age: Months since origination.
  public func isMet(probability: Double, origination: Double, months: Int, age: Int) -> Bool {
    guard !origination.isNaN else { return false }
    switch policy.increaseMeasure {
    case .twelveMonth: return isHigher(probability, than: origination)
    case .lifetime:
      return isHigher(
        structure.probability(twelveMonth: probability, months: months),
        than: structure.probability(twelveMonth: origination, months: months, age: age))
    case .notches:
      return scale.grade(of: probability) - scale.grade(of: origination) >= policy.increaseNotches
    }
  }

  private func isHigher(_ now: Double, than before: Double) -> Bool {
    now >= policy.pdRatio * before - slack && now - before >= policy.pdRise - slack
  }
}
