import Testing

@testable import Reporting

@Suite struct ApportionedRoundingTests {
  @Test func partsAddUpToTheTotal() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let parts = (0..<12).map { index in
        index % 5 == 4 ? 0 : Double.random(in: -50...200, using: &random)
      }
      let total = Int((parts.reduce(0, +) * 100).rounded())
      let units = ApportionedRounding.units(parts, total: total, decimals: 2)
      #expect(units.reduce(0, +) == total)
      for (part, unit) in zip(parts, units) {
        #expect((part * 100 - Double(unit)).magnitude <= 1)
        if part == 0 { #expect(unit == 0) }
      }
    }
  }

  @Test func theLargestRemainderGivesWay() {
    #expect(ApportionedRounding.units([0.334, 0.333, 0.333], total: 100, decimals: 2) == [34, 33, 33])
  }

  @Test(arguments: [(45_800, 2, "458.00"), (-7, 2, "-0.07"), (0, 4, "0.0000"), (12, 0, "12")])
  func textOfUnits(_ units: Int, _ decimals: Int, _ text: String) {
    #expect(ApportionedRounding.text(units, decimals: decimals) == text)
  }
}
