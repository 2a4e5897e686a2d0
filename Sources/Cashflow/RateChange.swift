public import LoanUnits

/// A new rate of a floating loan.
public struct RateChange: Hashable, Sendable {
  /// The day from which it holds (重定价日).
  public var day: CalendarDay
  /// Nominal annual rate as a fraction.
  public var annualRate: Double

  /// Creates a change.
  public init(day: CalendarDay, annualRate: Double) {
    self.day = day
    self.annualRate = annualRate
  }
}

/// A part of an interest period with one rate (分段计息).
public struct RateSegment: Hashable, Sendable {
  /// First day, counted.
  public var start: CalendarDay
  /// Last day, not counted.
  public var end: CalendarDay
  /// Nominal annual rate as a fraction.
  public var annualRate: Double
}

/// The rate of a loan over its days.
struct RatePath {
  private let first: Double
  /// Ascending by day.
  private let changes: [RateChange]

  init(_ terms: LoanTerms) {
    first = terms.annualRate
    changes = terms.rateChanges.sorted { $0.day < $1.day }
  }

  var isFixed: Bool { changes.isEmpty }

  /// The rate that holds on a day.
  func rate(on day: CalendarDay?) -> Double {
    guard let day else { return first }
    return changes.last { $0.day <= day }?.annualRate ?? first
  }

  /// The parts of a period, cut at the days on which the rate changes.
  func segments(from start: CalendarDay, to end: CalendarDay) -> [RateSegment] {
    let inside = changes.filter { $0.day > start && $0.day < end }
    let days = [start] + inside.map(\.day) + [end]
    let rates = [rate(on: start)] + inside.map(\.annualRate)
    var segments = [RateSegment]()
    for index in rates.indices where segments.last?.annualRate != rates[index] {
      if let last = segments.indices.last { segments[last].end = days[index] }
      segments.append(RateSegment(start: days[index], end: end, annualRate: rates[index]))
    }
    return segments
  }
}
