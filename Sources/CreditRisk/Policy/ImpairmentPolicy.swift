public import Lending

/// Section `ecl` of the policy: stages and expected credit loss (预期信用损失).
public struct ImpairmentPolicy: Hashable, Sendable {
  /// When in its month a default is taken to fall.
  public enum Timing: String, CaseIterable, Sendable {
    /// At the end.
    case end
    /// In the middle.
    case middle
  }

  /// What a significant increase in credit risk (信用风险显著增加) is measured by.
  public enum IncreaseMeasure: String, CaseIterable, Sendable {
    /// The PD over the remaining life, against that expected at origination for the same remaining life.
    case lifetime
    /// The twelve-month PD against that at origination, the proxy of IFRS 9.B5.5.13.
    case twelveMonth = "twelve_month"
    /// Grades lost on the master scale since origination.
    case notches
  }

  /// How the default probabilities of later years follow from the twelve-month PD.
  public enum TermStructure: String, CaseIterable, Sendable {
    /// One monthly hazard throughout.
    case constant
    /// The hazard moves along ``ImpairmentPolicy/hazardCurve``.
    case hazardCurve = "hazard_curve"
    /// Grades migrate by ``ImpairmentPolicy/migrationMatrix``.
    case matrix
  }

  /// A macroeconomic scenario.
  public struct Scenario: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its weight, a fraction.
    public var weight: Double
    /// What the twelve-month probability of default is multiplied by.
    public var pdMultiplier: Double
    /// What the loss given default is multiplied by; the product is at most 1.
    public var lgdMultiplier: Double
    /// The state of the economy in the single-factor link, in standard deviations, above 0 good; nil: no link.
    public var factor: Double?

    /// Creates a scenario.
    public init(
      name: String, weight: Double, pdMultiplier: Double, lgdMultiplier: Double = 1, factor: Double? = nil
    ) {
      self.name = name
      self.weight = weight
      self.pdMultiplier = pdMultiplier
      self.lgdMultiplier = lgdMultiplier
      self.factor = factor
    }
  }

  /// Overdue more than so many days: stage 2 at least.
  public var stage2Days: Int
  /// Overdue more than so many days: stage 3.
  public var stage3Days: Int
  /// What a significant increase is measured by.
  public var increaseMeasure: IncreaseMeasure
  /// Significant increase by grades: at least so many worse than at origination.
  public var increaseNotches: Int
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
  /// How later years follow from the twelve-month PD.
  public var termStructure: TermStructure
  /// Multiples of the hazard by month from the day of the rescore; only their proportions count.
  public var hazardCurve: MonthSteps
  /// One-year transition probabilities: a row for each performing grade, the last column the default grade.
  public var migrationMatrix: [[Double]]
  /// Asset correlation of the single-factor link, a fraction.
  public var factorCorrelation: Double
  /// Macroeconomic scenarios; weights sum to 1.
  public var scenarios: [Scenario]
  /// Management overlays (管理层叠加), in order.
  public var overlays: [LossOverlay]

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    stage2Days: Int,
    stage3Days: Int,
    increaseMeasure: IncreaseMeasure,
    increaseNotches: Int,
    pdRatio: Double,
    pdRise: Double,
    specialMentionIsStage2: Bool,
    probationMonths: Int,
    timing: Timing,
    revolvingMonths: Int,
    termStructure: TermStructure,
    hazardCurve: MonthSteps,
    migrationMatrix: [[Double]],
    factorCorrelation: Double,
    scenarios: [Scenario],
    overlays: [LossOverlay]
  ) {
    self.stage2Days = stage2Days
    self.stage3Days = stage3Days
    self.increaseMeasure = increaseMeasure
    self.increaseNotches = increaseNotches
    self.pdRatio = pdRatio
    self.pdRise = pdRise
    self.specialMentionIsStage2 = specialMentionIsStage2
    self.probationMonths = probationMonths
    self.timing = timing
    self.revolvingMonths = revolvingMonths
    self.termStructure = termStructure
    self.hazardCurve = hazardCurve
    self.migrationMatrix = migrationMatrix
    self.factorCorrelation = factorCorrelation
    self.scenarios = scenarios
    self.overlays = overlays
  }
}
