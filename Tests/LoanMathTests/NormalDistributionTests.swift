import LoanMath
import Testing
import TestSupport

@Suite("Normal distribution")
struct NormalDistributionTests {
  /// Point and lower tail, from mpmath at 40 digits.
  @Test(arguments: [
    (0.0, 0.5), (1, 0.841_344_746_068_542_95), (-1, 0.158_655_253_931_457_05),
    (-3, 1.349_898_031_630_094_5e-3), (-6, 9.865_876_450_376_981_4e-10), (-10, 7.619_853_024_160_526e-24),
    (-20, 2.753_624_118_606_233_7e-89), (-37, 5.725_571_222_524_576_4e-300), (6, 0.999_999_999_013_412_35),
  ])
  func cumulativeKeepsItsRelativeAccuracy(point: Double, expected: Double) {
    let came = NormalDistribution.cumulative(point)
    #expect(came.isClose(to: expected, within: Tolerance(rel: 2e-13)), "\(came)")
  }

  @Test(arguments: [
    (0.5, 0.0), (0.999, 3.090_232_306_167_813_5), (0.001, -3.090_232_306_167_813_5),
    (0.975, 1.959_963_984_540_054_2), (1e-10, -6.361_340_902_404_056), (1e-300, -37.047_096_299_361_20),
  ])
  func quantileMatches(probability: Double, expected: Double) {
    let came = NormalDistribution.quantile(probability)
    #expect(came.isClose(to: expected, within: Tolerance(abs: 1e-16, rel: 4e-15)), "\(came)")
  }

  @Test func quantileInvertsTheCumulative() {
    for step in 1..<2000 {
      let probability = Double(step) / 2000
      let back = NormalDistribution.cumulative(NormalDistribution.quantile(probability))
      #expect(back.isClose(to: probability, within: Tolerance(rel: 1e-14)))
    }
    for exponent in 1...300 {
      var probability = 1.0
      for _ in 0..<exponent { probability /= 10 }
      let back = NormalDistribution.cumulative(NormalDistribution.quantile(probability))
      #expect(back.isClose(to: probability, within: Tolerance(rel: 1e-12)), "1e-\(exponent)")
    }
  }

  @Test func endsAreInfinite() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(.leastNonzeroMagnitude).isFinite)
    #expect(NormalDistribution.quantile(.nan).isNaN)
    #expect(NormalDistribution.cumulative(-.infinity) == 0)
    #expect(NormalDistribution.cumulative(.infinity) == 1)
    #expect(NormalDistribution.density(.infinity) == 0)
  }
}
