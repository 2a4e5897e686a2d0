public import LoanUnits

/// The published loan prime rates (贷款市场报价利率, LPR).
///
/// A value holds until the next publication: the rate of a day is the row with the greatest effective date
/// on or before it (PBoC Announcement 〔2019〕No. 15). Data, not code: any table can replace the built-in one.
public struct LoanPrimeRateHistory: Hashable, Sendable {
  /// One publication.
  public struct Publication: Hashable, Sendable {
    /// First day on which the rates hold.
    public var effective: CalendarDay
    /// One-year rate, percent.
    public var oneYearPercent: Double
    /// Over-five-years rate, percent.
    public var fiveYearPercent: Double

    /// Creates a publication.
    public init(effective: CalendarDay, oneYearPercent: Double, fiveYearPercent: Double) {
      self.effective = effective
      self.oneYearPercent = oneYearPercent
      self.fiveYearPercent = fiveYearPercent
    }

    /// The rate of a tenor, percent.
    public func percent(_ tenor: PrimeRateTenor) -> Double {
      switch tenor {
      case .oneYear: oneYearPercent
      case .fiveYear: fiveYearPercent
      }
    }
  }

  /// All publications, ascending.
  public let publications: [Publication]

  /// Creates a history.
  ///
  /// - Throws: ``LoanPrimeRateFault`` when there is no row or the dates do not ascend.
  public init(_ publications: [Publication]) throws(LoanPrimeRateFault) {
    guard !publications.isEmpty else { throw .empty }
    for (previous, next) in zip(publications, publications.dropFirst())
    where next.effective <= previous.effective {
      throw .notAscending(next.effective)
    }
    self.publications = publications
  }

  /// The publication in force on a day.
  ///
  /// - Throws: ``LoanPrimeRateFault/before(_:first:)`` for a day before the first publication.
  public func publication(on day: CalendarDay) throws(LoanPrimeRateFault) -> Publication {
    var low = 0
    var high = publications.count
    while low < high {
      let middle = (low + high) / 2
      if publications[middle].effective <= day { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { throw .before(day, first: publications[0].effective) }
    return publications[low - 1]
  }

  /// Days from the last publication to a day, 0 when the day is not later.
  public func daysSinceLast(_ day: CalendarDay) -> Int {
    guard let last = publications.last else { return 0 }
    return max(0, last.effective.days(to: day))
  }
}

/// Why a prime rate cannot be given.
public enum LoanPrimeRateFault: Error, Hashable, Sendable {
  /// The table has no row.
  case empty
  /// The date of a row is not after the one before it.
  case notAscending(CalendarDay)
  /// The day lies before the first publication.
  case before(CalendarDay, first: CalendarDay)
  /// A line of the table cannot be read: line number, column, value.
  case unreadable(line: Int, column: String, value: String)
}
