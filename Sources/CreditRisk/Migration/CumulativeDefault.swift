internal import LoanMath

/// Probability to default within 1, 2, … years by grade, as a book moved between two tapes (累计违约概率).
public struct CumulativeDefault: Hashable, Sendable {
  /// How it is carried over the years.
  public enum Method: String, Sendable {
    /// Powers of the cohort matrix; only for years that are a whole number of periods.
    case cohort
    /// The exponential of the generator.
    case generator
  }

  /// The method.
  public let method: Method
  /// Years for which there is a figure.
  public let years: [Int]
  /// By year, by grade, the default grade left out.
  public let probabilities: [[Double]]

  /// Powers of a cohort matrix; nil where no year asked for is a whole number of periods.
  public init?(_ matrix: TransitionMatrix, period: ObservationPeriod, years: Int) {
    guard let months = period.months else { return nil }
    let periods = (1...max(1, years)).filter { $0 * 12 % months == 0 }
    guard !periods.isEmpty else { return nil }
    method = .cohort
    self.years = periods
    probabilities = periods.map { matrix.power($0 * 12 / months).defaultProbabilities.dropLast() }
  }

  /// The exponential of a generator.
  public init(_ generator: TransitionGenerator, years: Int) {
    method = .generator
    self.years = Array(1...max(1, years))
    probabilities = self.years.map {
      generator.matrix(years: Double($0)).defaultProbabilities.dropLast()
    }
  }
}
