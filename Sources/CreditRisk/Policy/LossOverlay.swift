public import Lending
public import LoanUnits

/// A management overlay (管理层叠加): what a person adds to the credit loss of some loans, signed and for a time.
///
/// 商业银行预期信用损失法实施管理办法 (银保监规〔2022〕10号) asks for approval and review of overlays.
public struct LossOverlay: Hashable, Sendable {
  /// The loans it falls on: those that every list has; an absent list has all.
  public struct Match: Hashable, Sendable {
    /// Beginnings of industry codes.
    public var industries: [String]?
    /// Beginnings of regions.
    public var regions: [String]?
    /// Grades by name.
    public var grades: [String]?
    /// Guarantees.
    public var guarantees: Set<Guarantee>?
    /// Sizes.
    public var sizes: Set<EnterpriseSize>?
    /// Stages.
    public var stages: [Int]?

    /// Creates a match.
    public init(
      industries: [String]? = nil, regions: [String]? = nil, grades: [String]? = nil,
      guarantees: Set<Guarantee>? = nil, sizes: Set<EnterpriseSize>? = nil, stages: [Int]? = nil
    ) {
      self.industries = industries
      self.regions = regions
      self.grades = grades
      self.guarantees = guarantees
      self.sizes = sizes
      self.stages = stages
    }
  }

  /// Its name.
  public var name: String
  /// The loans it falls on.
  public var match: Match
  /// What the twelve-month PD is multiplied by, before the scenarios.
  public var pdMultiplier: Double
  /// What is added to the loss given default, a fraction.
  public var lgdAddition: Double
  /// What the loss is multiplied by.
  public var lossMultiplier: Double
  /// Who approved it.
  public var approver: String
  /// The last day on which it holds.
  public var expires: CalendarDay

  /// Creates an overlay.
  public init(
    name: String, match: Match, pdMultiplier: Double = 1, lgdAddition: Double = 0, lossMultiplier: Double = 1,
    approver: String, expires: CalendarDay
  ) {
    self.name = name
    self.match = match
    self.pdMultiplier = pdMultiplier
    self.lgdAddition = lgdAddition
    self.lossMultiplier = lossMultiplier
    self.approver = approver
    self.expires = expires
  }

  /// Whether it holds on a day.
  public func isInForce(on day: CalendarDay) -> Bool { day <= expires }
}
