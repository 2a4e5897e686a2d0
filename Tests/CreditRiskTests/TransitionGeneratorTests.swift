import CreditRisk
import LoanMath
import LoanUnits
import TestSupport
import Testing

@Suite("Generators of transition matrices")
struct TransitionGeneratorTests {
  private static func kreinin() throws -> (OracleCase, TransitionMatrix) {
    let oracle = try #require(
      try Oracle.cases("transition_matrix", kind: "generator_regularisation").first)
    return (oracle, try #require(TransitionMatrix(weights: TransitionMatrixTests.mended(oracle))))
  }

  /// Kreinin and Sidelnikova, tables 1 and 5: the nearest generator, row by row.
  @Test func nearestMatchesTheOracle() throws {
    let (oracle, matrix) = try Self.kreinin()
    let generator = try #require(TransitionGenerator(matrix, years: 1, adjustment: .nearest))
    for (came, value) in zip(generator.distances, try oracle.expected["row_distance_to_log"].doubles()) {
      #expect(came.isClose(to: value, within: oracle.tolerance), "\(came), not \(value)")
    }
    let year = generator.matrix(years: 1).defaultProbabilities
    for (came, value) in zip(year, try oracle.expected["one_year_default_column"].doubles()) {
      #expect(came.isClose(to: value, within: oracle.tolerance))
    }
    for (came, value) in zip(generator.rows[0], try oracle.expected["generator_row_Aaa"].doubles()) {
      #expect(came.isClose(to: value, within: oracle.tolerance))
    }
  }

  private struct Reference: Sendable, CustomTestStringConvertible {
    var adjustment: GeneratorAdjustment
    var best: [Double]
    var worst: [Double]
    var defaults: [Double]
    var fiveYears: [Double]
    var testDescription: String { adjustment.rawValue }
  }

  /// The same matrix by NumPy 2.4 and SciPy 1.17 (`linalg.logm`, `linalg.expm`) with the two adjustments of Israel,
  /// Rosenthal and Wei written out there.
  private static let references = [
    Reference(
      adjustment: .diagonal,
      best: [-0.10963299100901674, 0.10936773069798092, 0, 0, 0.00026526031103582857, 0, 0, 0],
      worst: [
        0, 0, 0, 0.012323767340142398, 0.03418670894171937, 0.0706790263519775, -0.42559770700206667,
        0.3084082043682274,
      ],
      defaults: [
        2.285534030105463e-05, 0.00040094982232993315, 0.00021248815696592142, 0.0019002630127692836,
        0.013999883999258094, 0.06599906270265082, 0.25342470639939957, 1,
      ],
      fiveYears: [
        0.0005829822985372447, 0.002660334896413848, 0.005615377920152662, 0.026346454664178957,
        0.1037450774335057, 0.2911572896109866, 0.6728347533087685, 1,
      ]),
    Reference(
      adjustment: .weighted,
      best: [-0.10927820552483324, 0.10901380362791883, 0, 0, 0.00026440189691230684, 0, 0, 0],
      worst: [
        0, 0, 0, 0.012314473186368483, 0.034160926522986634, 0.07062572270534291, -0.42527673611503797,
        0.3081756137003398,
      ],
      defaults: [
        2.278359686948845e-05, 0.0004009407271899864, 0.00021238748566381046, 0.0019001505400410715,
        0.013999408915591222, 0.06599599657213229, 0.25327116498327984, 1,
      ],
      fiveYears: [
        0.0005813260356949973, 0.0026598684176828247, 0.00561272721325841, 0.026344229666046392,
        0.10373814251971708, 0.2911354033783099, 0.6726806957786381, 1,
      ]),
  ]

  @Test(arguments: references)
  private func adjustmentsMatchSciPy(_ reference: Reference) throws {
    let (_, matrix) = try Self.kreinin()
    let generator = try #require(TransitionGenerator(matrix, years: 1, adjustment: reference.adjustment))
    let figures = [
      (generator.rows[0], reference.best), (generator.rows[6], reference.worst),
      (generator.matrix(years: 1).defaultProbabilities, reference.defaults),
      (generator.matrix(years: 5).defaultProbabilities, reference.fiveYears),
    ]
    for (came, expected) in figures {
      for (one, value) in zip(came, expected) {
        #expect(one.isClose(to: value, within: 1e-11), "\(one), not \(value)")
      }
    }
  }

  /// Off the diagonal nothing negative, rows that sum to 0, and a stochastic matrix over any time.
  @Test(arguments: GeneratorAdjustment.allCases)
  func generatorsAreValid(adjustment: GeneratorAdjustment) throws {
    var matrices = [
      try Self.kreinin().1, try #require(TransitionMatrix(weights: TransitionMatrixTests.creditMetrics)),
    ]
    for table in try TransitionTable.byGrade() where table.years <= 5 {
      matrices.append(
        try #require(TransitionMatrix(weights: table.rows + [Array(repeating: 0, count: table.states.count)]))
      )
    }
    let notches = try TransitionTable.byNotch()
    let withDefault = notches.rows + [Array(repeating: 0, count: notches.states.count)]
    matrices.append(try #require(TransitionMatrix(weights: withDefault)))
    for matrix in matrices {
      let generator = try #require(TransitionGenerator(matrix, years: 1, adjustment: adjustment))
      for (index, row) in generator.rows.enumerated() {
        #expect(row.reduce(0, +).isClose(to: 0, within: 1e-14))
        for (column, rate) in row.enumerated() where column != index { #expect(rate >= 0) }
      }
      #expect(generator.rows.last?.allSatisfy { $0 == 0 } == true)
      for years in [1 / 12.0, 0.25, 1, 7, 30] {
        for row in generator.matrix(years: years).rows {
          #expect(row.allSatisfy { $0 >= 0 })
          #expect(row.reduce(0, +).isClose(to: 1, within: 1e-12))
        }
      }
    }
  }

  /// A matrix that came of a generator gives it back, whatever the adjustment and the length of the period.
  @Test(arguments: GeneratorAdjustment.allCases, [0.25, 1.0, 2.0])
  func givesBackAGenerator(adjustment: GeneratorAdjustment, years: Double) throws {
    let rates: [[Double]] = [
      [-0.3, 0.25, 0.04, 0.01], [0.2, -0.6, 0.3, 0.1], [0.05, 0.35, -1.2, 0.8], [0, 0, 0, 0],
    ]
    let period = try #require(SquareMatrix(rows: rates)).scaled(by: years).exponential()
    let matrix = try #require(TransitionMatrix(weights: period.rows))
    let generator = try #require(TransitionGenerator(matrix, years: years, adjustment: adjustment))
    for (came, expected) in zip(generator.rows, rates) {
      for (one, value) in zip(came, expected) { #expect(one.isClose(to: value, within: 1e-11)) }
    }
    #expect(generator.distances.allSatisfy { $0 < 1e-11 })
  }

  @Test func aMatrixWithoutLogarithmHasNoGenerator() throws {
    let matrix = try #require(TransitionMatrix(weights: [[1, 8, 1], [8, 1, 1], [0, 0, 1]]))
    #expect(TransitionGenerator(matrix, years: 1, adjustment: .diagonal) == nil)
  }

  private struct Dates: Sendable, CustomTestStringConvertible {
    var from: String
    var to: String
    var months: Int?
    var years: Double
    var testDescription: String { "\(from) to \(to)" }
  }

  private static let dates: [Dates] = [
    Dates(from: "2025-09-30", to: "2026-09-30", months: 12, years: 1),
    Dates(from: "2026-02-28", to: "2026-03-31", months: 1, years: 1.0 / 12),
    Dates(from: "2026-06-30", to: "2026-09-30", months: 3, years: 0.25),
    Dates(from: "2026-01-15", to: "2028-01-15", months: 24, years: 2),
    Dates(from: "2026-01-31", to: "2026-02-28", months: 1, years: 1.0 / 12),
    Dates(from: "2024-02-29", to: "2025-02-28", months: 12, years: 1),
    Dates(from: "2026-01-01", to: "2026-01-31", months: nil, years: 30.0 / 365),
    Dates(from: "2026-01-30", to: "2026-03-31", months: nil, years: 60.0 / 365),
  ]

  @Test(arguments: dates)
  private func periodsCountWholeMonths(_ dates: Dates) throws {
    let from = try #require(CalendarDay(iso: dates.from))
    let to = try #require(CalendarDay(iso: dates.to))
    let period = try #require(ObservationPeriod(from: from, to: to))
    #expect(period.months == dates.months)
    #expect(period.years == dates.years)
    #expect(ObservationPeriod(from: to, to: from) == nil)
    #expect(ObservationPeriod(from: to, to: to) == nil)
  }

  /// Powers are given for whole numbers of periods alone.
  @Test func cumulativeDefaultsTakeWholePeriods() throws {
    let start = try #require(CalendarDay(iso: "2026-06-30"))
    let matrix = try #require(TransitionMatrix(weights: [[9, 1], [0, 1]]))
    func defaults(months: Int, years: Int) throws -> CumulativeDefault? {
      let end = start.adding(months: months)
      return CumulativeDefault(
        matrix, period: try #require(ObservationPeriod(from: start, to: end)), years: years)
    }
    let quarterly = try #require(try defaults(months: 3, years: 2))
    #expect(quarterly.years == [1, 2])
    // Four and eight quarters of 10 % each: 1 − 0.9⁴, 1 − 0.9⁸.
    #expect(quarterly.probabilities[0][0].isClose(to: 0.3439, within: 1e-15))
    #expect(quarterly.probabilities[1][0].isClose(to: 0.56953279, within: 1e-15))
    let slow = try #require(try defaults(months: 24, years: 5))
    #expect(slow.years == [2, 4])
    #expect(slow.probabilities[1][0].isClose(to: 0.19, within: 1e-15))
    #expect(try defaults(months: 24, years: 1) == nil)
    #expect(try defaults(months: 5, years: 4) == nil)
  }
}
