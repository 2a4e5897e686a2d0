#if canImport(Darwin)
  private import Darwin
#else
  private import Glibc
#endif

/// Default curves by grade from powers of a one-year transition matrix (迁徙矩阵).
///
/// The cumulative PD after y years is the default column of `M^y`, found as `M·F(y − 1)`; within a year the
/// hazard is constant. A loan whose PD lies between those of two grades is a mixture of them with that PD: a curve
/// that moves with the PD without steps. Below the first grade the other part never defaults, above the last it
/// defaults at once.
///
/// Curves of worse grades lie above those of better ones at all horizons where the matrix is stochastically
/// monotone (each row's tails not below those of the row before); published matrices are not always.
struct MigrationCurves: Sendable {
  /// Twelve-month PDs of the curves, not descending: 0, the grades, 1.
  let probabilities: [Double]
  /// Curves.
  let width: Int
  /// Probability of default in each month from 1, curve by curve within a month.
  let marginals: [Double]
  /// The sum of it from month 0 on, likewise.
  private let cumulatives: [Double]

  /// Lays the curves out.
  ///
  /// - Parameter matrix: A row for each performing grade, best first, the last column that of default; a row is
  ///   divided by its sum.
  init(_ matrix: [[Double]]) {
    let grades = matrix.count
    let rows = matrix.map { row in
      let sum = row.reduce(0, +)
      return row.map { $0 / sum }
    }
    width = grades + 2
    probabilities = [0] + rows.map { $0.last ?? 0 } + [1]
    let months = DefaultTermStructure.longestMonths
    var marginals: [Double] = []
    marginals.reserveCapacity(months * width)
    var cumulatives = Array(repeating: 0.0, count: width)
    cumulatives.reserveCapacity((months + 1) * width)
    var year = Array(repeating: 0.0, count: grades + 1)
    year[grades] = 1
    for start in stride(from: 0, to: months, by: 12) {
      let next = rows.map { row in zip(row, year).reduce(0) { $0 + $1.0 * $1.1 } } + [1]
      let hazards = zip(year, next).map { before, after in
        before < 1 && after < 1 ? -expm1(log1p(-(after - before) / (1 - before)) / 12) : 1
      }
      var alive = year.map { 1 - $0 }
      for month in start..<start + 12 {
        let defaulting = [0] + (0..<grades).map { alive[$0] * hazards[$0] } + [month == 0 ? 1 : 0]
        for grade in 0..<grades { alive[grade] *= 1 - hazards[grade] }
        marginals += defaulting
        let before = cumulatives.count - width
        for curve in 0..<width { cumulatives.append(cumulatives[before + curve] + defaulting[curve]) }
      }
      year = next
    }
    self.marginals = marginals
    self.cumulatives = cumulatives
  }

  /// The curve at or below a PD, and the part of the next one.
  @inline(__always) func mixture(_ probability: Double) -> (curve: Int, partOfNext: Double) {
    var curve = 0
    while curve + 1 < width, probabilities[curve + 1] <= probability { curve += 1 }
    guard curve + 1 < width else { return (width - 2, 1) }
    let lower = probabilities[curve]
    return (curve, (probability - lower) / (probabilities[curve + 1] - lower))
  }

  /// The probability of default until a month.
  func cumulative(_ probability: Double, month: Int) -> Double {
    let (curve, part) = mixture(probability)
    let place = month * width + curve
    return (1 - part) * cumulatives[place] + part * cumulatives[place + 1]
  }
}
