import CreditRisk
import LoanMath
import TestSupport
import Testing

@Suite("Transition matrices")
struct TransitionMatrixTests {
  /// S&P one-year transitions of 1996, percent, of the CreditMetrics Technical Document (1997).
  ///
  /// Two rows do not sum to 100.
  static let creditMetrics: [[Double]] = [
    [90.81, 8.33, 0.68, 0.06, 0.12, 0, 0, 0],
    [0.70, 90.65, 7.79, 0.64, 0.06, 0.14, 0.02, 0],
    [0.09, 2.27, 91.05, 5.52, 0.74, 0.26, 0.01, 0.06],
    [0.02, 0.33, 5.95, 86.93, 5.30, 1.17, 0.12, 0.18],
    [0.03, 0.14, 0.67, 7.73, 80.53, 8.84, 1.00, 1.06],
    [0, 0.11, 0.24, 0.43, 6.48, 83.46, 4.07, 5.20],
    [0.22, 0, 0.22, 1.30, 2.38, 11.24, 64.86, 19.79],
    [0, 0, 0, 0, 0, 0, 0, 100],
  ]

  /// Last column of the powers of the normalised matrix, percent, to six decimals; worked out apart from the engine.
  @Test(arguments: [
    (2, [0.001788, 0.017700, 0.147910, 0.480816, 2.585540, 10.416374, 33.233426]),
    (3, [0.007495, 0.053438, 0.271156, 0.905618, 4.433461, 15.417633, 42.579858]),
    (5, [0.037852, 0.183256, 0.644011, 2.104987, 8.671149, 24.405889, 54.163169]),
  ])
  func cumulativeDefaultsOfThePublishedMatrix(years: Int, expected: [Double]) throws {
    let matrix = try #require(TransitionMatrix(weights: Self.creditMetrics))
    for (came, value) in zip(matrix.power(years).defaultProbabilities, expected) {
      #expect((came * 100).isClose(to: value, within: 5.1e-7), "\(came * 100), not \(value)")
    }
  }

  @Test(arguments: try Oracle.cases("transition_matrix", kind: "matrix_power"))
  func powersMatchTheOracle(_ oracle: OracleCase) throws {
    // The oracle mends rows on their diagonal; they sum to 1 then, and normalising changes nothing.
    let rows = try Self.mended(oracle)
    let power = try #require(TransitionMatrix(weights: rows)).power(try oracle.inputs["years"].int())
    for (came, value) in zip(power.defaultProbabilities, try oracle.expected["default_column"].doubles()) {
      #expect(came.isClose(to: value, within: oracle.tolerance))
    }
    for (came, value) in zip(power.rows[3], try oracle.expected["row_BBB"].doubles()) {
      #expect(came.isClose(to: value, within: oracle.tolerance))
    }
    for row in power.rows { #expect(row.reduce(0, +).isClose(to: 1, within: 1e-14)) }
  }

  @Test(arguments: try Oracle.cases("transition_matrix", kind: "cohort_estimator"))
  func cohortMatchesTheOracle(_ oracle: OracleCase) throws {
    let counts = try oracle.inputs["counts"].list().map { try $0.doubles() }
    let states = try oracle.inputs["states"].list().count
    // What the default row holds is not read.
    let weights = counts + [Array(repeating: 7, count: states)]
    let matrix = try #require(TransitionMatrix(weights: weights))
    let expected = try oracle.expected["matrix"].list().map { try $0.doubles() }
    for (came, values) in zip(matrix.rows, expected) {
      for (one, value) in zip(came, values) { #expect(one.isClose(to: value, within: oracle.tolerance)) }
    }
    let errors = matrix.defaultStandardErrors(counts: counts.map { Int64($0.reduce(0, +)) } + [0])
    for (came, value) in zip(errors, try oracle.expected["se_default"].doubles()) {
      #expect(came.isClose(to: value, within: oracle.tolerance))
    }
  }

  /// Withdrawn ratings go to the other columns in proportion: each is divided by what is not withdrawn.
  @Test func withdrawnRatingsAreSpreadInProportion() throws {
    for table in try TransitionTable.byGrade() {
      let weights = table.rows + [Array(repeating: 0, count: table.states.count)]
      let matrix = try #require(TransitionMatrix(weights: weights))
      for (index, row) in table.rows.enumerated() {
        // Published rows add up to 100 within two hundredths.
        let kept = row.reduce(0, +)
        #expect((kept + table.withdrawn[index]).isClose(to: 100, within: 0.0201))
        for (came, value) in zip(matrix.rows[index], row) {
          #expect(came.isClose(to: value / kept, within: 1e-15))
        }
      }
    }
  }

  /// The published matrices by grade and by notch: powers stay stochastic, and default only grows with the years.
  @Test func powersOfPublishedMatricesStayStochastic() throws {
    let tables = try TransitionTable.byGrade().filter { $0.years == 1 } + [TransitionTable.byNotch()]
    try #require(tables.count == 2)
    for table in tables {
      let weights =
        table.rows.count < table.states.count
        ? table.rows + [Array(repeating: 0, count: table.states.count)] : table.rows
      let matrix = try #require(TransitionMatrix(weights: weights))
      var before = matrix.defaultProbabilities
      for years in 2...30 {
        let power = matrix.power(years)
        for row in power.rows {
          #expect(row.reduce(0, +).isClose(to: 1, within: 1e-13))
          #expect(row.allSatisfy { $0 >= 0 })
        }
        #expect(zip(power.defaultProbabilities, before).allSatisfy { $0 >= $1 - 1e-15 })
        before = power.defaultProbabilities
      }
    }
  }

  @Test func rowsWithoutLoansStay() throws {
    let weights: [[Double]] = [[1, 1, 0, 2], [0, 0, 0, 0], [0, 5, 5, 0], [3, 3, 3, 3]]
    #expect(TransitionMatrix.emptyRows(of: weights) == [1])
    let matrix = try #require(TransitionMatrix(weights: weights))
    #expect(matrix.rows == [[0.25, 0.25, 0, 0.5], [0, 1, 0, 0], [0, 0.5, 0.5, 0], [0, 0, 0, 1]])
    #expect(TransitionMatrix(weights: [[1, -1], [0, 1]]) == nil)
    #expect(TransitionMatrix(weights: [[1, 2, 3], [0, 1, 2]]) == nil)
    #expect(TransitionMatrix(weights: [[.nan, 2], [0, 1]]) == nil)
  }

  /// The rows of an oracle with what they lack of 1 added to the diagonal.
  static func mended(_ oracle: OracleCase) throws -> [[Double]] {
    try oracle.inputs["matrix"].list().enumerated().map { index, row in
      var values = try row.doubles()
      values[index] += 1 - values.reduce(0, +)
      return values
    }
  }
}
