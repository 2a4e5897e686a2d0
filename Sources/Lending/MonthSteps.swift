/// A value that changes in steps over the months of a loan: prepayment by age, default timing.
public struct MonthSteps: Hashable, Sendable {
  /// A step.
  public struct Step: Hashable, Sendable {
    /// Last month of the loan, from 1, in which the value holds.
    public var untilMonth: Int
    /// The value.
    public var value: Double

    /// Creates a step.
    public init(untilMonth: Int, value: Double) {
      self.untilMonth = untilMonth
      self.value = value
    }
  }

  /// Steps by ascending month; none where one value holds throughout.
  public var steps: [Step]

  /// Creates steps.
  public init(steps: [Step]) {
    self.steps = steps
  }

  /// The value of a month, from 1: that of the first step that reaches it, after the last step that of the last.
  ///
  /// - Returns: Nil where there are no steps.
  public func value(month: Int) -> Double? {
    steps.first { month <= $0.untilMonth }?.value ?? steps.last?.value
  }
}
