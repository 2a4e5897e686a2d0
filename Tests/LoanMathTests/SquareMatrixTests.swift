import LoanMath
import TestSupport
import Testing

@Suite("Square matrices")
struct SquareMatrixTests {
  private func matrix(_ rows: [[Double]]) throws -> SquareMatrix { try #require(SquareMatrix(rows: rows)) }

  private func expectClose(
    _ came: SquareMatrix, _ expected: [[Double]], within distance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (row, values) in expected.enumerated() {
      for (column, value) in values.enumerated() {
        #expect(
          came[row, column].isClose(to: value, within: distance),
          "\(row), \(column): \(came[row, column]), not \(value)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test func rowsMustMakeASquare() {
    #expect(SquareMatrix(rows: [[1, 2], [3]]) == nil)
    #expect(SquareMatrix(rows: [[1, 2]]) == nil)
    #expect(SquareMatrix(rows: []) != nil)
  }

  @Test func powersAreRepeatedProducts() throws {
    let one = try matrix([[0.5, 0.25, 0.25], [0.1, 0.8, 0.1], [0, 0.3, 0.7]])
    var product = SquareMatrix.identity(3)
    for exponent in 0...9 {
      expectClose(one.power(exponent), product.rows, within: 1e-15)
      product = product * one
    }
  }

  @Test func inverseOfAHandWorkedMatrix() throws {
    // Pivoting is needed at once; the determinant is 3.
    let one = try matrix([[0, 1, 2], [1, 0, 3], [4, -3, 9]])
    let inverse = try #require(one.inverse())
    expectClose(one * inverse, SquareMatrix.identity(3).rows, within: 1e-13)
    expectClose(inverse * one, SquareMatrix.identity(3).rows, within: 1e-13)
    // Its determinant is 0.
    #expect(try matrix([[1, 2, 0], [0.5, -1, 3], [0, 4, -6]]).inverse() == nil)
  }

  /// SciPy 1.17 `linalg.expm`.
  @Test func exponentialOfAMatrixWithLargeElements() throws {
    let came = try matrix([[1, 2, 0], [0.5, -1, 3], [0, 4, -6]]).exponential()
    expectClose(
      came,
      [
        [3.8546842977761013, 4.59605283922891, 1.669973634484937],
        [1.1490132098072283, 2.598578727517061, 1.049171538146092],
        [0.5566578781616456, 1.398895384194788, 0.5716305581927541],
      ], within: 1e-13)
  }

  /// Two states: exp(tQ) is 1 − a/(a+b)·(1 − e^{−(a+b)t}) on the diagonal.
  @Test(arguments: [(0.1, 0.3), (2.0, 0.01), (30.0, 10.0), (0.0, 0.4)])
  func twoStatesHaveClosedForms(a: Double, b: Double) throws {
    let generator = try matrix([[-a, a], [b, -b]])
    let decay = 1 - TwoState.decay(a + b)
    let stays = 1 - a / (a + b) * decay
    expectClose(
      generator.exponential(), [[stays, 1 - stays], [b / (a + b) * decay, 1 - b / (a + b) * decay]],
      within: 1e-12)
    guard a + b < 10 else { return }
    expectClose(
      try #require(generator.exponential().logarithm()), generator.rows, within: 1e-11)
  }

  private enum TwoState {
    /// e⁻ˣ by its power series on a small argument and squaring.
    static func decay(_ x: Double) -> Double {
      let small = -x / 1024
      var (sum, term) = (1.0, 1.0)
      for index in 1...20 {
        term *= small / Double(index)
        sum += term
      }
      for _ in 0..<10 { sum *= sum }
      return sum
    }
  }

  /// SciPy 1.17 `linalg.logm` of a matrix that keeps a fifth on a diagonal: no series around the identity converges.
  @Test func logarithmFarFromTheIdentity() throws {
    let came = try #require(
      try matrix([[0.2, 0.5, 0.3], [0.1, 0.6, 0.3], [0.05, 0.15, 0.8]]).logarithm())
    expectClose(
      came,
      [
        [-2.002787297884172, 1.5868989895482042, 0.4158883083359671],
        [0.29979779510987203, -0.7156861034458393, 0.41588830833596646],
        [0.09861805605560983, 0.17864081616836777, -0.2772588722239785],
      ], within: 1e-12)
  }

  /// An eigenvalue below 0, one at 0, and equal rows: there is no real principal logarithm.
  @Test(arguments: [
    [[0.1, 0.9], [0.9, 0.1]], [[0.5, 0.5], [0.5, 0.5]],
    [[0.2, 0.3, 0.5], [0.2, 0.3, 0.5], [0, 0, 1]], [[0, 1], [1, 0]],
  ])
  func someHaveNoLogarithm(rows: [[Double]]) throws {
    #expect(try matrix(rows).logarithm() == nil)
  }
}
