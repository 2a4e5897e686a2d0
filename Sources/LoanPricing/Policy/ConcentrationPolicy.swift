/// Section `concentration` of the policy: how the largest names are listed, and the limits they are held against.
public struct ConcentrationPolicy: Hashable, Sendable {
  /// Limits by the beginning of a code or name; percent of all loans.
  public struct ShareLimits: Hashable, Sendable {
    /// A limit of its own for whatever begins with a text.
    public struct Named: Hashable, Sendable {
      /// How the codes begin: `C`, `K701`, `3301`.
      public var prefix: String
      /// Percent of all loans; nil: no limit.
      public var percent: Double?

      /// Creates a limit.
      public init(prefix: String, percent: Double?) {
        self.prefix = prefix
        self.percent = percent
      }
    }
    /// For each that no prefix covers, percent; nil: no limit.
    public var other: Double?
    /// Limits of their own.
    public var named: [Named]

    /// Creates limits; `PolicyDocument` checks the ranges.
    public init(other: Double?, named: [Named]) {
      self.other = other
      self.named = named
    }
  }

  /// Names that a list of the largest holds.
  public var topCount: Int
  /// Net capital of the bank (资本净额), CNY; nil: its test is skipped.
  public var netCapital: Double?
  /// Net tier 1 capital (一级资本净额), CNY; nil: its tests are skipped.
  public var tierOne: Double?
  /// Loans to one borrower, percent of net capital.
  public var borrowerPercent: Double
  /// Exposure to one customer that is no bank, percent of net tier 1 capital.
  public var customerPercent: Double
  /// Exposure to one group of connected customers, percent of net tier 1 capital.
  public var groupPercent: Double
  /// Limits by industry, the bank's own.
  public var industries: ShareLimits
  /// Limits by region, the bank's own.
  public var regions: ShareLimits

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    topCount: Int, netCapital: Double?, tierOne: Double?, borrowerPercent: Double, customerPercent: Double,
    groupPercent: Double, industries: ShareLimits, regions: ShareLimits
  ) {
    self.topCount = topCount
    self.netCapital = netCapital
    self.tierOne = tierOne
    self.borrowerPercent = borrowerPercent
    self.customerPercent = customerPercent
    self.groupPercent = groupPercent
    self.industries = industries
    self.regions = regions
  }
}
