import LoanUnits
import Testing

/// Rounding at the halves, where binary fractions lie.
struct MoneyTests {
  @Test(arguments: [
    (1.005, Int64(101)), (2.675, 268), (0.125, 13), (-0.125, -13), (1.004999, 100), (0.005, 1), (0.0049, 0),
    (1_000_000.005, 100_000_001), (0.0, 0), (84_898.821285, 8_489_882),
  ])
  func halvesRoundUp(_ yuan: Double, _ fen: Int64) {
    #expect(Money(rounding: yuan).fen == fen)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
  func nothingTraps(_ yuan: Double) {
    #expect(Money(rounding: yuan).fen.magnitude <= UInt64(Money.largest.fen))
  }

  @Test(arguments: [
    (Int64(5), "0.05"), (-5, "-0.05"), (12_345, "123.45"), (0, "0.00"), (-100_000, "-1000.00"),
  ])
  func isWrittenWithTwoDecimals(_ fen: Int64, _ text: String) {
    #expect(Money(fen: fen).description == text)
  }
}
