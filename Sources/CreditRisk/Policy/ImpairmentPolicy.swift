/// Section `ecl` of the policy: stages and expected credit loss (预期信用损失).
public struct ImpairmentPolicy: Hashable, Sendable {
  /// When in its month a default is taken to fall.
  public enum Timing: String, CaseIterable, Sendable {
    /// At the end.
    case end
    /// In the middle.
    case middle
  }

  /// A macroeconomic scenario.
  public struct Scenario: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its weight, a fraction.
    public var weight: Double
    /// What the twelve-month probability of default is multiplied by.
    public var pdMultiplier: Double

    /// Creates a scenario.
    public init(name: String, weight: Double, pdMultiplier: Double) {
      self.name = name
      self.weight = weight
      self.pdMultiplier = pdMultiplier
    }
  }

  /// Overdue more than so many days: stage 2 at least.
  public var stage2Days: Int
  /// Overdue more than so many days: stage 3.
  public var stage3Days: Int
  /// Significant increase: PD at least so many times that at origination.
  public var pdRatio: Double
  /// And higher by at least so much.
  public var pdRise: Double
  /// Whether special mention implies stage 2.
  public var specialMentionIsStage2: Bool
  /// A loan cured from stage 3 stays in stage 2 for so many months.
  public var probationMonths: Int
  /// When in the month a default falls.
  public var timing: Timing
  /// Behavioural life of a revolving line, months.
  public var revolvingMonths: Int
  /// Macroeconomic scenarios; weights sum to 1.
  public var scenarios: [Scenario]

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    stage2Days: Int,
    stage3Days: Int,
    pdRatio: Double,
    pdRise: Double,
    specialMentionIsStage2: Bool,
    probationMonths: Int,
    timing: Timing,
    revolvingMonths: Int,
    scenarios: [Scenario]
  ) {
    self.stage2Days = stage2Days
    self.stage3Days = stage3Days
    self.pdRatio = pdRatio
    self.pdRise = pdRise
    self.specialMentionIsStage2 = specialMentionIsStage2
    self.probationMonths = probationMonths
    self.timing = timing
    self.revolvingMonths = revolvingMonths
    self.scenarios = scenarios
  }
}
