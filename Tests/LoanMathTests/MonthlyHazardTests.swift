import Foundation
import LoanMath
import Testing

/// `1 − (1 − p)^(1/12)` against twelve months of survival, and against `expm1` and `log1p`.
@Suite struct MonthlyHazardTests {
  private let hazard = MonthlyHazard()

  @Test(arguments: [
    0, 1e-300, 1e-12, 1e-6, 3e-4, 0.001, 0.02, 0.1, 0.2, 0.2499999, 0.25, 0.2500001, 0.5, 0.9999,
  ])
  func closedForm(_ annual: Double) {
    let exact = -expm1(log1p(-annual) / 12)
    #expect((hazard.rate(annual) - exact).magnitude <= 1e-15 * exact)
  }

  @Test func twelveMonthsAreTheYear() {
    for step in 0...1000 {
      let annual = Double(step) / 1000
      #expect((1 - pow(1 - hazard.rate(annual), 12) - annual).magnitude <= 4e-15, "\(annual)")
    }
  }

  /// The domain's figure, section 6.3: 2 % a year.
  @Test func publishedFigure() {
    #expect((hazard.rate(0.02) - 0.001682142553).magnitude < 5e-13)
  }

  @Test func lanesAreTheSingleValues() {
    for step in stride(from: 0, through: 1200, by: 3) {
      let annual = SIMD4(
        Double(step) / 1000, Double(step) / 4000, Double(1200 - step) / 1200, Double(step) * 1e-9)
      let rates = hazard.rate(annual)
      for lane in 0..<4 { #expect(rates[lane] == hazard.rate(annual[lane])) }
    }
  }
}
