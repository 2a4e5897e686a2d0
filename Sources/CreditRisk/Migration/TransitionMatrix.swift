public import LoanMath

/// Probabilities of moving from one grade to another within a period (迁徙矩阵), the last state being default.
///
/// Every row sums to 1 and the default state keeps what it has (absorbing), so that powers give cumulative default
/// probabilities.
public struct TransitionMatrix: Hashable, Sendable {
  /// The probabilities.
  public let probabilities: SquareMatrix

  /// Takes rows of weights and divides each by its sum.
  ///
  /// Weights are counts (the cohort method: loans that moved ÷ loans of the row), or published percentages, whose
  /// rows need not sum to 100. Loans that vanished have no column: to divide by the rest spreads them in proportion
  /// over the others, the convention for withdrawn ratings (NR). The last row is not read; a row without
  /// weights stays where it is and is named in ``emptyRows(of:)``.
  ///
  /// - Parameter weights: As many columns as rows, none negative.
  public init?(weights: [[Double]]) {
    guard var matrix = SquareMatrix(rows: weights), matrix.size >= 2, matrix.isFinite else { return nil }
    let last = matrix.size - 1
    for row in 0...last {
      let sum = matrix.row(row).reduce(0, +)
      guard matrix.row(row).allSatisfy({ $0 >= 0 }) else { return nil }
      for column in 0...last {
        matrix[row, column] = row == last || sum == 0 ? (row == column ? 1 : 0) : matrix[row, column] / sum
      }
    }
    probabilities = matrix
  }

  init(_ probabilities: SquareMatrix) {
    self.probabilities = probabilities
  }

  /// Rows without weights, but for the last.
  public static func emptyRows(of weights: [[Double]]) -> [Int] {
    weights.indices.dropLast().filter { weights[$0].allSatisfy { $0 == 0 } }
  }

  /// The probabilities by row.
  public var rows: [[Double]] { probabilities.rows }

  /// Position of the default state.
  public var defaultState: Int { probabilities.size - 1 }

  /// The matrix over so many periods.
  public func power(_ periods: Int) -> TransitionMatrix {
    TransitionMatrix(probabilities.power(periods))
  }

  /// Probability to have defaulted by the end of the matrix's period, state by state.
  public var defaultProbabilities: [Double] {
    (0..<probabilities.size).map { probabilities[$0, defaultState] }
  }

  /// Standard error of each row's default share, √(p(1 − p) ÷ n), where a row is a binomial sample.
  ///
  /// - Parameter counts: Loans of each row; 0 gives NaN.
  public func defaultStandardErrors(counts: [Int64]) -> [Double] {
    zip(defaultProbabilities, counts).map { share, count in
      count > 0 ? (share * (1 - share) / Double(count)).squareRoot() : .nan
    }
  }
}
