/// Months from one fixed day to many others, started months counted: a table instead of calendar arithmetic.
public struct MonthCount: Hashable, Sendable {
  /// Day number of the start plus 0, 1, 2 … months.
  @usableFromInline let ends: [Int32]

  /// Lays the table out.
  ///
  /// - Parameters:
  ///   - start: The fixed day.
  ///   - longest: Months counted at most.
  public init(from start: CalendarDay, longest: Int) {
    ends = (0...max(1, longest)).map { start.adding(months: $0).daysSinceEpoch }
  }

  /// The smallest number of whole months after which a day is reached: 0 when it is not later, the longest when
  /// it lies beyond; the same as ``CalendarDay/monthsReaching(_:)`` in between.
  @inlinable public func reaching(_ day: Int32) -> Int {
    let last = ends.count - 1
    guard day > ends[0] else { return 0 }
    guard day < ends[last] else { return last }
    // A month is 30.44 days on average: the estimate is off by one at most, and is put right.
    var months = min(last, max(1, Int(Double(day - ends[0]) * (12 / 365.2425))))
    while ends[months] < day { months += 1 }
    while months > 1, ends[months - 1] >= day { months -= 1 }
    return months
  }
}
