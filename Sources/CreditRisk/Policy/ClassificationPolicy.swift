public import Lending
public import LoanUnits

/// Section `classification` of the policy: the limits of Order 1 of 2023 (五级分类).
public struct ClassificationPolicy: Hashable, Sendable {
  /// Which loans the shares of expected loss may move.
  public enum ShareScope: String, CaseIterable, Sendable {
    /// Loans flagged as credit-impaired.
    case flagged
    /// All of stage 3.
    case stage3
  }

  /// The matrix of 银监发〔2007〕63号.
  public struct MatrixCells: Hashable, Sendable {
    /// Upper bounds of the overdue buckets, days, inclusive; the last bucket has none.
    public var dayBounds: [Int]
    /// Class by guarantee, one more than bounds.
    public var classes: [Guarantee: [RiskClass]]

    /// Creates the matrix.
    public init(dayBounds: [Int], classes: [Guarantee: [RiskClass]]) {
      self.dayBounds = dayBounds
      self.classes = classes
    }
  }

  /// Technical overdue up to so many days is exempt.
  public var technicalDays: Int
  /// Overdue more than so many days: substandard.
  public var substandardDays: Int
  /// More than so many days: doubtful.
  public var doubtfulDays: Int
  /// More than so many days: loss.
  public var lossDays: Int
  /// Above this share of non-performing claims all of a debtor's claims are non-performing.
  public var borrowerNPLShare: Double
  /// Above this share overdue over 90 days at all banks: substandard.
  public var allBanksOverdueShare: Double
  /// Impaired with a loss share from here on: doubtful.
  public var eclDoubtfulShare: Double
  /// Impaired with a loss share from here on: loss.
  public var eclLossShare: Double
  /// Which loans the loss shares look at.
  public var eclShareScope: ShareScope
  /// Sizes that are retail assets (零售资产): judged loan by loan.
  public var retailSizes: Set<EnterpriseSize>
  /// Whether the debtor rules run on retail as well.
  public var contagionForRetail: Bool
  /// Sizes whose renewals are exempt from rule 10(3).
  public var renewalSizes: Set<EnterpriseSize>
  /// Sizes whose renewals are exempt for the time being.
  public var renewalTemporarySizes: Set<EnterpriseSize>
  /// Last maturity of those renewals.
  public var renewalTemporaryUntil: CalendarDay
  /// Whether the overdue × guarantee matrix of 2007 is applied too.
  public var matrix: Bool
  /// Classes lower than the cell for a loan with a warning sign.
  public var matrixWarningSteps: Int
  /// Its cells.
  public var matrixCells: MatrixCells

  /// Creates the section; `PolicyDocument` checks the ranges.
  public init(
    technicalDays: Int,
    substandardDays: Int,
    doubtfulDays: Int,
    lossDays: Int,
    borrowerNPLShare: Double,
    allBanksOverdueShare: Double,
    eclDoubtfulShare: Double,
    eclLossShare: Double,
    eclShareScope: ShareScope,
    retailSizes: Set<EnterpriseSize>,
    contagionForRetail: Bool,
    renewalSizes: Set<EnterpriseSize>,
    renewalTemporarySizes: Set<EnterpriseSize>,
    renewalTemporaryUntil: CalendarDay,
    matrix: Bool,
    matrixWarningSteps: Int,
    matrixCells: MatrixCells
  ) {
    self.technicalDays = technicalDays
    self.substandardDays = substandardDays
    self.doubtfulDays = doubtfulDays
    self.lossDays = lossDays
    self.borrowerNPLShare = borrowerNPLShare
    self.allBanksOverdueShare = allBanksOverdueShare
    self.eclDoubtfulShare = eclDoubtfulShare
    self.eclLossShare = eclLossShare
    self.eclShareScope = eclShareScope
    self.retailSizes = retailSizes
    self.contagionForRetail = contagionForRetail
    self.renewalSizes = renewalSizes
    self.renewalTemporarySizes = renewalTemporarySizes
    self.renewalTemporaryUntil = renewalTemporaryUntil
    self.matrix = matrix
    self.matrixWarningSteps = matrixWarningSteps
    self.matrixCells = matrixCells
  }
}
