public import LoanMath

/// How a matrix logarithm is made a generator: off the diagonal nothing negative, every row with sum 0.
public enum GeneratorAdjustment: String, CaseIterable, Sendable {
  /// Negative elements off the diagonal become 0, and the diagonal takes what they held.
  case diagonal
  /// Negative elements off the diagonal become 0, and all others share what they held by their magnitudes.
  case weighted
  /// Each row becomes the valid one that is nearest to it (Euclidean distance).
  case nearest
}

/// Rates of moving in continuous time (生成元): what two snapshots of a book tell of the time between them.
///
/// The dates of the moves are not known from two tapes, so the Aalen–Johansen estimate, which needs
/// them, cannot be formed; the generator is the logarithm of the cohort matrix, made valid.
///
/// - SeeAlso: Israel, Rosenthal and Wei, *Finding generators for Markov chains via empirical transition matrices*
///   (2001), for the first two adjustments; Kreinin and Sidelnikova, *Regularization algorithms for transition
///   matrices* (2001), for the third (QOG).
public struct TransitionGenerator: Hashable, Sendable {
  /// Rates a year; each row sums to 0.
  public let rates: SquareMatrix
  /// How far each row was moved from the logarithm's, Euclidean, a period's rates.
  public let distances: [Double]

  /// The generator of a matrix; nil where it has no real logarithm.
  ///
  /// - Parameters:
  ///   - matrix: Transition probabilities over a period.
  ///   - years: Length of the period.
  ///   - adjustment: What is done where the logarithm is no generator.
  public init?(_ matrix: TransitionMatrix, years: Double, adjustment: GeneratorAdjustment) {
    guard years > 0, let logarithm = matrix.probabilities.logarithm() else { return nil }
    var rates = SquareMatrix(size: logarithm.size)
    var distances: [Double] = []
    for row in 0..<logarithm.size {
      let given = logarithm.row(row)
      let adjusted = Self.adjusted(given, diagonal: row, by: adjustment)
      for column in adjusted.indices { rates[row, column] = adjusted[column] / years }
      let squares = zip(given, adjusted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      distances.append(squares.squareRoot())
    }
    self.rates = rates
    self.distances = distances
  }

  /// The rates by row.
  public var rows: [[Double]] { rates.rows }

  /// Transition probabilities over a time.
  public func matrix(years: Double) -> TransitionMatrix {
    TransitionMatrix(rates.scaled(by: years).exponential())
  }

  private static func adjusted(
    _ row: [Double], diagonal: Int, by adjustment: GeneratorAdjustment
  ) -> [Double] {
    switch adjustment {
    case .diagonal: diagonalAdjusted(row, diagonal)
    case .weighted: weightAdjusted(row, diagonal)
    case .nearest: nearest(row, diagonal)
    }
  }

  private static func diagonalAdjusted(_ row: [Double], _ diagonal: Int) -> [Double] {
    var result = row.map { max(0, $0) }
    result[diagonal] = 0
    result[diagonal] = -result.reduce(0, +)
    return result
  }

  private static func weightAdjusted(_ row: [Double], _ diagonal: Int) -> [Double] {
    var good = row[diagonal].magnitude
    var bad = 0.0
    for (column, rate) in row.enumerated() where column != diagonal {
      if rate >= 0 { good += rate } else { bad -= rate }
    }
    guard good > 0 else { return Array(repeating: 0, count: row.count) }
    var result = row
    for (column, rate) in row.enumerated() where column != diagonal {
      result[column] = rate < 0 ? 0 : rate - bad * rate / good
    }
    // The diagonal's own share, and the rounding of the row's sum with it.
    result[diagonal] = 0
    result[diagonal] = -result.reduce(0, +)
    return result
  }

  /// The projection on the cone of valid rows: shift by the mean, then let the smallest of the ordered elements be 0
  /// for as long as they would turn negative.
  private static func nearest(_ row: [Double], _ diagonal: Int) -> [Double] {
    let count = row.count
    let shift = row.reduce(0, +) / Double(count)
    let others = row.indices.filter { $0 != diagonal }.sorted { row[$0] < row[$1] }
    // The diagonal first, then the others ascending.
    let order = [diagonal] + others
    let sorted = order.map { row[$0] - shift }
    // The smallest number of zeros, at the places 1…zeros, that leaves the next element not negative.
    var zeros = count - 1
    for candidate in 0..<(count - 1) {
      let kept = sorted[0] + sorted[(candidate + 1)...].reduce(0, +)
      if sorted[candidate + 1] - kept / Double(count - candidate) >= 0 {
        zeros = candidate
        break
      }
    }
    var result = Array(repeating: 0.0, count: count)
    guard zeros < count - 1 else { return result }
    let kept = sorted[0] + sorted[(zeros + 1)...].reduce(0, +)
    for place in (zeros + 1)..<count { result[order[place]] = sorted[place] - kept / Double(count - zeros) }
    result[diagonal] = -result.reduce(0, +)
    return result
  }
}
