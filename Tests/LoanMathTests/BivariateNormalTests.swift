import LoanMath
import Testing
import TestSupport

@Suite("Bivariate normal distribution")
struct BivariateNormalTests {
  @Test(arguments: try Oracle.cases("special_functions", kind: "bivariate_normal_cdf"))
  func matchesTheOracle(_ oracle: OracleCase) throws {
    let expected = try oracle.expected["cdf"].doubles()
    for (point, value) in zip(try oracle.inputs["points"].list(), expected) {
      let numbers = try point.doubles()
      let came = BivariateNormal.cumulative(numbers[0], numbers[1], correlation: numbers[2])
      #expect(came.isClose(to: value, within: oracle.tolerance), "\(numbers): \(came), not \(value)")
      let swapped = BivariateNormal.cumulative(numbers[1], numbers[0], correlation: numbers[2])
      #expect(swapped == came)
    }
  }

  @Test func quadrantProbabilitiesAreClosedForms() {
    // Sheppard: Φ2(0, 0; ρ) = 1/4 + asin(ρ)/2π; sines of 30 and 45 degrees.
    #expect(BivariateNormal.cumulative(0, 0, correlation: 0.5).isClose(to: 1 / 3.0, within: 1e-15))
    #expect(BivariateNormal.cumulative(0, 0, correlation: -0.5).isClose(to: 1 / 6.0, within: 1e-15))
    let root = 0.5.squareRoot()
    #expect(BivariateNormal.cumulative(0, 0, correlation: root).isClose(to: 0.375, within: 1e-15))
  }

  @Test(arguments: [-0.999_999, -0.99, -0.5, -0.01, 0.01, 0.3, 0.9, 0.999, 0.999_999_9])
  func complementsSumToTheMargin(correlation: Double) {
    for a in [-7.0, -3, -0.5, 0, 1.5, 6] {
      for b in [-6.0, -1, 0.2, 3] {
        let sum =
          BivariateNormal.cumulative(a, b, correlation: correlation)
          + BivariateNormal.cumulative(a, -b, correlation: -correlation)
        let margin = NormalDistribution.cumulative(a)
        #expect(sum.isClose(to: margin, within: Tolerance(rel: 2e-13)), "\(a) \(b) \(sum) \(margin)")
      }
    }
  }

  @Test func endsOfTheCorrelation() {
    let low = NormalDistribution.cumulative(-1)
    #expect(BivariateNormal.cumulative(-1, 2, correlation: 1) == low)
    #expect(BivariateNormal.cumulative(-1, 0.5, correlation: -1) == 0)
    let rest = low - NormalDistribution.cumulative(-2)
    #expect(BivariateNormal.cumulative(-1, 2, correlation: -1).isClose(to: rest, within: 1e-15))
    #expect(BivariateNormal.cumulative(-.infinity, 2, correlation: 0.3) == 0)
    #expect(BivariateNormal.cumulative(.infinity, -1, correlation: 0.3) == low)
    #expect(BivariateNormal.cumulative(-30, -30, correlation: -0.9) == 0)
  }
}
