public import Lending

/// Section `provision` of the policy: what the regulator asks of loan loss reserves (贷款损失准备).
public struct ProvisionPolicy: Hashable, Sendable {
  /// A step of a grid of 银监发〔2018〕7号: from so many percent on, these requirements.
  public struct Step: Hashable, Sendable {
    /// Lower bound of the measure, percent, inclusive.
    public var fromPercent: Double
    /// Provision coverage (拨备覆盖率), percent of non-performing loans.
    public var coveragePercent: Double
    /// Provision ratio (贷款拨备率), percent of all loans.
    public var ratioPercent: Double

    /// Creates a step.
    public init(fromPercent: Double, coveragePercent: Double, ratioPercent: Double) {
      self.fromPercent = fromPercent
      self.coveragePercent = coveragePercent
      self.ratioPercent = ratioPercent
    }
  }

  /// Base requirement of coverage, percent.
  public var coveragePercent: Double
  /// Base requirement of the provision ratio, percent.
  public var ratioPercent: Double
  /// Whether the graded requirement holds in place of the base.
  public var isGraded: Bool
  /// By the share of loans overdue over 90 days that are classed non-performing; descending, below the
  /// last step the base requirement holds.
  public var overdueGrid: [Step]
  /// By non-performing loans disposed of over those newly formed.
  public var disposalGrid: [Step]
  /// By capital adequacy.
  public var capitalGrid: [Step]
  /// Non-performing loans disposed of over those newly formed, percent; nil: not known.
  public var disposalPercent: Double?
  /// Capital adequacy ratio, percent; nil: not known.
  public var capitalPercent: Double?
  /// General reserve (一般准备), a fraction of all loans.
  public var generalRatio: Double
  /// Specific reserve (专项准备) by class, fractions.
  public var specificRatios: [RiskClass: Double]

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    coveragePercent: Double, ratioPercent: Double, isGraded: Bool, overdueGrid: [Step], disposalGrid: [Step],
    capitalGrid: [Step], disposalPercent: Double?, capitalPercent: Double?, generalRatio: Double,
    specificRatios: [RiskClass: Double]
  ) {
    self.coveragePercent = coveragePercent
    self.ratioPercent = ratioPercent
    self.isGraded = isGraded
    self.overdueGrid = overdueGrid
    self.disposalGrid = disposalGrid
    self.capitalGrid = capitalGrid
    self.disposalPercent = disposalPercent
    self.capitalPercent = capitalPercent
    self.generalRatio = generalRatio
    self.specificRatios = specificRatios
  }
}
