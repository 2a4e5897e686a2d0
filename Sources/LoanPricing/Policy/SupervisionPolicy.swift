/// Section `supervision` of the policy: what the measures of small-business lending are held against.
///
/// A measure is red where it misses its target, amber where it keeps it by less than a margin.
public struct SupervisionPolicy: Hashable, Sendable {
  /// Least growth of inclusive loans over that of all loans, percentage points.
  public var growthGapPercentagePoints: Double
  /// Margin of the growth gap, percentage points.
  public var growthAmberPercentagePoints: Double
  /// Whether borrowers may not be fewer than on the earlier tape.
  public var hasBorrowerFloor: Bool
  /// Margin of the borrowers, percent of the earlier number.
  public var borrowerAmberPercent: Double
  /// Least share of first-time borrowers among new ones, percent; nil: no target.
  public var firstLoanPercent: Double?
  /// Least share of renewed loans, percent of the balance; nil: no target.
  public var renewalPercent: Double?
  /// Least share of unsecured loans, likewise.
  public var creditPercent: Double?
  /// Least share of medium- and long-term loans, likewise.
  public var mediumLongPercent: Double?
  /// Least share of legal persons, likewise.
  public var legalPersonPercent: Double?
  /// Margin of the shares, percentage points.
  public var shareAmberPercentagePoints: Double
  /// A loan is medium- or long-term when its contract runs longer, months.
  public var mediumLongMonths: Int
  /// Most that new loans may cost over the prime rate, basis points; nil: no limit.
  public var overPrimeBasisPoints: Double?
  /// Largest all-in cost of new loans, percent a year; nil: no limit.
  public var allInPercent: Double?
  /// Margin of the two, basis points.
  public var rateAmberBasisPoints: Double
  /// Tolerated excess of the inclusive NPL ratio, percentage points.
  public var nplTolerancePercentagePoints: Double
  /// Margin of the NPL ratio, percentage points.
  public var nplAmberPercentagePoints: Double

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    growthGapPercentagePoints: Double, growthAmberPercentagePoints: Double, hasBorrowerFloor: Bool,
    borrowerAmberPercent: Double, firstLoanPercent: Double?, renewalPercent: Double?, creditPercent: Double?,
    mediumLongPercent: Double?, legalPersonPercent: Double?, shareAmberPercentagePoints: Double,
    mediumLongMonths: Int, overPrimeBasisPoints: Double?, allInPercent: Double?,
    rateAmberBasisPoints: Double, nplTolerancePercentagePoints: Double, nplAmberPercentagePoints: Double
  ) {
    self.growthGapPercentagePoints = growthGapPercentagePoints
    self.growthAmberPercentagePoints = growthAmberPercentagePoints
    self.hasBorrowerFloor = hasBorrowerFloor
    self.borrowerAmberPercent = borrowerAmberPercent
    self.firstLoanPercent = firstLoanPercent
    self.renewalPercent = renewalPercent
    self.creditPercent = creditPercent
    self.mediumLongPercent = mediumLongPercent
    self.legalPersonPercent = legalPersonPercent
    self.shareAmberPercentagePoints = shareAmberPercentagePoints
    self.mediumLongMonths = mediumLongMonths
    self.overPrimeBasisPoints = overPrimeBasisPoints
    self.allInPercent = allInPercent
    self.rateAmberBasisPoints = rateAmberBasisPoints
    self.nplTolerancePercentagePoints = nplTolerancePercentagePoints
    self.nplAmberPercentagePoints = nplAmberPercentagePoints
  }
}
