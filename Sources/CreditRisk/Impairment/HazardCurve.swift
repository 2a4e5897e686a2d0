internal import Lending

/// A hazard that moves in steps: survival to month m is `(1 − p)^C(m)`.
///
/// `C(m)` is the sum of the multiples up to month m over that of the first twelve, so the twelve-month PD stays p and
/// only the proportions of the multiples count.
struct HazardCurve: Sendable {
  /// Months with one hazard.
  struct Segment: Sendable {
    /// Last month in which it holds.
    var untilMonth: Int
    /// Its part of a year's log-survival, a month.
    var share: Double
  }

  let segments: [Segment]
  /// `C(m)` by month from 0.
  let exponents: [Double]

  /// Lays a curve out.
  ///
  /// - Parameter steps: Multiples above 0; none: the hazard is constant.
  init(_ steps: MonthSteps) {
    let year = (1...12).reduce(0.0) { $0 + (steps.value(month: $1) ?? 1) }
    var exponents = [0.0]
    for month in 1...DefaultTermStructure.longestMonths {
      exponents.append(exponents[month - 1] + (steps.value(month: month) ?? 1) / year)
    }
    self.exponents = exponents
    var segments = steps.steps.map { Segment(untilMonth: $0.untilMonth, share: $0.value / year) }
    segments.append(
      Segment(untilMonth: DefaultTermStructure.longestMonths, share: (steps.steps.last?.value ?? 1) / year))
    self.segments = segments
  }
}
